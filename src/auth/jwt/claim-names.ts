// Names of claims.
import { refusal } from '../../diagnostics/refusal.ts';
import { ruled } from '../../values/scalars.ts';

/** A claim whose name is a URL: `https://example.com/roles`. Elsewhere a dot leads to a nested claim. */
export const isUrlClaim = (claim: string): boolean => /[:/]/.test(claim);

/** A claim that is written into a header: claimToHeaders of Envoy takes each dot of its name as a step into a nested claim. */
export const headerClaim = ruled((claim) =>
  isUrlClaim(claim) && claim.includes('.') ? refusal('ClaimWithDots', { claim }) : undefined,
).min(1);
