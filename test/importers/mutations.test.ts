// Random mutations of the inputs in cases/ end with 0, 1 or 2. `EG_SEED=n` selects others.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { rounds, SEED } from '../deep.ts';
import { imported, KINDS } from './import-hostile.ts';

const CASES = fileURLToPath(new URL('./cases/', import.meta.url));
const inputs = KINDS.flatMap((kind) => {
  try {
    return readdirSync(join(CASES, kind))
      .filter((f) => /\.(ya?ml|json)$/.test(f) && !/\.(answers|report)\./.test(f))
      .map((f) => ({ kind, text: readFileSync(join(CASES, kind, f), 'utf8') }));
  } catch {
    return [];
  }
});

/** A random number generator with a seed: the same mutations in every run. */
const randomOf = (seed: number) => (): number => {
  seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
  return seed / 0x7fffffff;
};
const PIECES = [
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ':',
  '\n',
  '\t',
  '- ',
  '&a ',
  '*a',
  '<<: ',
  '~',
  '0',
  'null',
  '${X}',
  '{{ y }}',
  '|',
  '>',
  '#',
  '---\n',
  '\u0000',
  '\u202e',
  '(?!x)',
  '$1',
  '__proto__',
  '1e999',
  '-1',
];

test('random mutations of small inputs', async () => {
  const random = randomOf(SEED);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const small = inputs.filter(({ text }) => text.length < 6000);
  for (let i = 0; i < rounds(100, 1200); i++) {
    const { kind, text } = small.length > 0 ? pick(small) : { kind: pick(KINDS), text: 'kind: Ingress\nspec: {}\n' };
    let mutated = text;
    for (let n = 1 + Math.floor(random() * 3); n > 0; n--) {
      const at = Math.floor(random() * mutated.length);
      const lines = mutated.split('\n');
      const line = Math.floor(random() * lines.length);
      mutated = pick([
        () => mutated.slice(0, at) + pick(PIECES) + mutated.slice(at),
        () => mutated.slice(0, at) + mutated.slice(at + 1 + Math.floor(random() * 8)),
        () => lines.toSpliced(line, 1).join('\n'),
        () => lines.toSpliced(line, 0, lines[Math.floor(random() * lines.length)]!).join('\n'),
        () => lines.with(line, lines[line]!.replace(/:.*$/, `: ${pick(PIECES)}`)).join('\n'),
      ])();
    }
    await imported(kind, mutated);
  }
});
