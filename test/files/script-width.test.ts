// What scripts print fits 80 columns: a terminal would otherwise break it inside a word.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withChecksum } from '../../src/files/checksum.ts';
import { placed } from '../../src/files/pointers.ts';
import { renderEngine, renderValidate } from '../../src/files/validate-script.ts';
import { probesOf } from '../../src/probes/probe-list.ts';
import { ANSWERS, filesOf, intentOf } from './fixture.ts';

const EXTRAS = ANSWERS.replace(
  'acme: { email: ops@example.com } }',
  'acme: { email: ops@example.com }, clientAuth: { ca: c } }',
)
  .concat('network: cilium\nmesh: { type: istio, mode: ambient }\n')
  .replace('    partners:', '    authz: { type: extAuth, http: "http://authz:80/check" }\n    partners:')
  .replace('auth: none }', 'auth: authz }');

const intent = intentOf(EXTRAS);
const SCRIPTS = {
  'validate-engine.sh': renderEngine('1'),
  'validate.sh': renderValidate(intent, placed(probesOf(intent, []), intent, []), {
    answersFile: 'a.yaml',
    toolVersion: '1',
  }),
  'install.sh': filesOf().get('install.sh')!.text,
  'prune.sh': filesOf().get('prune.sh')!.text,
};

/** A line of one word, such as an image with its digest, cannot be wrapped. */
const tooWide = (text: string): string[] => text.split('\n').filter((l) => l.length > 80 && /\S\s+\S/.test(l));

const dir = mkdtempSync(join(tmpdir(), 'scripts-'));
for (const [name, text] of Object.entries(SCRIPTS)) writeFileSync(join(dir, name), withChecksum(text, 'hash'));

test.each(['validate.sh', 'install.sh', 'prune.sh'])('%s --help', (name) => {
  const { stdout, status } = spawnSync('bash', [join(dir, name), '--help'], { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout.split('\n').length).toBeGreaterThan(3);
  expect(tooWide(stdout)).toEqual([]);
});

test.each(Object.entries(SCRIPTS))('%s: fixed messages', (name, script) => {
  const messages = [...script.matchAll(/(?:echo|die) '([^'\n]+)'/g)].map((m) => m[1]!);
  expect(messages.length).toBeGreaterThan(name === 'validate.sh' ? 0 : 2);
  expect(messages.filter((m) => m.length > 80)).toEqual([]);
});
