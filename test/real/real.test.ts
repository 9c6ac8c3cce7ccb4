// Gateways of public repositories, written as answers: they are generated without an error, `check` accepts the result, and each
// request of requests.yaml has the outcome that it has with the original manifests.
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { loadAdmission } from '../../src/admission/load-admission.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { runCli } from '../cli/run-cli.ts';
import { type Observed, outcomeOf } from './outcome.ts';

const HERE = new URL('.', import.meta.url).pathname;
const FOLDERS = readdirSync(HERE, { withFileTypes: true })
  .filter((e) => e.isDirectory())
  .map((e) => e.name);
const admission = await loadAdmission();

const read = (folder: string, file: string) => parse(readFileSync(join(HERE, folder, file), 'utf8'));

/** The objects of the generated files, as the API server stores them. */
const objectsOf = (dir: string): KubernetesObject[] =>
  readdirSync(dir)
    .filter((f) => /^\d\d-.*\.yaml$/.test(f))
    .flatMap((f) => parseAllDocuments(readFileSync(join(dir, f), 'utf8')).map((d) => d.toJS()))
    .flatMap((object) => (object ? admission.typed(object) : []));

/** What is expected of a request: its status, with the backend if one answers. */
const expected = (o: Observed): RegExp => {
  // A body that is too large, or an upgrade: the request has a route and access.
  const status = o.status === 413 || o.status === 101 ? 200 : o.status;
  const backend = o.to ?? (o.backend && `${o.backend}:\\d+`);
  return new RegExp(backend ? `^${status} ${backend}$` : `^${status}\\b`);
};

test('the folders are complete', () => {
  expect(FOLDERS.length).toBeGreaterThanOrEqual(20);
  expect(FOLDERS.filter((f) => existsSync(join(HERE, f, 'requests.yaml')))).toEqual(FOLDERS);
  expect(FOLDERS.filter((f) => read(f, 'requests.yaml').lab).length).toBeGreaterThanOrEqual(5);
});

test.each(FOLDERS)('%s', async (folder) => {
  const out = join(mkdtempSync(join(tmpdir(), 'real-')), 'manifests');
  const generated = await runCli(['generate', '-q', '-f', join(HERE, folder, 'api-gateway.yaml'), '-o', out]);
  expect(generated.code, generated.stderr).toBe(0);
  const checked = await runCli(['check', out]);
  expect(checked.code, checked.stdout + checked.stderr).toBe(0);
  const answers = read(folder, 'api-gateway.yaml');
  const objects = objectsOf(out);
  // validate.sh expects the deny policy on every https listener, whatever their names are.
  const names = objects.find((o) => o.kind === 'SecurityPolicy' && o.metadata.name.endsWith('-closed')) as
    | { spec: { targetRefs: { sectionName: string }[] } }
    | undefined;
  const denied = names?.spec.targetRefs.map((t) => t.sectionName).join(' ');
  expect(readFileSync(join(out, 'validate.sh'), 'utf8')).toContain(`'${denied} Deny'`);
  const snapshot = new Snapshot(objects);
  const { observe } = read(folder, 'requests.yaml') as { observe: readonly Observed[] };
  for (const o of observe) expect(outcomeOf(snapshot, answers.hostname, o), o.see).toMatch(expected(o));
});
