import { HTTP_LISTENER } from '../../model/fixed-names.ts';
import type { Intent } from '../../model/intent.ts';
import { groupBy } from '../../values/group-by.ts';
import { ANY_HOST } from '../../values/host-patterns.ts';
import { literalPattern } from '../../values/literal-pattern.ts';
import { NO_CREDENTIAL, policiesOf } from '../credentials.ts';
import type { Probe, ProbeRequest } from '../probe.ts';
import { routeId } from '../probe-ids.ts';
import { plainRequest, requestOf } from '../route-request.ts';
import { clientFile } from './client-file.ts';
import { foreignHosts, otherHosts } from './hosts-probes.ts';
import { protocolProbes } from './protocols-probes.ts';

/** Ports, host names, TLS and protocols: rules for every request before a route is chosen. */
export const edgeProbes = (intent: Intent): Probe[] => {
  if (intent.team !== undefined || intent.gateway.attach !== undefined) return [];
  const { hostname, hosts, listeners } = intent.gateway;
  const own = hosts.find((h) => h.example === hostname)!;
  const isAny = hosts.some((h) => h.pattern === ANY_HOST);
  const http2 = listeners.find((l) => l.name === own.listener)!.http2;
  const overTls = intent.routes.filter((r) => !r.listeners.includes(HTTP_LISTENER));
  const first = overTls.find((r) => r.kind === 'HTTPRoute') ?? overTls[0];
  // If teams have all services, the catch-all answers.
  const path = first?.rules[0]?.matches[0]?.path.example ?? '/validate-nothing-is-here';
  const gateway = 'gateway' as const;
  const client = clientFile(intent);
  // A load balancer that terminates TLS may redirect itself, and decides about TLS and host names on port 80.
  const terminated = intent.gateway.terminated !== undefined;
  const redirected = terminated ? '301 308' : '308';
  return [
    {
      id: 'redirect.get',
      group: 'redirect',
      title: 'http is redirected to https with path and query',
      lookAt: gateway,
      check: {
        kind: 'http',
        request: plainRequest('http', '/validate?x=1'),
        expect: {
          status: redirected,
          header: { name: 'location', pattern: `^https://${literalPattern(hostname)}(:443)?/validate\\?x=1$` },
        },
      },
    },
    {
      id: 'redirect.clear-text',
      group: 'redirect',
      title: `${path} is not served over http`,
      lookAt: 'httpRoutes',
      check: { kind: 'http', request: plainRequest('http', path), expect: { status: redirected } },
    },
    ...(terminated
      ? []
      : [
          {
            id: 'redirect.post',
            group: 'redirect' as const,
            title: 'a POST is redirected with 308, which keeps the method',
            lookAt: gateway,
            check: {
              kind: 'http' as const,
              request: { ...plainRequest('http', '/validate'), method: 'POST' },
              expect: { status: '308' },
            },
          },
        ]),
    ...intent.routes
      .filter((r) => r.listeners.includes(HTTP_LISTENER) && r.role === 'service')
      .map(
        (r): Probe => ({
          id: routeId(r, 'plainHttp'),
          group: 'redirect',
          title: 'also served over http',
          lookAt: 'httpRoutes',
          check: {
            kind: 'http',
            request: { ...requestOf(r, NO_CREDENTIAL), scheme: 'http' },
            expect: { status: 'reached', absent: 'location' },
          },
        }),
      ),
    ...(intent.client.clientAuth && !intent.client.clientAuth.optional
      ? [
          {
            id: 'tls.clientAuth.needed',
            group: 'tls' as const,
            title: 'a connection without a client certificate is rejected',
            lookAt: client,
            check: { kind: 'uncertified' as const },
          },
        ]
      : []),
    ...(isAny ? [] : foreignHosts(intent, path)),
    ...otherHosts(intent),
    ...(own.catchAllPath === '/'
      ? [
          {
            id: 'hostname.unknown-path',
            group: 'hostname' as const,
            title: 'an unknown path answers 404',
            lookAt: gateway,
            check: {
              kind: 'http' as const,
              request: plainRequest('https', '/validate-nothing-is-here'),
              expect: { status: '404' },
            },
          },
        ]
      : []),
    {
      id: 'headers.underscores',
      group: 'paths',
      title: 'a header name with an underscore is rejected',
      lookAt: client,
      check: { kind: 'underscores' },
    },
    ...(terminated ? [] : protocolProbes(intent, path, http2)),
    ...(intent.observability.accessLog
      ? [
          {
            id: 'observability.accessLog',
            group: 'log' as const,
            title: 'the access log contains the request but no credential',
            lookAt: 'gatewayClass' as const,
            check: { kind: 'log' as const, path },
          },
        ]
      : []),
  ];
};

/** The gateway answers preflights, and allows only the configured origins. */
export const corsProbes = (intent: Intent): Probe[] => {
  const lookAt = 'securityPolicies';
  const policies = policiesOf(intent);
  const routes = intent.routes.filter((r) => r.kind === 'HTTPRoute' && r.role !== 'method');
  // The first route of each policy.
  return [...groupBy(routes, (r) => r.security).values()]
    .map(([r]) => r!)
    .flatMap((r): Probe[] => {
      const cors = policies.get(r.name)?.cors;
      if (!cors) return [];
      const origin = cors.origins[0]!.replace('*', 'any');
      const request = (from: string): ProbeRequest => ({
        ...requestOf(r, NO_CREDENTIAL),
        method: 'OPTIONS',
        headers: [`Origin: ${from}`, `Access-Control-Request-Method: ${cors.methods[0]}`],
      });
      return [
        {
          id: routeId(r, 'cors.origins'),
          group: 'cors',
          title: `a preflight from ${origin} is allowed`,
          lookAt,
          check: {
            kind: 'http',
            request: request(origin),
            expect: {
              status: '200 204',
              header: { name: 'access-control-allow-origin', pattern: `^${literalPattern(origin)}$` },
            },
          },
        },
        {
          id: routeId(r, 'cors.foreign'),
          group: 'cors',
          title: `a preflight from another origin is not allowed`,
          lookAt,
          check: {
            kind: 'http',
            request: request('https://foreign.invalid'),
            expect: { status: '200 204 401 403 404 302', absent: 'access-control-allow-origin' },
          },
        },
      ];
    });
};
