import type { Credential } from '../auth/credential.ts';
import { kindOfIntent } from '../auth/kinds.ts';
import type { Intent, RouteIntent, SecurityIntent } from '../model/intent.ts';

export const NO_CREDENTIAL: Credential = { as: 'none' };

/** A variable that validate.sh reads, and what to put into it. */
export interface Variable {
  readonly name: string;
  readonly holds: string;
}

/**
 * The credential that satisfies a policy, by its first method, or that of one client; undefined: only a person in a browser has
 * one.
 */
export const credentialFor = (policy: SecurityIntent | undefined, client?: string): Credential | undefined => {
  if (!policy) return undefined;
  return policy.auth ? kindOfIntent(policy.auth).credential(policy.auth, policy.rules, client) : NO_CREDENTIAL;
};

/** A valid credential that the policy's own rules refuse: a token without the scope, a key of another client. */
export const forbiddenFor = ({ auth, rules }: SecurityIntent): Credential | undefined =>
  auth && kindOfIntent(auth).forbidden(auth, rules);

/** The policy of each route by its name. */
export const policiesOf = (intent: Intent): ReadonlyMap<string, SecurityIntent> => {
  const byName = new Map(intent.security.map((s) => [s.name, s]));
  return new Map(intent.routes.map((r: RouteIntent) => [r.name, byName.get(r.security)!]));
};

/** The variables that probes ask for, each once, in the order of first use. */
export const variablesOf = (credentials: readonly Credential[]): Variable[] => {
  const found = new Map<string, Variable>();
  for (const c of credentials)
    if (c.as !== 'none' && !found.has(c.variable)) found.set(c.variable, { name: c.variable, holds: c.holds });
  return [...found.values()];
};
