// A fix that is copied from a message removes the problem, and leads to no other problem of form at its place.
import { expect, test } from 'vitest';
import { checkValue } from '../../src/answers/check-value.ts';
import { EXAMPLES } from '../../src/answers/example-values.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import type { Problem } from '../../src/diagnostics/refusal.ts';
import { rounds } from '../deep.ts';
import { leaves } from '../keys/leaves.ts';
import { put } from '../keys/put.ts';
import { BASE, METHODS, SAMPLES, type Sample, SERVICE } from '../keys/samples.ts';
import { fixed, valuesIn } from './apply-fix.ts';

type Tree = Record<string, unknown>;
const METHOD = /^auth\.methods\.(\w+)\./;
const FORM =
  /^(?:WrongType|MissingAnswer|UnknownKey|UnknownValue|UnknownType|OutOfRange|KeysConflict|KeyNotAvailable|Invalid\w+|SecretInAnswers)$/;

const problemsOf = (answers: Tree): readonly Problem[] => {
  const read = validateAnswers(answers, 'f.yaml');
  return 'problems' in read ? read.problems : [];
};

const contextOf = (at: string, sample: Sample): Tree => {
  const type = METHOD.exec(at)?.[1];
  const method = type && { auth: { default: 'm', methods: { m: { ...METHODS[type], ...sample.method } } } };
  return JSON.parse(
    JSON.stringify({ ...BASE, services: [{ ...SERVICE, ...sample.service }], ...method, ...sample.root }),
  ) as Tree;
};

/** A key and the keys above it, as far as they can have a wrong value alone. */
const placesOf = (at: string): string[] => {
  const steps = at.replace(METHOD, 'auth.methods.m.').replaceAll('[]', '[0]').split('.');
  const from = at.startsWith('services') ? 2 : METHOD.test(at) ? 4 : 1;
  return steps.flatMap((_, i) => (i + 1 >= from ? [steps.slice(0, i + 1).join('.')] : []));
};

/** The usual ones first: a deep run tries all. */
const WRONG: readonly unknown[] = [
  15,
  true,
  'yes',
  '15',
  ['x'],
  { a: 1 },
  'x y',
  false,
  1.5,
  -1,
  'no',
  '',
  [15],
  {},
  [],
];
const TRIED = WRONG.slice(0, rounds(7, WRONG.length));
/** So many of the values that a fix lists are tried. */
const MOST_VALUES = rounds(2, 20);

const CASES = [
  ...new Map(Object.entries(SAMPLES).flatMap(([at, sample]) => placesOf(at).map((p) => [p, [at, sample]] as const))),
];

test('a fix that is a value is valid where it is written, for every key and many wrong values', () => {
  const wrong: string[] = [];
  let [applied, without] = [0, 0];
  for (const [place, [at, sample]] of CASES)
    for (const value of TRIED) {
      const answers = contextOf(at, sample);
      put(answers, at.replace(METHOD, 'auth.methods.m.'), sample.to);
      put(answers, place, value);
      for (const problem of problemsOf(answers).filter((p) => p.key === place || p.key.startsWith(`${place}.`))) {
        // A key is renamed, not set to another value.
        if (!FORM.test(problem.code) || problem.code === 'UnknownKey') continue;
        const values = valuesIn(problem);
        if (values.length === 0) without++;
        for (const v of values.slice(0, MOST_VALUES)) {
          applied++;
          const [again] = problemsOf(fixed(answers, problem.key, v)).filter(
            (p) =>
              (p.key === problem.key || p.key.startsWith(`${problem.key}.`) || p.key.startsWith(`${problem.key}[`)) &&
              FORM.test(p.code),
          );
          if (again)
            wrong.push(
              `${place}: ${JSON.stringify(value)} -> ${problem.code}: ${problem.fix} -> ${again.key} ${again.code}: ${again.what}`,
            );
        }
      }
    }
  expect([...new Set(wrong)]).toEqual([]);
  expect(applied).toBeGreaterThan(1000);
  // Most fixes can be copied: the others are of lists with one entry too few, of names of methods and the like.
  expect(without).toBeLessThan(applied);
});

test('each example of a key is valid at some place with this key', () => {
  const places = [
    'auth.methods',
    'auth.methods.m.type',
    'services',
    'teams',
    ...new Set(leaves().flatMap((at) => placesOf(at).concat(at.replaceAll('[]', '[0]')))),
  ];
  for (const [key, examples] of Object.entries(EXAMPLES)) {
    const here = places
      .filter((p) => p.split('.').at(-1)!.replace('[0]', '') === key)
      .map((p) => p.replace(/\[0\]$/, ''));
    for (const example of examples)
      expect(
        here.some((p) => checkValue(p, example) === undefined),
        `${key}: ${JSON.stringify(example)} at ${here.join(', ')}`,
      ).toBe(true);
  }
});
