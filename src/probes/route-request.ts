import type { Credential } from '../auth/credential.ts';
import type { MatchIntent, RouteIntent } from '../model/intent.ts';
import { literalPattern } from '../values/literal-pattern.ts';
import { NO_CREDENTIAL } from './credentials.ts';
import type { Expectation, ProbeRequest } from './probe.ts';

/** A GET of a path, without credentials and headers. */
export const plainRequest = (scheme: ProbeRequest['scheme'], path: string): ProbeRequest => ({
  credential: NO_CREDENTIAL,
  method: 'GET',
  scheme,
  path,
  headers: [],
});

/** A request that reaches a route: its first match, with the headers and the method of that match. */
export const requestOf = (route: RouteIntent, credential: Credential): ProbeRequest => {
  const match = route.rules.at(-1)!.matches[0]!;
  const path = route.kind === 'GRPCRoute' ? grpcPath(match.path.value) : withQuery(match);
  return {
    credential,
    method: route.kind === 'GRPCRoute' ? 'POST' : (match.method ?? 'GET'),
    scheme: 'https',
    path,
    headers: match.headers.filter((h) => !h.regex).map((h) => `${h.name}: ${h.value}`),
    host: route.example,
    route: route.name,
  };
};

/** What a request that is allowed gets: the answer of the gateway itself, or one of the service. */
export const expectedOf = (route: RouteIntent): Expectation => {
  const { answer, matches } = route.rules.at(-1)!;
  if (!answer) return { status: 'reached' };
  if (answer.kind === 'redirect') {
    const { hostname = '[^/]+', path } = answer;
    const start = hostname === '[^/]+' ? hostname : literalPattern(hostname);
    const end = path?.value ?? matches[0]!.path.example;
    return {
      status: String(answer.status),
      header: { name: 'location', pattern: `^https?://${start}(:[0-9]+)?${literalPattern(end)}([/?].*)?$` },
    };
  }
  const [header] = answer.headers;
  return {
    status: String(answer.status),
    ...(header &&
      !header[1].includes('%') && {
        header: { name: header[0].toLowerCase(), pattern: `^${literalPattern(header[1])}$` },
      }),
  };
};

/** Whether a service answers the requests of a route, not the gateway itself. */
export const isServed = (route: RouteIntent): boolean => route.rules.at(-1)!.answer === undefined;

/** A path that the match accepts, with the query parameters that it requires. */
const withQuery = ({ path, query }: MatchIntent): string => {
  const words = query.filter((q) => !q.regex).map((q) => `${q.name}=${q.value}`);
  return words.length > 0 ? `${path.example}?${words.join('&')}` : path.example;
};

const grpcPath = (path: string): string => {
  const [, service = 'grpc.health.v1.Health', method = 'Check'] = path.split('/');
  return `/${service || 'grpc.health.v1.Health'}/${method || 'Check'}`;
};
