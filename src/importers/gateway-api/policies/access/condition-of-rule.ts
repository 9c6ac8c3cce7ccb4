// What one rule of a SecurityPolicy's authorization requires of a request.
import { entries, fields, isSet, text, texts } from '../../../../effective/objects/loose-objects.ts';
import type { AccessRule } from '../../../../effective/requests/access-rules.ts';
import { onlyKnown, Unsaid } from '../unsaid.ts';
import { evidenceOf } from './cel-evidence.ts';

export interface ClaimCondition {
  readonly name: string;
  readonly values: readonly string[];
  readonly shape: 'String' | 'StringArray' | 'both';
}

/** All parts must hold. */
export interface Condition {
  /** The provider of the token; undefined: any. */
  readonly provider: string | undefined;
  readonly scopes: readonly string[];
  readonly claims: readonly ClaimCondition[];
  /** Empty: every address. */
  readonly cidrs: readonly string[];
  /** A header with one of the values. */
  readonly header: { readonly name: string; readonly values: readonly string[] } | undefined;
  /** Headers with the name of a user, and filters of the listener, that must be there. */
  readonly userHeaders: readonly string[];
  readonly chains: readonly string[];
  /** Below `spec`. */
  readonly field: string;
}

/** A rule as one condition. Throws `Unsaid`. */
export const conditionOf = (rule: AccessRule): Condition => {
  const field = rule.source.field.replace(/^spec\./, '');
  onlyKnown(rule.operation, `${field}.operation`);
  const { principal } = rule;
  onlyKnown(principal, `${field}.principal`, 'clientCIDRs', 'jwt', 'headers');
  const jwt = fields(principal.jwt);
  onlyKnown(jwt, `${field}.principal.jwt`, 'provider', 'scopes', 'claims');
  const headers = entries(principal.headers);
  if (headers.length > 1) throw new Unsaid('a rule for several headers', `${field}.principal.headers`);
  const [header] = headers;
  if (header) onlyKnown(header, `${field}.principal.headers[0]`, 'name', 'values');
  const evidence = rule.cel === undefined ? [] : evidenceOf(rule.cel);
  if (!evidence) throw new Unsaid('a CEL expression', `${field}.cel`);
  const providers = new Set([
    ...(isSet(jwt.provider) ? [String(jwt.provider)] : []),
    ...evidence.flatMap((e) => e.provider ?? []),
  ]);
  if (providers.size > 1) throw new Unsaid('a rule for tokens of several providers', field);
  const claims = entries(jwt.claims).map((c, i): ClaimCondition => {
    onlyKnown(c, `${field}.principal.jwt.claims[${i}]`, 'name', 'valueType', 'values');
    return {
      name: text(c.name) ?? '',
      values: texts(c.values),
      shape: c.valueType === 'StringArray' ? 'StringArray' : 'String',
    };
  });
  return {
    provider: [...providers][0],
    scopes: texts(jwt.scopes),
    claims: [...claims, ...evidence.flatMap((e) => (e.claim ? [{ ...e.claim, shape: 'both' as const }] : []))],
    cidrs: texts(principal.clientCIDRs),
    header: header && { name: (text(header.name) ?? '').toLowerCase(), values: texts(header.values) },
    userHeaders: evidence.flatMap((e) => e.userHeader ?? []),
    chains: evidence.flatMap((e) => e.chain ?? []),
    field,
  };
};
