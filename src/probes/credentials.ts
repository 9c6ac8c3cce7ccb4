import { type Credential, combined, partsOf } from '../auth/credential.ts';
import { kindOfIntent } from '../auth/kinds.ts';
import type { AuthIntent, Intent, RouteIntent, SecurityIntent } from '../model/intent.ts';

export const NO_CREDENTIAL: Credential = { as: 'none' };

/** A variable that validate.sh reads, and what to put into it. */
export interface Variable {
  readonly name: string;
  readonly holds: string;
}

const known = new WeakMap<SecurityIntent, { readonly credential: Credential | undefined }>();

/** The same for all routes of a policy, which can be thousands. */
const usualFor = (policy: SecurityIntent): Credential | undefined => {
  const found = known.get(policy) ?? { credential: credentialOf(policy.auth, policy) };
  known.set(policy, found);
  return found.credential;
};

/**
 * The credential that satisfies a policy, by the first method of each kind, or that of one client; undefined: only a person in a
 * browser has one.
 */
export const credentialFor = (policy: SecurityIntent | undefined, client?: string): Credential | undefined =>
  policy && (client === undefined ? usualFor(policy) : credentialOf(policy.auth, policy, client));

/** What satisfies these methods of a policy. */
const credentialOf = (
  auth: readonly AuthIntent[],
  { rules }: SecurityIntent,
  client?: string,
): Credential | undefined => {
  const all = auth.map((a) => kindOfIntent(a).credential(a, rules, client));
  return all.some((c) => c === undefined) ? undefined : combined(all.flatMap((c) => c ?? []));
};

/** What satisfies the other methods of a policy that requires several, without this one. */
export const credentialWithout = (policy: SecurityIntent, missing: AuthIntent): Credential | undefined =>
  credentialOf(
    policy.auth.filter((a) => a !== missing),
    policy,
  );

/** A valid credential that the policy's own rules refuse: a token without the scope, a key of another client. */
export const forbiddenFor = (policy: SecurityIntent): Credential | undefined => {
  for (const a of policy.auth) {
    const forbidden = kindOfIntent(a).forbidden(a, policy.rules);
    const others = forbidden && credentialWithout(policy, a);
    if (forbidden && others) return combined([forbidden, others]);
  }
  return undefined;
};

/** The policy of each route by its name. */
export const policiesOf = (intent: Intent): ReadonlyMap<string, SecurityIntent> => {
  const byName = new Map(intent.security.map((s) => [s.name, s]));
  return new Map(intent.routes.map((r: RouteIntent) => [r.name, byName.get(r.security)!]));
};

/** The variables that probes ask for, each once, in the order of first use. */
export const variablesOf = (credentials: readonly Credential[]): Variable[] => {
  const found = new Map<string, Variable>();
  for (const c of credentials.flatMap(partsOf))
    if (!found.has(c.variable)) found.set(c.variable, { name: c.variable, holds: c.holds });
  return [...found.values()];
};
