import type { Credential } from '../auth/credential.ts';
import type { RouteIntent } from '../model/intent.ts';
import type { ProbeRequest } from './probe.ts';

/** A request that reaches a route: its first match, with the headers and the method of that match. */
export const requestOf = (route: RouteIntent, credential: Credential): ProbeRequest => {
  const match = route.rules.at(-1)!.matches[0]!;
  const path = route.kind === 'GRPCRoute' ? grpcPath(match.path) : match.path;
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

const grpcPath = (path: string): string => {
  const [, service = 'grpc.health.v1.Health', method = 'Check'] = path.split('/');
  return `/${service || 'grpc.health.v1.Health'}/${method || 'Check'}`;
};
