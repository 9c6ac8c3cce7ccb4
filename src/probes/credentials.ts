import type { Intent, RouteIntent, SecurityIntent } from '../model/intent.ts';
import type { Credential } from './probe.ts';

const word = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');

export const NO_CREDENTIAL: Credential = { as: 'none' };

/** A variable that validate.sh reads, and what it holds. */
export interface Variable {
  readonly name: string;
  readonly holds: string;
}

/** The credential that satisfies a policy, by its first method. OIDC needs a browser, so there is none. */
export const credentialFor = (policy: SecurityIntent | undefined, client?: string): Credential | undefined => {
  if (!policy) return undefined;
  const provider = policy.jwt[0];
  if (provider) return { as: 'bearer', variable: `TOKEN_${word(provider.name)}` };
  if (policy.apiKey) {
    const { place, methods } = policy.apiKey;
    const who = client ?? policy.rules[0]?.header?.values[0];
    return {
      as: place.in,
      name: place.name,
      variable: `KEY_${word(methods[0]!)}${who === undefined ? '' : `_${word(who)}`}`,
    };
  }
  if (policy.basic) return { as: 'basic', variable: `BASIC_${word(policy.basic.method)}` };
  if (policy.extAuth) return { as: 'raw', variable: `EXTAUTH_${word(policy.extAuth.method)}` };
  return policy.oidc ? undefined : NO_CREDENTIAL;
};

/** A valid credential that the rules of the policy reject: a token without the scope, a key of another client. */
export const forbiddenFor = (policy: SecurityIntent): Credential | undefined => {
  const provider = policy.jwt[0];
  if (provider && policy.rules.some((r) => r.jwt))
    return { as: 'bearer', variable: `TOKEN_${word(provider.name)}_FORBIDDEN` };
  if (!policy.apiKey) return undefined;
  const allowed = new Set(policy.rules.flatMap((r) => r.header?.values ?? []));
  const other = policy.apiKey.clients.find((c) => !allowed.has(c));
  return other === undefined ? undefined : credentialFor(policy, other);
};

/** The policy of each route by its name. */
export const policiesOf = (intent: Intent): ReadonlyMap<string, SecurityIntent> => {
  const byName = new Map(intent.security.map((s) => [s.name, s]));
  return new Map(intent.routes.map((r: RouteIntent) => [r.name, byName.get(r.security)!]));
};

const HOLDS: Record<Exclude<Credential['as'], 'none'>, string> = {
  bearer: 'a token (without "Bearer ")',
  basic: 'user:password',
  raw: 'a header line for the authorizer: "x-user: me"',
  header: 'an API key',
  query: 'an API key',
  cookie: 'an API key',
};

/** The variables that probes need, each once, in the order of first use. */
export const variablesOf = (credentials: readonly Credential[]): Variable[] => {
  const found = new Map<string, Variable>();
  for (const c of credentials) {
    if (c.as === 'none' || found.has(c.variable)) continue;
    const forbidden = c.variable.endsWith('_FORBIDDEN');
    const as = c.variable.startsWith('TOKEN_') ? 'bearer' : c.as;
    found.set(c.variable, {
      name: c.variable,
      holds: forbidden ? 'a valid token without the scope or claim' : HOLDS[as],
    });
  }
  return [...found.values()];
};
