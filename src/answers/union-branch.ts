import { expectedOf, type Issue } from './zod-issue.ts';

/** Whether an alternative needs another type of value, such as a word instead of a map. */
const otherShape = (branch: readonly Issue[], value: unknown): boolean =>
  branch.some(
    (i) =>
      i.path.length === 0 &&
      (i.code === 'invalid_type' ||
        (i.code === 'invalid_union' && i.errors?.every((inner) => otherShape(inner, value)) === true) ||
        (i.code === 'invalid_value' && !i.values?.some((v) => typeof v === typeof value))),
  );

/** Whether an alternative is a map. */
const isMap = (branch: readonly Issue[]): boolean =>
  branch.some((i) => i.path.length === 0 && i.code === 'invalid_type' && i.expected === 'object');

/** The alternative of a union that matches the type of the value, which the user most likely meant. */
export const chosenBranch = (branches: readonly (readonly Issue[])[], value: unknown): readonly Issue[] => {
  const candidates = branches.filter((b) => !otherShape(b, value));
  if (candidates.length === 0) {
    const expected = [...new Set(branches.flatMap(rootTypes))];
    return [{ code: 'invalid_type', path: [], message: '', expected }];
  }
  const score = (b: readonly Issue[]): number => (b.some((i) => i.params?.refusal) ? -2 : 0) + b.length;
  const best = [...candidates].sort((a, b) => score(a) - score(b))[0] ?? [];
  const [only] = best;
  if (best.length === 1 && only?.code === 'invalid_value' && only.path.length === 0 && branches.some(isMap))
    return [{ ...only, values: [...(only.values ?? []), 'a map'] }];
  const unknown = best.filter((i) => i.code === 'unrecognized_keys' && i.path.length === 0);
  // If no alternative has the key, the intended one is unknown, so its missing keys are not reported.
  return candidates.length > 1 && unknown.length > 0 ? unknown : best;
};

const rootTypes = (branch: readonly Issue[]): string[] =>
  branch
    .filter((i) => i.path.length === 0)
    .flatMap((i) => (i.code === 'invalid_type' ? expectedOf(i) : (i.values ?? []).map(String)));
