import { type Fields, isSet } from '../../../effective/objects/loose-objects.ts';

/** Access control that no answer contains exactly. The service is then undecided. `field`: below `spec` of the policy. */
export class Unsaid extends Error {
  constructor(
    /** Completes "cannot be translated: ...". */
    readonly what: string,
    readonly field: string,
  ) {
    super(what);
  }
}

/**
 * Throws unless every field that is set is a known one: a field that nobody read could be the one that denies.
 * `at`: the path of the map below `spec`.
 */
export const onlyKnown = (given: Fields, at: string, ...known: readonly string[]): void => {
  const other = Object.keys(given).find((key) => isSet(given[key]) && !known.includes(key));
  if (other !== undefined) throw new Unsaid(`no answer contains ${at}.${other}`, `${at}.${other}`);
};
