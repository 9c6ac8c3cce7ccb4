import type { Intent } from '../../model/intent.ts';
import { groupBy } from '../../values/group-by.ts';
import { covers } from '../../values/host-patterns.ts';
import { literalPattern } from '../../values/literal-pattern.ts';
import { NO_CREDENTIAL, policiesOf } from '../credentials.ts';
import type { Probe } from '../probe.ts';
import { routeId } from '../probe-ids.ts';
import { plainRequest, requestOf } from '../route-request.ts';
import { FILE, probe, refusal } from './route-probe.ts';

/** Hosts that the gateway does not serve. */
export const foreignHosts = ({ gateway: g }: Intent, path: string): Probe[] => [
  ...(g.terminated === undefined
    ? [
        {
          id: 'hostname.foreign-http',
          group: 'hostname' as const,
          title: 'an unknown host name gets 404 on port 80',
          lookAt: 'gateway' as const,
          check: { kind: 'foreign' as const, how: 'http' as const, path },
        },
      ]
    : []),
  // A listener without a host name answers every handshake; its routes have host names.
  ...(g.terminated !== undefined || g.listeners.some((l) => l.serves === 'routes' && l.hostname === undefined)
    ? []
    : [
        {
          id: 'hostname.foreign-tls',
          group: 'hostname' as const,
          title: 'an unknown host name (SNI) gets no TLS connection',
          lookAt: 'gateway' as const,
          check: { kind: 'foreign' as const, how: 'sni' as const, path },
        },
      ]),
  {
    id: 'hostname.foreign-https',
    group: 'hostname',
    title: 'an unknown Host header gets 404 or 421 over TLS',
    lookAt: 'gateway',
    check: { kind: 'foreign', how: 'host', path },
  },
];

/** A host whose clients get HTTP/1.1 only. */
export const http1Only = (host: string): Probe => ({
  id: `tls.http1.${host}`,
  group: 'tls',
  title: `${host}: only HTTP/1.1 is negotiated, because certificates have names in common`,
  lookAt: 'gateway',
  check: { kind: 'http2', host, version: '1.1' },
});

/** Hosts in addition to that of the script: each is redirected to itself, and each listener has its protocols and its hosts only. */
export const otherHosts = ({ gateway: g, client, routes }: Intent): Probe[] => {
  const own = g.hosts.find((h) => h.example === g.hostname)!;
  const others = g.hosts.filter((h) => h !== own);
  const listeners = new Map(g.listeners.map((l) => [l.name, l]));
  const elsewhere = others.filter((h) => h.listener !== own.listener);
  const firsts = [...groupBy(elsewhere, (h) => h.listener).values()].map(([h]) => h!);
  return [
    ...others.map(
      ({ example }): Probe => ({
        id: `redirect.${example}`,
        group: 'redirect',
        title: `http://${example} is redirected to https://${example}`,
        lookAt: 'gateway',
        check: {
          kind: 'http',
          request: { ...plainRequest('http', '/validate?x=1'), host: example },
          expect: {
            status: g.terminated === undefined ? '308' : '301 308',
            header: { name: 'location', pattern: `^https://${literalPattern(example)}(:443)?/validate\\?x=1$` },
          },
        },
      }),
    ),
    ...firsts.flatMap(({ example, listener }): Probe | Probe[] => {
      if (!listeners.get(listener)!.http2) return http1Only(example);
      // What is not offered at all is checked once.
      if (client.tls.alpn?.includes('h2') === false) return [];
      return probe(`tls.http2.${example}`, 'tls', `${example}: HTTP/2 is negotiated`, FILE.gateway, {
        kind: 'http2',
        host: example,
      });
    }),
    // The Host header must not reach routes of a listener that the TLS handshake did not choose.
    ...(client.clientAuth || listeners.get(own.listener)!.hostname === undefined ? [] : firsts)
      .filter(({ example }) => !g.hosts.some((h) => h.listener === own.listener && covers(h.pattern, example)))
      .flatMap(({ example, pattern }): Probe[] => {
        const route = routes.find((r) => r.kind === 'HTTPRoute' && r.hosts.includes(pattern));
        if (!route) return [];
        const reached = requestOf(route, NO_CREDENTIAL);
        return [
          {
            id: `hostname.other.${example}`,
            group: 'hostname',
            title: `a connection for ${g.hostname} does not reach routes of ${example}`,
            lookAt: 'gateway',
            check: {
              kind: 'http',
              request: {
                ...plainRequest('https', reached.path),
                host: g.hostname,
                headers: [...reached.headers, `Host: ${example}`],
              },
              expect: { status: '404 421' },
            },
          },
        ];
      }),
  ];
};

/** Each listener has filters of its own, so each policy is checked on every listener that its routes are attached to. */
export const closedOnHosts = (intent: Intent): Probe[] => {
  const policies = policiesOf(intent);
  const byPattern = new Map(intent.gateway.hosts.map((h) => [h.pattern, h]));
  const seen = new Set<string>();
  return intent.routes.flatMap((r): Probe[] => {
    const policy = policies.get(r.name);
    if (!policy || r.kind !== 'HTTPRoute' || r.role !== 'service' || r.methods.length === 0) return [];
    const hosts = r.hosts.map((h) => byPattern.get(h)!);
    const first = hosts.find((h) => h.example === r.example);
    return hosts.flatMap((h): Probe[] => {
      const id = `${r.security} ${h.listener}`;
      if (seen.has(id) || h.listener === first?.listener) return [];
      seen.add(id);
      const title = `a request to ${h.example} without credentials is rejected`;
      return [
        probe(routeId(r, `hostnames.${h.example}`), 'unauthenticated', title, FILE.security, {
          kind: 'http',
          request: { ...requestOf(r, NO_CREDENTIAL), host: h.example },
          expect: refusal(policy),
        }),
      ];
    });
  });
};
