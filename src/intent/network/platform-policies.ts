// What the gateway itself consists of: proxies, controller, rate limit service.

import { REDIS } from '../../model/fixed-names.ts';
import { besideOthers, proxyLabels } from '../../model/gateway-labels.ts';
import type { BackendPodsIntent, Intent, NetworkPolicyIntent, Peer } from '../../model/intent.ts';
import { chunks } from '../../model/object-names.ts';
import { allow, fromProxies, type Model, pods, policy } from './peers.ts';
import type { Tunnel } from './tunnel.ts';

/** Envoy listens above 1023, as it is not root: 443 becomes 10443. */
const LISTENERS = [10080, 10443];
const METRICS = 19001;
const READINESS = 19003;
const DNS = allow({ is: 'dns' }, [53], 'DNS lookups of backends and external servers.', { protocols: ['UDP', 'TCP'] });
const SOLVER = { 'acme.cert-manager.io/http01-solver': 'true' };
const CONTROLLER = { 'control-plane': 'envoy-gateway' };
const RATE_LIMIT = { 'app.kubernetes.io/name': 'envoy-ratelimit', 'app.kubernetes.io/component': 'ratelimit' };
/** Proxies of every Gateway of this installation, which the controller and the rate limit service have to serve. */
const PROXIES = { 'app.kubernetes.io/managed-by': 'envoy-gateway', 'app.kubernetes.io/component': 'proxy' };

/** Proxies in namespaces of their own carry no label that tells them from others' for a selector of one namespace. */
const everyProxy = ({ proxies, namespace }: Model['install']): Peer =>
  proxies.mode === 'GatewayNamespace' ? { is: 'cluster' } : pods(namespace, PROXIES);

const hostAndPort = (url: string): { host: string; port: number } => {
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname, port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port) };
};

/** A server by its host name: `redis.shop.svc` is in the cluster. */
const serverOf = (host: string): Peer => {
  const [, namespace] = /^[^.]+\.([^.]+)\.svc(?:\.|$)/.exec(host) ?? [];
  return namespace === undefined ? { is: 'host', host } : pods(namespace);
};

/** One of the cluster is known by its namespace only: which port its pods listen on is the Service's to say. */
const toServer = (host: string, port: number, why: string) => {
  const peer = serverOf(host);
  return peer.is === 'host' ? allow(peer, [port], why) : allow(peer, [], why);
};

/** Servers that the proxies call by name: keys of identity providers, their token endpoints, backends outside. */
const outsideOf = (model: Model): { host: string; port: number }[] => {
  // Those with a private CA are among the Backends below.
  const urls = model.security.flatMap((s) => s.auth?.asks.urls ?? []);
  const all = [
    ...urls.map(hostAndPort),
    ...(model.teams?.methods ?? []).flatMap((m) => m.asks.urls.map(hostAndPort)),
    ...(model.teams?.teams ?? []).flatMap((t) => t.outside ?? []),
    ...model.externals.filter((e) => e.tls).map(({ host, port }) => ({ host, port })),
  ];
  return [...new Map(all.map((o) => [`${o.host}:${o.port}`, o])).values()];
};

const redisServers = (model: Model): { host: string; port: number }[] => {
  const url = model.install.rateLimitService?.redis.url ?? '';
  return url
    .split(',')
    .map((part) => /^(?:redis:\/\/)?([^:/]+):(\d+)$/.exec(part.trim()))
    .flatMap((m) => (m ? [{ host: m[1]!, port: Number(m[2]) }] : []));
};

/** An issuer that we did not write may be one of ACME. */
const mayBeAcme = (certificate: Intent['certificate']): boolean =>
  certificate.from === 'issuer' && certificate.emit?.type !== 'selfSigned';

/** Rules of one policy: `kubectl apply` keeps a copy of an object in an annotation of at most 256 KiB. */
const MOST_RULES = 200;

/** Policies of what the gateway consists of; none of it is a team's. */
export const platformPolicies = (
  model: Model,
  backends: readonly BackendPodsIntent[],
  tunnel: Tunnel,
  closed: readonly string[],
): NetworkPolicyIntent[] => [
  ...proxyPolicies(model, backends, tunnel),
  controllerPolicy(model),
  ...(model.install.rateLimitService ? [rateLimitPolicy(model)] : []),
  ...(mayBeAcme(model.certificate) && closed.includes(model.gateway.namespace) ? [solverPolicy(model)] : []),
];

/** The proxies' policies: the first says everything but the backends that have no room in it. Policies add up. */
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
  allow(pods(b.namespace, b.labels), tunnel.ports(b), `Service ${b.namespace}/${b.service}.`);

const proxyPolicy = (model: Model, backends: readonly BackendPodsIntent[], tunnel: Tunnel): NetworkPolicyIntent => {
  const { gateway, install, observability, certificate } = model;
  const collector = observability.tracing?.collector;
  const acme = mayBeAcme(certificate);
  return policy({
    name: besideOthers(gateway, 'proxy'),
    namespace: install.proxies.namespace,
    labels: proxyLabels(gateway),
    why: `The proxies of Gateway ${gateway.namespace}/${gateway.name}: accept clients; connect only to what the routes need.`,
    ingress: [
      allow({ is: 'world' }, LISTENERS, 'Clients. Envoy listens on the port of the listener plus 10000.'),
      allow({ is: 'cluster' }, [METRICS], 'Prometheus.'),
      allow({ is: 'node' }, [READINESS, 19002], 'Readiness probe and the preStop hook that drains connections.'),
      ...tunnel.ingress,
    ],
    egress: [
      DNS,
      allow(pods(install.namespace, CONTROLLER), [18000, 18002], 'Configuration (xDS) from the controller.'),
      ...(install.rateLimitService ? [allow(pods(install.namespace, RATE_LIMIT), [8081], 'Global rate limits.')] : []),
      ...backends.map((b) => toBackend(b, tunnel)),
      // Which Services a team has is its own to say; its unit closes its namespace but for these proxies.
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

const controllerPolicy = ({ gateway, install, security }: Model): NetworkPolicyIntent =>
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
      ...[...new Set(security.flatMap((s) => s.auth?.asks.discovery ?? []))]
        .map(hostAndPort)
        .map(({ host, port }) => toServer(host, port, `OIDC discovery at ${host}.`)),
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

/** Pods of cert-manager that answer a challenge, where they stand in a namespace that is closed. */
const solverPolicy = (model: Model): NetworkPolicyIntent =>
  policy({
    name: besideOthers(model.gateway, 'to-acme-solver'),
    namespace: model.gateway.namespace,
    labels: SOLVER,
    why: 'Pods of cert-manager that answer ACME challenges, which arrive through the Gateway.',
    ingress: [fromProxies(model, [8089])],
  });
