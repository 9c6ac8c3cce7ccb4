import type { RouteIntent, SecurityIntent, ServiceIntent } from '../intent/model.ts';
import type { Credential } from './probe.ts';

type Prefix = 'TOKEN' | 'KEY' | 'BASIC' | 'EXTAUTH' | 'COOKIE' | 'EXPECT';

/** `TOKEN_CUSTOMERS`: the environment variable of a method, of one of its clients, or of a service. */
export const envName = (prefix: Prefix, ...names: string[]): string =>
  [prefix, ...names]
    .join('_')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_');

/** How a request shows a credential of one method; undefined: the policy has no such method. */
export const credentialOf = (
  policy: SecurityIntent,
  method: string,
  clients: readonly string[] = [],
): Credential | undefined => {
  if (policy.jwt.some((p) => p.name === method))
    return { in: 'header', env: [envName('TOKEN', method)], name: 'Authorization', prefix: 'Bearer ' };
  const key = policy.apiKey;
  if (key?.methods.includes(method)) {
    const env = [...clients.map((c) => envName('KEY', method, c)), envName('KEY', method)];
    return key.place.in === 'header'
      ? { in: 'header', env, name: key.place.name, prefix: '' }
      : { in: key.place.in, env, name: key.place.name };
  }
  if (policy.basic?.method === method) return { in: 'basic', env: [envName('BASIC', method)] };
  if (policy.extAuth?.method === method) return { in: 'line', env: [envName('EXTAUTH', method)] };
  // A login needs a browser; its session cookie can be lent.
  if (policy.oidc?.method === method)
    return { in: 'header', env: [envName('COOKIE', method)], name: 'Cookie', prefix: '' };
  return undefined;
};

/** The credentials that a route takes, each with its method; a service that names clients wants one of theirs. */
export const credentialsOf = (
  policy: SecurityIntent,
  route: RouteIntent,
  service: ServiceIntent | undefined,
): { readonly method: string; readonly credential: Credential }[] =>
  route.methods.flatMap((method) => {
    const credential = credentialOf(policy, method, service?.allow.clients);
    return credential ? [{ method, credential }] : [];
  });

/** The credential of the first method of a route; undefined: it is public. */
export const firstCredential = (
  policy: SecurityIntent,
  route: RouteIntent,
  service: ServiceIntent | undefined,
): Credential | undefined => credentialsOf(policy, route, service)[0]?.credential;

/** What a probe needs to use a credential. */
export const needsOf = (credential: Credential | undefined): (readonly string[])[] =>
  credential ? [credential.env] : [];
