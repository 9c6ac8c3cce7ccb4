// What scripts print fits 80 columns: a terminal would otherwise break it inside a word.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { placed } from '../../src/files/pointers.ts';
import { renderValidate } from '../../src/files/validate-script.ts';
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
  'validate.sh': renderValidate(intent, placed(probesOf(intent, []), intent, []), {
    answersFile: 'a.yaml',
    toolVersion: '1',
  }),
  'install.sh': filesOf().get('install.sh')!.text,
  'prune.sh': filesOf().get('prune.sh')!.text,
};

/** A line of one word, such as an image with its digest, cannot be wrapped. */
const tooWide = (text: string): string[] => text.split('\n').filter((l) => l.length > 80 && /\S\s+\S/.test(l));

test.each(Object.entries(SCRIPTS))('%s --help', (_, script) => {
  const { stdout, status } = spawnSync('bash', ['-s', '--', '--help'], { input: script, encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout.split('\n').length).toBeGreaterThan(3);
  expect(tooWide(stdout)).toEqual([]);
});

test.each(Object.entries(SCRIPTS))('%s: fixed messages', (_, script) => {
  const messages = [...script.matchAll(/(?:echo|die) '([^'\n]+)'/g)].map((m) => m[1]!);
  expect(messages.length).toBeGreaterThan(2);
  expect(messages.filter((m) => m.length > 80)).toEqual([]);
});
