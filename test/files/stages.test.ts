import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fileOf, pathOf, RANK, STAGES, type Stage } from '../../src/stages.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FILE_NAME = /(?<![\w/.-])\d\d-[a-z]{3,}(?:\.yaml)?(?![\w-])/g;

const textsBelow = (folder: string, ending: RegExp): [string, string][] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((f) => ending.test(f))
    .map((f) => [`${folder}/${f}`, readFileSync(join(ROOT, folder, f), 'utf8')]);

test('code outside stages.ts writes no name of a numbered file', () => {
  const found = textsBelow('src', /\.ts$/).flatMap(([file, text]) =>
    file === 'src/stages.ts' || file.startsWith('src/crds/') || file.startsWith('src/diagnostics/')
      ? []
      : // A comment may name one; texts of messages are tested below.
        [...text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|(?:before|after): .*$/gm, '').matchAll(FILE_NAME)].map(
          (m) => `${file}: ${m[0]}`,
        ),
  );
  expect(found).toEqual([]);
});

test('templates and examples of explain name only files that are written', () => {
  const known = new Set(Object.values(STAGES).flatMap((s) => [s.name, `${s.name}.yaml`]));
  const texts = [...textsBelow('templates', /\.hbs$/), ...textsBelow('src/diagnostics', /\.ts$/)];
  const named = texts.flatMap(([file, text]) => [...text.matchAll(FILE_NAME)].map((m) => [file, m[0]] as const));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(([, name]) => !known.has(name))).toEqual([]);
});

test('policies are applied before routes, and Argo CD waits in the same order', () => {
  const before = (a: Stage, b: Stage) => RANK[a] < RANK[b] && STAGES[a].wave < STAGES[b].wave;
  for (const policies of ['securityPolicies', 'backendTrafficPolicies', 'clientTrafficPolicy'] as const)
    expect(before(policies, 'httpRoutes')).toBe(true);
  expect(before('gateway', 'guards')).toBe(true);
  expect(before('httpRoutes', 'isolation')).toBe(true);
});

test('a stage that grows becomes a folder from 50 services on; no owner leads out of it', () => {
  expect(pathOf('httpRoutes', 'users', 49)).toBe(fileOf('httpRoutes'));
  expect(pathOf('httpRoutes', 'users', 50)).toBe(`${STAGES.httpRoutes.name}/users.yaml`);
  expect(pathOf('gateway', 'gateway', 5000)).toBe(fileOf('gateway'));
  expect(() => pathOf('httpRoutes', '../x', 50)).toThrow();
});
