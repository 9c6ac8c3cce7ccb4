import type { Answers } from '../answers/schema/answers-schema.ts';
import { kindOf, wordOfHeader } from '../auth/kinds.ts';
import type { CountBy } from '../model/intent.ts';
import { DEFAULTS } from '../values/defaults.ts';
import type { LimitKey } from '../values/limits.ts';
import type { Variant } from './variants.ts';

const byHeader = (header: string, label: string, mayBeMissing: boolean): CountBy => ({
  by: 'header',
  header,
  label,
  mayBeMissing,
});
const BY_ADDRESS: CountBy = { by: 'sourceIP' };

/** The best verified rate limit key of a variant of routes, if the answered key does not exist there. */
const vouched = (variant: Pick<Variant, 'methods'> | undefined): CountBy => {
  const by = (variant?.methods ?? []).flatMap((m) => kindOf(m).countBy ?? [])[0];
  return by ? byHeader(by.header, by.label, false) : BY_ADDRESS;
};

/** The header of a claim. It can be missing: in tokens without the claim, and of other providers of the policy. */
export const claimHeader = (variant: Pick<Variant, 'methods'> | undefined, claim: string): string | undefined =>
  (variant?.methods ?? []).map((m) => kindOf(m).claims(m)[claim]?.toLowerCase()).find((h) => h !== undefined);

const byClaim = (variant: Pick<Variant, 'methods'> | undefined, claim: string): CountBy | undefined => {
  const found = claimHeader(variant, claim);
  return found === undefined ? undefined : byHeader(found, `claim ${claim}`, true);
};

/**
 * The rate limit key of a variant of routes. An answered key that the variant cannot verify (such as a claim on routes with API
 * keys, or any identity on public routes) is replaced by one that it can verify, at last by the client's address.
 */
export const countBy = (key: LimitKey | undefined, variant: Pick<Variant, 'methods'> | undefined): CountBy => {
  if (key === undefined) {
    const sub = byClaim(variant, 'sub');
    return sub ?? vouched(variant);
  }
  if (key.by === 'sourceIP') return BY_ADDRESS;
  if (key.by === 'header') return byHeader(key.header.toLowerCase(), `header ${key.header}`, true);
  if (key.by === 'claim') return byClaim(variant, key.claim) ?? vouched(variant);
  return vouched(variant);
};

/** A word for the policy's name: its rate limit key. */
export const countWord = (by: CountBy | undefined): string =>
  by === undefined
    ? 'unlimited'
    : by.by === 'sourceIP'
      ? 'by-address'
      : (wordOfHeader(by.header) ?? `by-${by.header.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'header'}`);

/** The scope of all limits. */
export const scopeOf = (answers: Pick<Answers, 'rateLimit'>): 'local' | 'global' =>
  answers.rateLimit?.scope ?? DEFAULTS.rateLimit.scope.value;
