// Whether manifests let a request with credentials through, by everything that a SecurityPolicy can require.

import { entries, type Fields, fields, texts } from '../../../src/effective/objects/loose-objects.ts';
import type { AccessRule } from '../../../src/effective/requests/access-rules.ts';
import type { EffectiveRoute } from '../../../src/effective/requests/effective-routes.ts';
import type {
  AuthenticationMethod,
  JwtMethod,
  JwtProvider,
} from '../../../src/effective/requests/required-authentication.ts';
import { evidenceOf } from '../../../src/importers/gateway-api/policies/access/cel-evidence.ts';
import { contains } from '../../../src/values/cidr.ts';

export interface Token {
  readonly issuer: string;
  readonly audience: string;
  readonly scopes: readonly string[];
  readonly claims: Readonly<Record<string, string | readonly string[]>>;
}

/** What a client sends in addition to its request. */
export interface Client {
  readonly address: string;
  readonly tokens?: readonly Token[];
  /** An API key: of a client in a Secret, in the header that it is sent in. */
  readonly key?: { readonly secret: string; readonly header: string; readonly client: string };
  /** A user of a Secret. */
  readonly user?: { readonly secret: string; readonly name: string };
  readonly isAuthorized?: boolean;
  readonly hasSession?: boolean;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the success of methods leaves for the rules. */
interface Evidence {
  readonly providers: Map<string, Token>;
  readonly headers: Map<string, string>;
}

const tokenFor = (p: JwtProvider, { tokens = [] }: Client): Token | undefined =>
  tokens.find(
    (t) =>
      (p.issuer === undefined || t.issuer === p.issuer) &&
      (p.audiences.length === 0 || p.audiences.includes(t.audience)),
  );

const passesTokens = (method: JwtMethod, client: Client, evidence: Evidence): boolean => {
  for (const p of method.providers) {
    const token = tokenFor(p, client);
    if (token) evidence.providers.set(p.name, token);
  }
  if (method.failOpen) return true;
  if (evidence.providers.size > 0) return true;
  return !method.required && (client.tokens ?? []).length === 0;
};

const passes = (method: AuthenticationMethod, client: Client, evidence: Evidence): boolean => {
  if (method.method === 'jwt') return passesTokens(method, client, evidence);
  if (method.method === 'oidc') return client.hasSession === true;
  if (method.method === 'extAuth') return client.isAuthorized === true || method.failOpen;
  if (method.method === 'basicAuth') {
    const isUser = client.user?.secret === method.users.name;
    if (isUser && method.userHeader) evidence.headers.set(method.userHeader.toLowerCase(), client.user!.name);
    return isUser;
  }
  const { key } = client;
  const places = method.extractFrom.flatMap((f) =>
    [...texts(f.headers), ...texts(f.params)].map((h) => h.toLowerCase()),
  );
  const isKey =
    key !== undefined && places.includes(key.header) && method.credentials.some((c) => c.name === key.secret);
  if (isKey && method.clientHeader) evidence.headers.set(method.clientHeader.toLowerCase(), key.client);
  return isKey;
};

const claimMatches = (token: Token, claim: Fields): boolean => {
  const own = token.claims[String(claim.name)];
  const isList = claim.valueType === 'StringArray';
  if (own === undefined || isList !== Array.isArray(own)) return false;
  return texts(claim.values).some((v) => (Array.isArray(own) ? own.includes(v) : own === v));
};

const pathMatches = (path: Fields, sent: string): boolean => {
  const value = String(path.value ?? '/');
  if (path.type === 'Exact') return sent === value;
  if (path.type === 'RegularExpression') return new RegExp(`^(?:${value})$`).test(sent);
  return value === '/' || sent === value || sent.startsWith(`${value}/`);
};

const celMatches = (cel: string, evidence: Evidence): boolean => {
  const all = evidenceOf(cel);
  // The sources of the test have none of their own.
  if (!all) throw new Error(`unknown expression: ${cel}`);
  return all.every((e) => {
    const token = e.provider === undefined ? undefined : evidence.providers.get(e.provider);
    if (e.provider !== undefined && !token) return false;
    if (e.userHeader !== undefined && !evidence.headers.has(e.userHeader)) return false;
    if (!e.claim) return true;
    const own = token?.claims[e.claim.name];
    return e.claim.values.some((v) => (Array.isArray(own) ? own.includes(v) : own === v));
  });
};

const matches = (
  { principal, operation, cel }: AccessRule,
  { address }: Client,
  asked: Asked,
  evidence: Evidence,
): boolean => {
  const cidrs = texts(principal.clientCIDRs);
  if (cidrs.length > 0 && !cidrs.some((c) => contains(c, `${address}/32`))) return false;
  if (principal.jwt !== undefined) {
    const jwt = fields(principal.jwt);
    const token = evidence.providers.get(String(jwt.provider));
    if (!token || !texts(jwt.scopes).every((s) => token.scopes.includes(s))) return false;
    if (!entries(jwt.claims).every((c) => claimMatches(token, c))) return false;
  }
  const header = (name: string): string | undefined =>
    evidence.headers.get(name) ?? Object.entries(asked.headers).find(([n]) => n.toLowerCase() === name)?.[1];
  for (const h of entries(principal.headers))
    if (!texts(h.values).includes(header(String(h.name).toLowerCase()) ?? '\0')) return false;
  const methods = texts(operation.methods);
  if (methods.length > 0 && !methods.includes(asked.method)) return false;
  if (operation.path !== undefined && !pathMatches(fields(operation.path), asked.path)) return false;
  return cel === undefined || celMatches(cel, evidence);
};

/** Whether a route of the manifests forwards the request of a client. */
export const isPermitted = ({ rule }: EffectiveRoute, client: Client, asked: Asked): boolean => {
  if (rule.action.type !== 'forward') return false;
  const evidence: Evidence = { providers: new Map(), headers: new Map() };
  // Each is called, because each leaves its evidence.
  const results = rule.authentication.map((m) => passes(m, client, evidence));
  if (results.includes(false)) return false;
  const access = rule.authorization;
  if (!access) return true;
  const first = access.rules.find((r) => matches(r, client, asked, evidence));
  return (first?.action ?? access.defaultAction) === 'Allow';
};
