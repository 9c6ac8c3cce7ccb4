// Keys of all topics in one file: it is refused with words, or every object that it gives is admitted, refers to objects that are
// there, and has no error that `check` knows. The samples of all keys are mixed, so a new key takes part.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forgetOutputs, validateInput } from '../answers/fuzz/validate.ts';
import { checkBehaviour } from '../checks/found.ts';
import { rounds, SEED } from '../deep.ts';
import { put } from './put.ts';
import { BASE, METHODS, SAMPLES, type Sample, SERVICE } from './samples.ts';

type Tree = Record<string, unknown>;
const isTree = (v: unknown): v is Tree => typeof v === 'object' && v !== null && !Array.isArray(v);

/** Maps are merged, lists joined; of two other values, the second. */
const merged = (a: unknown, b: unknown): unknown => {
  if (isTree(a) && isTree(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return Object.fromEntries(
      keys.map((k) => [k, k in a && k in b ? merged(a[k], b[k]) : structuredClone(k in b ? b[k] : a[k])]),
    );
  }
  if (!Array.isArray(a) || !Array.isArray(b)) return structuredClone(b);
  const items = new Map([...a, ...b].map((item) => [JSON.stringify(item), item]));
  return structuredClone([...items.values()]);
};

/** Keys that leave little else to say: a foreign Gateway, a class of its own, units of teams. */
const ALONE = /^(?:gateway\.(?:attach|merge|class)|envoyGateway\.install|teams|layout|delivery|manifests|mesh)\b/;
const NAMES = Object.keys(SAMPLES).filter((at) => !ALONE.test(at));
const ALL = Object.keys(SAMPLES);

interface Choice {
  readonly at: string;
  /** Whether its service is the one of the first choice, which then has several new keys. */
  readonly shared: boolean;
}

/** One file with all of the chosen keys: each in a service and a method of its own, or in those of the first one. */
const answersOf = (choices: readonly Choice[]): Tree => {
  let answers: Tree = { ...structuredClone(BASE), services: [structuredClone(SERVICE)] };
  for (const [i, { at, shared }] of choices.entries()) {
    const sample: Sample = SAMPLES[at]!;
    const type = /^auth\.methods\.(\w+)\./.exec(at)?.[1];
    const method = `m${i}`;
    const { services, ...root } = sample.root ?? {};
    const list = answers.services as Tree[];
    const index = shared || services !== undefined ? 0 : list.length;
    const service = { ...SERVICE, name: `users-${i}`, path: `/v1/users-${i}`, ...sample.service };
    if (index > 0) list.push({ ...structuredClone(service), ...(type && { auth: method }) });
    else list[0] = merged(list[0], { ...sample.service, ...(type && { auth: method }) }) as Tree;
    const methods = type && { auth: { methods: { [method]: { ...METHODS[type], ...sample.method } } } };
    answers = merged(merged(answers, root), methods ?? {}) as Tree;
    const path = at
      .replace(/^services\[\]/, `services[${index}]`)
      .replace(/^auth\.methods\.\w+/, `auth.methods.${method}`);
    put(answers, path, structuredClone(sample.to));
    if (sample.together) answers = merged(answers, sample.together) as Tree;
  }
  return answers;
};

const choice = (names: readonly string[]): fc.Arbitrary<Choice> =>
  fc.record({ at: fc.constantFrom(...names), shared: fc.boolean() });

const mixed = async (choices: readonly Choice[]): Promise<{ accepted: boolean; faults: readonly string[] }> => {
  try {
    const verdict = await validateInput(answersOf(choices), undefined, '/nowhere');
    const errors = checkBehaviour(verdict.objects ?? []).filter((f) => f.severity === 'error');
    return { accepted: verdict.accepted, faults: [...verdict.faults, ...errors.map((f) => `${f.code}: ${f.message}`)] };
  } catch (error) {
    return { accepted: false, faults: [`thrown: ${(error as Error).stack?.slice(0, 300)}`] };
  }
};

test.each([
  ['keys that get along', NAMES, rounds(60, 1_500), 0.2],
  ['all keys', ALL, rounds(30, 1_000), 0.1],
])('%s: refused with words, or right', async (_, names, runs, least) => {
  forgetOutputs();
  let accepted = 0;
  /** Each fault once, with the keys that show it. */
  const faults = new Map<string, string>();
  const choices = fc.uniqueArray(choice(names), { minLength: 2, maxLength: 5, selector: (c) => c.at });
  for (const chosen of fc.sample(choices, { numRuns: runs, seed: SEED })) {
    const verdict = await mixed(chosen);
    if (verdict.accepted) accepted++;
    const keys = chosen.map((c) => (c.shared ? `${c.at} (shared)` : c.at)).join(', ');
    for (const fault of verdict.faults) if (faults.size < 20 && !faults.has(fault)) faults.set(fault, keys);
  }
  expect(Object.fromEntries(faults)).toEqual({});
  expect(accepted / runs).toBeGreaterThan(least);
});
