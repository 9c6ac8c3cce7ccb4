// Cases of the lab that begin with an import: their answers fit what the import makes, so that the lab can generate.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { validateAnswers } from '../../src/answers/read.ts';
import { isTree, type Tree } from '../../src/answers/yaml-layout.ts';
import { importText } from './import-text.ts';

const CASES = fileURLToPath(new URL('../behaviour/cases/', import.meta.url));

interface Case {
  readonly imports: { readonly kind: string; readonly source: string; readonly options?: readonly string[] };
  readonly answers?: Tree;
}

/** As test/lab/lib/importing.mjs does it: services by name. */
const over = (below: unknown, above: unknown): unknown => {
  if (!isTree(above)) return above;
  if (Array.isArray(below)) {
    const known = new Set((below as Tree[]).map((s) => s.name));
    expect(Object.keys(above).filter((name) => !known.has(name))).toEqual([]);
    return (below as Tree[]).map((s) => (above[String(s.name)] ? over(s, above[String(s.name)]) : s));
  }
  const all: Tree = isTree(below) ? { ...below } : {};
  for (const [key, value] of Object.entries(above)) all[key] = key in all ? over(all[key], value) : value;
  return all;
};

const cases = readdirSync(CASES)
  .filter((f) => f.startsWith('import-'))
  .map((f): [string, Case] => [f, parse(readFileSync(CASES + f, 'utf8')) as Case]);

test.each(cases)('%s', async (_, { imports, answers = {} }) => {
  const group = imports.options?.includes('operation') ? 'operation' : 'fewest';
  const { answers: imported } = await importText(imports.kind, imports.source, { group });
  // The lab adds a certificate where a case has none.
  const all = { tls: { secret: 'lab-tls' }, ...(over(imported, answers) as Tree) };
  expect(validateAnswers(all, 'case.yaml')).toHaveProperty('answers');
});
