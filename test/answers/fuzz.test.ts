// Answers that nobody should write: every text of every example in turn replaced by hostile ones, and the form of the files changed.
// EG_FUZZ=1 runs many more (EG_FUZZ=3 three times as many) and says how many of each.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { rounds, SEED } from '../deep.ts';
import { cases, examples } from '../golden/goldens.mjs';
import { type Path, pathsOf, replaced, SHAPES, valueAt } from './fuzz/places.ts';
import { misdeeds, notParsed } from './fuzz/scripts.ts';
import { INJECTED, STRINGS, VALUES } from './fuzz/strings.ts';
import { forgetOutputs, type Verdict, validateText } from './fuzz/validate.ts';

const MORE = Number(process.env.EG_FUZZ ?? 0);
const RUNS = {
  strings: MORE ? 40_500 * MORE : rounds(180, 7_000),
  files: MORE ? 6_200 * MORE : rounds(80, 2_500),
  scripts: MORE ? 60 * MORE : rounds(2, 20),
};

interface Example {
  readonly folder: string;
  readonly text: string;
  readonly input: unknown;
  readonly paths: readonly Path[];
  readonly texts: readonly Path[];
}
const EXAMPLES: readonly Example[] = [...examples, ...cases].map(({ dir, answers }) => {
  const text = readFileSync(answers, 'utf8');
  const input: unknown = parse(text);
  const paths = pathsOf(input).filter((p) => p.length > 0);
  return { folder: dir, text, input, paths, texts: paths.filter((p) => typeof valueAt(input, p) === 'string') };
});

forgetOutputs();
const scripts: string[] = [];
const count = { accepted: 0, refused: 0 };
/** What is wrong, each kind once with the text that shows it; one run finds all of them. */
const faults = new Map<string, string>();
const validate = async (text: string, folder: string): Promise<void> => {
  const verdict: Verdict = await validateText(text, folder);
  count[verdict.accepted ? 'accepted' : 'refused']++;
  scripts.push(...verdict.scripts);
  for (const f of verdict.faults) if (faults.size < 20 && !faults.has(f)) faults.set(f, text);
};
const told = (what: string): void => {
  if (MORE) process.stderr.write(`${what}: ${count.accepted} accepted, ${count.refused} refused\n`);
  count.accepted = 0;
  count.refused = 0;
  expect(Object.fromEntries(faults)).toEqual({});
};
/** An index into lists of any length; without the bias towards small numbers, which would be the first example each time. */
const part = fc.noBias(fc.nat());
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!;

test('the examples themselves are accepted', async () => {
  for (const { text, folder } of EXAMPLES)
    expect(await validateText(text, folder)).toMatchObject({ accepted: true, faults: [] });
});

test('a hostile text in the place of any text is refused with its place, or comes to nothing bad', async () => {
  const property = fc.asyncProperty(part, part, part, async (e, p, s) => {
    const { input, texts, folder } = pick(EXAMPLES, e);
    await validate(JSON.stringify(replaced(input, pick(texts, p), pick(STRINGS, s)), undefined, 1), folder);
  });
  await fc.assert(property, { numRuns: RUNS.strings, seed: SEED });
  // Commands in each text of one example: some of them are in scripts, whatever the seed and the number of examples.
  const commands = STRINGS.filter((s) => s.includes(INJECTED) || s.includes('pwned'));
  const { input, texts, folder } = EXAMPLES.find((e) => e.folder.endsWith('partner-keys'))!;
  for (const [i, path] of texts.entries())
    await validate(JSON.stringify(replaced(input, path, pick(commands, i)), undefined, 1), folder);
  told('hostile texts');
});

/** Files whose form is changed once or twice, as trees and as texts. */
test('a file of another form is refused with its place, or comes to nothing bad', async () => {
  const change = fc.tuple(fc.constantFrom('value', 'key', ...Object.keys(SHAPES)), part, part, part);
  const trees = fc.asyncProperty(part, fc.array(change, { minLength: 1, maxLength: 3 }), async (e, changes) => {
    const { input, folder } = pick(EXAMPLES, e);
    let tree = input;
    for (const [kind, p, o, s] of changes) {
      const paths = pathsOf(tree).filter((path) => path.length > 0);
      if (paths.length === 0) break;
      const [path, other] = [pick(paths, p), pick(paths, o)];
      if (kind === 'value') tree = replaced(tree, path, pick(VALUES, s));
      else if (kind === 'key') tree = replaced(tree, [...path.slice(0, -1), pick(STRINGS, s)], valueAt(tree, other));
      else tree = SHAPES[kind]!(tree, path, other, pick(STRINGS, s));
    }
    await validate(JSON.stringify(tree, undefined, 1), folder);
  });
  await fc.assert(trees, { numRuns: Math.ceil(RUNS.files * 0.7), seed: SEED });
  const texts = fc.asyncProperty(
    part,
    part,
    part,
    part,
    fc.constantFrom('drop', 'twice', 'indent', 'insert', 'cut'),
    async (e, l, c, s, kind) => {
      const { text, folder } = pick(EXAMPLES, e);
      const lines = text.split('\n');
      const at = l % lines.length;
      const column = c % ((lines[at] ?? '').length + 1);
      const line = lines[at] ?? '';
      const by: Record<typeof kind, string[]> = {
        drop: [],
        twice: [line, line],
        indent: [` ${line}`],
        insert: [`${line.slice(0, column)}${pick(STRINGS, s)}${line.slice(column)}`],
        cut: [line.slice(0, column)],
      };
      await validate([...lines.slice(0, at), ...by[kind], ...lines.slice(at + 1)].join('\n'), folder);
    },
  );
  await fc.assert(texts, { numRuns: Math.ceil(RUNS.files * 0.3), seed: SEED });
  told('files of another form');
});

test('bash reads every script that came of it, and no command sees a word of an answer', () => {
  expect(scripts.length).toBeGreaterThan(20);
  for (let i = 0; i < scripts.length; i += 2_000) expect(notParsed(scripts.slice(i, i + 2_000))).toEqual([]);
  const telling = scripts.filter((s) => s.includes(INJECTED) || s.includes('pwned'));
  expect(telling.length).toBeGreaterThan(0);
  const step = Math.max(1, Math.floor(telling.length / RUNS.scripts));
  for (const script of telling.filter((_, i) => i % step === 0).slice(0, RUNS.scripts))
    expect(misdeeds(script, [], 20)).toEqual([]);
  if (MORE)
    process.stderr.write(
      `scripts: ${scripts.length} read by bash -n, ${telling.length} with hostile words, ${RUNS.scripts} run\n`,
    );
});

test('the check of scripts finds what is wrong', () => {
  expect(notParsed(['echo "'])).toHaveLength(1);
  expect(misdeeds(`kubectl get x; kubectl ${INJECTED}`, [], 5)).toEqual([`a command saw the word ${INJECTED}`]);
  expect(misdeeds('kubectl get x; : >pwned', [], 5)).toEqual(['a file pwned was made']);
  expect(misdeeds(`kubectl 'x ${INJECTED}'`, [], 5)).toEqual([]);
});
