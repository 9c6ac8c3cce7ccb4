// Authorization rules that only a verified token satisfies.
import type { AllowRule, ClaimIntent } from '../../model/intent.ts';
import { text } from '../../objects/cel.ts';
import { NO_CONDITION } from '../allow-rule.ts';
import type { Allowed, Named } from '../auth-kind.ts';
import { isUrlClaim } from './claim-names.ts';
import { issuersOf, type JwtMethod, payloadOf, verifiedToken } from './jwt-method.ts';

/** A claim may be a string or a list, and the API requires its type; a rule for each combination accepts both. */
const claimShapes = (count: number): ClaimIntent['type'][][] =>
  Array.from({ length: 2 ** count }, (_, n) =>
    Array.from({ length: count }, (_, i) => ((n >> i) & 1 ? 'StringArray' : 'String')),
  );

/**
 * A claim has one of the values, or is a list with one of them. A comparison with a value of another type is an error in CEL,
 * which `||` ignores if another part is true.
 */
const hasValue = (payload: string, claim: string, values: readonly string[]): string => {
  const read = `${payload}[${text(claim)}]`;
  return `(${values.flatMap((v) => [`${read} == ${text(v)}`, `${text(v)} in ${read}`]).join(' || ')})`;
};

/** The rules for one issuer of a method. */
const rulesOf = (name: string, allow: Allowed): AllowRule[] => {
  const all = Object.entries(allow.claims ?? {});
  const claims = all.filter(([claim]) => !isUrlClaim(claim));
  const byUrl = all.filter(([claim]) => isUrlClaim(claim));
  const scopes = allow.scopes ?? [];
  const cel = [verifiedToken(name), ...byUrl.map(([claim, values]) => hasValue(payloadOf(name), claim, values))];
  return claimShapes(claims.length).map((shapes, n) => ({
    ...NO_CONDITION,
    name: n === 0 ? name : `${name}-${n + 1}`,
    cel: cel.join(' && '),
    cidrs: allow.cidrs ?? [],
    jwt:
      scopes.length + claims.length === 0
        ? undefined
        : {
            provider: name,
            scopes,
            claims: claims.map(([claim, values], i) => ({ claim, values, type: shapes[i]! })),
          },
  }));
};

/** Rules of which a token of any issuer of the methods must satisfy one. */
export const tokenRules = (methods: readonly Named<JwtMethod>[], allow: Allowed): readonly AllowRule[] =>
  methods.flatMap((m) => issuersOf(m).flatMap(({ suffix }) => rulesOf(`${m.name}${suffix}`, allow)));
