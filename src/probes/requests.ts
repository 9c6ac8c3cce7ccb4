import type { Intent, MatchIntent, RouteIntent, ServiceIntent } from '../intent/model.ts';
import type { Credential, Expect, Request } from './probe.ts';

/** Methods that ask without changing anything. */
const HARMLESS = ['GET', 'HEAD', 'OPTIONS'];

const ANY: Request = {
  scheme: 'https',
  method: 'GET',
  host: '',
  paths: ['/'],
  headers: [],
  credential: undefined,
  body: 'none',
  version: 'any',
};

/** A request to the Gateway; what is not said is a plain GET over https. */
export const ask = (intent: Intent, more: Partial<Request>): Request => ({
  ...ANY,
  host: intent.gateway.hostname,
  ...more,
});

const NOTHING: Expect = {
  status: [],
  never: [],
  grpc: [],
  neverGrpc: [],
  has: [],
  lacks: [],
  echo: undefined,
  cannotTell: undefined,
  service: undefined,
};

export const expecting = (more: Partial<Expect>): Expect => ({ ...NOTHING, ...more });

/** GRPCRoute names calls exactly, so a prefix of calls is asked by a method that nobody has. */
const wire = (route: RouteIntent, path: string): string =>
  route.kind !== 'GRPCRoute' || path.split('/').length > 2
    ? path
    : `${path === '/' ? '/eg.api.gateway' : path}/Validate`;

/** The matches of the rules that decide without a canary's header. */
const usualMatches = (route: RouteIntent, service: ServiceIntent | undefined): MatchIntent[] => {
  const forced = service?.canary?.header;
  return route.rules
    .flatMap((r) => r.matches)
    .filter((m) => !(forced && m.headers.some((h) => h.name === forced.name && h.value === forced.value)));
};

const methodFor = (matches: readonly MatchIntent[]): string => {
  const named = matches.flatMap((m) => (m.method === undefined ? [] : [m.method]));
  if (named.length < matches.length || named.length === 0) return 'GET';
  return HARMLESS.find((m) => named.includes(m) && m !== 'OPTIONS') ?? named.find((m) => m !== 'OPTIONS') ?? 'OPTIONS';
};

/** A request that reaches a route, with the version headers it asks for, on each of its paths. */
export const askRoute = (
  intent: Intent,
  route: RouteIntent,
  service: ServiceIntent | undefined,
  credential?: Credential,
): Request => {
  const matches = usualMatches(route, service);
  const paths = [...new Set(matches.map((m) => wire(route, m.path)))];
  const versions = matches[0]?.headers.filter((h) => !h.regex).map((h) => [h.name, h.value] as const) ?? [];
  const grpc = route.kind === 'GRPCRoute';
  return ask(intent, {
    method: grpc ? 'POST' : methodFor(matches.filter((m) => m.path === matches[0]?.path)),
    paths: paths.length > 0 ? paths : ['/'],
    headers: [
      ...versions,
      ...(grpc
        ? ([
            ['content-type', 'application/grpc'],
            ['te', 'trailers'],
          ] as const)
        : []),
    ],
    credential,
    body: grpc ? 'grpc' : 'none',
    version: grpc ? '2' : 'any',
  });
};

/** The same request on its first path only. */
export const once = (request: Request): Request => ({ ...request, paths: request.paths.slice(0, 1) });

/** A path below the first one, so that a line or an answer belongs to this run. */
export const below = (request: Request, suffix: string): Request => {
  const [path = '/'] = request.paths;
  return { ...request, paths: [path === '/' ? `/${suffix}` : `${path}/${suffix}`] };
};

export const withHeaders = (request: Request, ...headers: (readonly [string, string])[]): Request => ({
  ...request,
  headers: [...request.headers, ...headers],
});

export const changesNothing = (request: Request): boolean =>
  request.body === 'grpc' || HARMLESS.includes(request.method);
