// Policies of the gateway's own components: proxies, controller, rate limit service.

import { REDIS } from '../../model/fixed-names.ts';
import { besideOthers, proxyLabels } from '../../model/gateway-labels.ts';
import type { BackendPodsIntent, NetworkPolicyIntent, Peer } from '../../model/intent.ts';
import { chunks } from '../../model/object-names.ts';
import { portInProxy } from '../../model/streams-intent.ts';
import { isAddress } from '../../values/external-address.ts';
import { allow, fromProxies, type Model, pods, policy } from './peers.ts';
import type { Tunnel } from './tunnel.ts';

/** Envoy does not run as root, so it listens above 1023: 443 becomes 10443. */
const HTTPS = 10443;
const LISTENERS = [10080, HTTPS];
const METRICS = 19001;
const READINESS = 19003;
const DNS = allow({ is: 'dns' }, [53], 'DNS lookups of backends and external servers.', { protocols: ['UDP', 'TCP'] });
const SOLVER = { 'acme.cert-manager.io/http01-solver': 'true' };
const CONTROLLER = { 'control-plane': 'envoy-gateway' };
const RATE_LIMIT = { 'app.kubernetes.io/name': 'envoy-ratelimit', 'app.kubernetes.io/component': 'ratelimit' };
/** The proxies of every Gateway of this installation, which controller and rate limit service must serve. */
const PROXIES = { 'app.kubernetes.io/managed-by': 'envoy-gateway', 'app.kubernetes.io/component': 'proxy' };

/** In Gateway namespaces, proxies have no label that identifies them, so only a selector of the namespace matches them. */
const everyProxy = ({ proxies, namespace }: Model['install']): Peer =>
  proxies.mode === 'GatewayNamespace' ? { is: 'cluster' } : pods(namespace, PROXIES);

interface Server {
  readonly host: string;
  readonly port: number;
}

const distinct = (servers: readonly Server[]): Server[] => [
  ...new Map(servers.map((s) => [`${s.host}:${s.port}`, s])).values(),
];

const hostAndPort = (url: string): Server => {
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname, port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port) };
};

/** A peer for a host: `redis.shop.svc` is in the cluster. */
const serverOf = (host: string): Peer => {
  if (isAddress(host)) return { is: 'address', cidr: `${host}/${host.includes(':') ? 128 : 32}` };
  const [, namespace] = /^[^.]+\.([^.]+)\.svc(?:\.|$)/.exec(host) ?? [];
  return namespace === undefined ? { is: 'host', host } : pods(namespace);
};

/** For a server in the cluster only the namespace is known: its Service decides on which port the pods listen. */
const toServer = (host: string, port: number, why: string) => {
  const peer = serverOf(host);
  return peer.is === 'pods' ? allow(peer, [], why) : allow(peer, [port], why);
};

/** Servers that the proxies call by name: JWKS and token endpoints of identity providers, external backends. */
const outsideOf = (model: Model): Server[] => {
  // Those with a private CA are among the Backends below.
  const urls = model.security.flatMap((s) => s.auth.flatMap((a) => a.asks.urls));
  const all = [
    ...urls.map(hostAndPort),
    ...(model.teams?.methods ?? []).flatMap((m) => m.asks.urls.map(hostAndPort)),
    ...(model.teams?.teams ?? []).flatMap((t) => t.outside ?? []),
    ...model.externals.filter((e) => e.outside).map(({ host, port }) => ({ host, port })),
  ];
  return distinct(all);
};

const redisServers = (model: Model): Server[] => {
  const url = model.install.rateLimitService?.redis.url ?? '';
  return url
    .split(',')
    .map((part) => /^(?:redis:\/\/)?([^:/]+):(\d+)$/.exec(part.trim()))
    .flatMap((m) => (m ? [{ host: m[1]!, port: Number(m[2]) }] : []));
};

/** An existing issuer may use ACME. */
const mayBeAcme = ({ certificate, gateway }: Pick<Model, 'certificate' | 'gateway'>): boolean =>
  gateway.certificates.some(
    (c) =>
      c.issued &&
      (c.issuer !== undefined || (certificate.from === 'issuer' && certificate.emit?.type !== 'selfSigned')),
  );

/** The maximum number of rules in a policy: `kubectl apply` copies the object to an annotation, which has at most 256 KiB. */
const MOST_RULES = 200;

/** The policies of the gateway's components, all owned by the platform. */
export const platformPolicies = (
  model: Model,
  backends: readonly BackendPodsIntent[],
  tunnel: Tunnel,
  closed: readonly string[],
): NetworkPolicyIntent[] => [
  ...proxyPolicies(model, backends, tunnel),
  controllerPolicy(model),
  ...(model.install.rateLimitService ? [rateLimitPolicy(model)] : []),
  ...(mayBeAcme(model) && closed.includes(model.gateway.namespace) ? [solverPolicy(model)] : []),
];

/** The proxies' policies: the first has everything except backends beyond its maximum. The policies are additive. */
const proxyPolicies = (model: Model, backends: readonly BackendPodsIntent[], tunnel: Tunnel): NetworkPolicyIntent[] => {
  const [first = [], ...more] = chunks(backends, MOST_RULES);
  const whole = proxyPolicy(model, first, tunnel);
  return [
    whole,
    ...more.map(
      (part, i): NetworkPolicyIntent => ({
        ...whole,
        name: `${whole.name}-${i + 2}`,
        why: `More backends of Gateway ${model.gateway.namespace}/${model.gateway.name}: the proxies may connect to them.`,
        ingress: undefined,
        egress: part.map((b) => toBackend(b, tunnel)),
      }),
    ),
  ];
};

const toBackend = (b: BackendPodsIntent, tunnel: Tunnel) =>
  allow(pods(b.namespace, b.labels), tunnel.ports(b), `Service ${b.namespace}/${b.service}.`, {
    protocols: b.protocols,
  });

/** Clients of streams; those on port 443 are allowed already. */
const streamPorts = ({ streams }: Model) =>
  (['TCP', 'UDP'] as const).flatMap((protocol) => {
    const own = streams.filter((s) => (s.protocol === 'UDP') === (protocol === 'UDP'));
    const ports = [...new Set(own.map((s) => portInProxy(s.port)))].filter((p) => p !== HTTPS);
    return ports.length === 0 ? [] : [allow({ is: 'world' }, ports, 'Clients of streams.', { protocols: [protocol] })];
  });

const proxyPolicy = (model: Model, backends: readonly BackendPodsIntent[], tunnel: Tunnel): NetworkPolicyIntent => {
  const { gateway, install, observability, client } = model;
  const collector = observability.tracing?.collector;
  const acme = mayBeAcme(model);
  return policy({
    name: besideOthers(gateway, 'proxy'),
    namespace: install.proxies.namespace,
    labels: proxyLabels(gateway),
    why: `The proxies of Gateway ${gateway.namespace}/${gateway.name}: accept clients; connect only to what the routes need.`,
    ingress: [
      allow({ is: 'world' }, LISTENERS, 'Clients. Envoy listens on the port of the listener plus 10000.'),
      ...(client.http3
        ? [allow({ is: 'world' }, [HTTPS], 'Clients with HTTP/3, which uses UDP.', { protocols: ['UDP'] })]
        : []),
      ...streamPorts(model),
      allow({ is: 'cluster' }, [METRICS], 'Prometheus.'),
      allow({ is: 'node' }, [READINESS, 19002], 'Readiness probe and the preStop hook that drains connections.'),
      ...tunnel.ingress,
    ],
    egress: [
      DNS,
      allow(pods(install.namespace, CONTROLLER), [18000, 18002], 'Configuration (xDS) from the controller.'),
      ...(install.rateLimitService ? [allow(pods(install.namespace, RATE_LIMIT), [8081], 'Global rate limits.')] : []),
      ...backends.map((b) => toBackend(b, tunnel)),
      // The Services of a team are defined in its unit, which isolates its namespace except for these proxies.
      ...(model.teams?.teams ?? []).map((t) => allow(pods(t.namespace), [], `Services of team ${t.name}.`)),
      ...tunnel.egress,
      ...(acme
        ? [allow(pods(gateway.namespace, SOLVER), [8089], 'Pods of cert-manager that answer ACME challenges.')]
        : []),
      ...(collector
        ? [allow(pods(collector.namespace ?? gateway.namespace), [collector.port], 'Trace collector.')]
        : []),
      ...outsideOf(model).map(({ host, port }) => toServer(host, port, `Server ${host}.`)),
    ],
  });
};

/** Servers from which the controller downloads Wasm modules; an image without a registry is one of Docker Hub. */
const moduleServers = (extensions: Model['extensions']): Server[] => {
  const all = extensions.flatMap(({ wasm }) => {
    if (!wasm) return [];
    if (wasm.source.type === 'HTTP') return [hostAndPort(wasm.source.url)];
    const first = /^([^/]+)\//.exec(wasm.source.url)?.[1] ?? '';
    return /[.:]/.test(first)
      ? [hostAndPort(`https://${first}`)]
      : ['registry-1.docker.io', 'auth.docker.io', 'production.cloudflare.docker.com'].map((host) => ({
          host,
          port: 443,
        }));
  });
  return distinct(all);
};

const controllerPolicy = ({ gateway, install, security, extensions }: Model): NetworkPolicyIntent =>
  policy({
    name: besideOthers(gateway, 'controller'),
    namespace: install.namespace,
    labels: CONTROLLER,
    why: 'The controller: sends configuration to the proxies and the rate limit service, and reads the API server.',
    ingress: [
      allow(
        everyProxy(install),
        [18000, 18002],
        'Configuration (xDS) for the proxies of every Gateway of this installation.',
      ),
      allow(pods(install.namespace, RATE_LIMIT), [18001], 'Configuration for the rate limit service.'),
      allow({ is: 'apiServer' }, [9443], 'The API server calls the webhook for topology injection.'),
      allow({ is: 'cluster' }, [METRICS], 'Prometheus.'),
      allow({ is: 'node' }, [8081], 'Health checks.'),
    ],
    egress: [
      DNS,
      allow({ is: 'apiServer' }, [443, 6443], 'The API server.'),
      ...[...new Set(security.flatMap((s) => s.auth.flatMap((a) => a.asks.discovery)))]
        .map(hostAndPort)
        .map(({ host, port }) => toServer(host, port, `OIDC discovery at ${host}.`)),
      ...moduleServers(extensions).map(({ host, port }) => toServer(host, port, `Wasm modules from ${host}.`)),
    ],
  });

const rateLimitPolicy = (model: Model, redis = model.install.rateLimitService?.redis): NetworkPolicyIntent =>
  policy({
    name: besideOthers(model.gateway, 'ratelimit'),
    namespace: model.install.namespace,
    labels: RATE_LIMIT,
    why: 'The rate limit service: proxies call it; it counts in Redis.',
    ingress: [
      allow(everyProxy(model.install), [8081], 'The proxies of every Gateway of this installation.'),
      allow({ is: 'cluster' }, [METRICS], 'Prometheus.'),
      allow({ is: 'node' }, [8080], 'Health checks.'),
    ],
    egress: [
      DNS,
      allow(pods(model.install.namespace, CONTROLLER), [18001], 'Configuration from the controller.'),
      ...redisServers(model).map(({ host, port }) =>
        allow(
          redis?.deploy ? pods(REDIS.namespace, { 'app.kubernetes.io/name': REDIS.name }) : serverOf(host),
          [port],
          'Redis.',
        ),
      ),
    ],
  });

/** The cert-manager pods that solve a challenge, if they run in an isolated namespace. */
const solverPolicy = (model: Model): NetworkPolicyIntent =>
  policy({
    name: besideOthers(model.gateway, 'to-acme-solver'),
    namespace: model.gateway.namespace,
    labels: SOLVER,
    why: 'Pods of cert-manager that answer ACME challenges, which arrive through the Gateway.',
    ingress: [fromProxies(model, [8089])],
  });
