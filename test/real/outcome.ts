// What the manifests of a folder do with a request of requests.yaml, as text: `200 users:8080`, `401`, `302`, `404`.
import { answerTo } from '../../src/effective/requests/answer-to.ts';
import type { EffectiveRoute } from '../../src/effective/requests/effective-routes.ts';
import type { AuthenticationMethod } from '../../src/effective/requests/required-authentication.ts';
import type { RuleBackend } from '../../src/effective/routes/rule-backends.ts';
import type { Snapshot } from '../../src/effective/snapshot.ts';
import { contains } from '../../src/values/cidr.ts';

/** An entry of `observe` (test/behaviour/README.md), as far as the reading of manifests needs it. */
export interface Observed {
  readonly see: string;
  readonly get?: string;
  readonly put?: string;
  readonly post?: string;
  readonly grpc?: string;
  readonly ws?: string;
  readonly path?: string;
  readonly at?: string;
  readonly scheme?: 'http' | 'https';
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string;
  /** The name of the user who logs in. */
  readonly login?: string;
  /** The address of the client; behind a proxy the one that the proxy states. */
  readonly from?: string;
  readonly network?: string;
  /** The size of the body. The limits of bodies are observed in the lab only. */
  readonly size?: number;
  readonly status: number;
  /** The name of the backend. */
  readonly backend?: string;
  /** Host and port of the backend. */
  readonly to?: string;
  readonly seen?: Readonly<Record<string, string | null>>;
}

const STATUS = { apiKeyAuth: 401, basicAuth: 401, extAuth: 403, jwt: 401, oidc: 302 } as const;

const names = (list: unknown): string[] =>
  Array.isArray(list) ? list.map((n) => String((n as { name?: string }).name ?? n).toLowerCase()) : [];

/** Whether a request has a credential of a method. Values are not compared: the lab does that. */
const hasCredential = (
  method: AuthenticationMethod,
  headers: Readonly<Record<string, string>>,
  o: Observed,
): boolean => {
  const given = new Set(Object.keys(headers).map((h) => h.toLowerCase()));
  if (method.method === 'oidc') return o.login !== undefined;
  // A session passes the verification of its ID token as well.
  if (method.method === 'jwt') return given.has('authorization') || o.login !== undefined;
  if (method.method === 'basicAuth') return given.has('authorization');
  if (method.method === 'apiKeyAuth') return method.extractFrom.some((f) => names(f.headers).some((h) => given.has(h)));
  return false;
};

interface BackendSpec {
  readonly fallback?: boolean;
  readonly endpoints: readonly {
    readonly fqdn?: { hostname: string; port: number };
    readonly ip?: { address: string; port: number };
  }[];
}

const specOf = ({ kind, object }: RuleBackend): BackendSpec | undefined =>
  kind === 'Backend' ? (object?.spec as BackendSpec) : undefined;

const backendOf = (backend: RuleBackend): string => {
  const { fqdn, ip } = specOf(backend)?.endpoints[0] ?? {};
  if (fqdn) return `${fqdn.hostname}:${fqdn.port}`;
  return ip ? `${ip.address}:${ip.port}` : `${backend.ref.name}:${backend.ref.port}`;
};

/** Whether the authorization of a route allows the client. Evidence of a credential (`cel`) is in each request that has one. */
const isAllowed = ({ rule }: EffectiveRoute, from: string): boolean => {
  const access = rule.authorization;
  if (!access) return true;
  const first = access.rules.find(({ action, cel, principal }) => {
    const networks = principal.clientCIDRs;
    if (Array.isArray(networks)) return networks.some((n) => contains(String(n), `${from}/32`));
    return action === 'Allow' || cel === undefined;
  });
  return (first?.action ?? access.defaultAction) === 'Allow';
};

/** The status of the response, and the backend if one answers. */
export const outcomeOf = (snapshot: Snapshot, host: string, o: Observed): string => {
  const path = o.get ?? o.put ?? o.post ?? o.grpc ?? o.path ?? '/';
  const method = o.put ? 'PUT' : (o.post ?? o.grpc) ? 'POST' : 'GET';
  const type = o.grpc ? { 'content-type': 'application/grpc' } : {};
  const headers = { ...type, ...o.headers, ...(o.token ? { authorization: 'Bearer token' } : {}) };
  const scheme = o.scheme ?? 'https';
  const port = scheme === 'http' ? 80 : 443;
  const found = answerTo(snapshot, { scheme, port, host: o.at ?? host, method, path, headers });
  if (!found) return '404';
  const lacking = found.rule.authentication.find((m) => m.required && !hasCredential(m, headers, o));
  if (lacking) return String(STATUS[lacking.method]);
  if (!isAllowed(found, o.network ?? o.from ?? '203.0.113.20')) return '403';
  const { action } = found.rule;
  if (action.type !== 'forward') return String(action.status);
  return `200 ${action.backends
    .filter((b) => b.share > 0 && !specOf(b)?.fallback)
    .map(backendOf)
    .join(', ')}`;
};
