import spec from '../../templates/README.md.hbs';
import type { Intent, RateLimitIntent } from '../intent/model.ts';
import { wordsOf } from './header.ts';
import type { ManifestFile } from './layout.ts';
import { meshKinds, meshWords } from './mesh-words.ts';
import { networkKinds, networkWords } from './network-words.ts';
import { cloudRunGrants, outsideRows } from './outside.ts';
import type { RenderInput } from './render-input.ts';
import { fill } from './template.ts';

/** A runbook is read by people: beyond so many services the tables say how many more there are. */
const MOST_ROWS = 200;

const GATEWAY_API = 'gateway.networking.k8s.io/v1';
const ENVOY_GATEWAY = 'gateway.envoyproxy.io/v1alpha1';
/** What may be deleted once it is not generated any more: nothing that has an address, a certificate or counters. */
const PRUNABLE = [
  ...['HTTPRoute', 'GRPCRoute', 'ReferenceGrant', 'BackendTLSPolicy'].map((kind) => `${GATEWAY_API}/${kind}`),
  ...['HTTPRouteFilter', 'Backend', 'SecurityPolicy', 'BackendTrafficPolicy', 'ClientTrafficPolicy'].map(
    (kind) => `${ENVOY_GATEWAY}/${kind}`,
  ),
];

const amounts = (limits: RateLimitIntent['limits']): string => limits.map((l) => `${l.requests}/${l.unit}`).join(', ');

/** By policy, what a client may ask in a time. */
const limitsOf = (intent: Intent): Map<string, string> => {
  const budget = intent.apiBudget && `${amounts(intent.apiBudget.limits)} by client, over all services (global)`;
  return new Map(
    intent.traffic.map(({ name, joinsApiBudget, rateLimit: r }) => {
      const own = r && `${amounts(r.limits)} by ${r.key.by === 'sourceIP' ? 'address' : r.key.says} (${r.scope})`;
      return [name, [own, joinsApiBudget ? budget : undefined].filter((w) => w !== undefined).join('; ') || 'none'];
    }),
  );
};

const sums = ({ sizing: s }: Intent): { what: string; value: number; sum: string }[] =>
  (
    [
      ['proxy replicas, at least', s.minReplicas],
      ['proxy replicas, at most', s.maxReplicas],
      ['CPU of a replica (millicores)', s.cpuMillis],
      ['memory of a replica (MiB)', s.memoryMiB],
      ['parallel requests (replica and backend)', s.maxParallelRequests],
      ['connections (replica and backend)', s.maxConnections],
      ['waiting requests (replica and backend)', s.maxPendingRequests],
      ['client connections (replica)', s.connectionLimit],
    ] as const
  ).map(([what, { value, sum }]) => ({ what, value, sum }));

/** README.md of the output folder: what was decided and why, how to apply it, prove it, and take it back. */
export const runbook = ({ intent, answersFile, toolVersion }: RenderInput, files: readonly ManifestFile[]): string => {
  const limits = limitsOf(intent);
  const traffic = new Map(intent.routes.map((r) => [r.name, r.traffic]));
  const { gateway: g } = intent;
  const rows = intent.services.slice(0, MOST_ROWS).map((s) => ({
    name: s.name,
    // A version by header, or one of several services on a path by method, would look like its neighbour without them.
    paths: [
      ...(s.methods.length > 0 ? [s.methods.join(',')] : []),
      ...s.paths,
      ...s.headers.map(([name, value]) => `${name}: ${value}`),
    ].join(' '),
    backend: s.failover === undefined ? s.backend : `${s.backend}, else ${s.failover}`,
    auth: s.auth.length > 0 ? s.auth.join(' or ') : 'public',
    publicPaths: s.publicPaths.join(' '),
    limit: limits.get(traffic.get(s.routes.find((r) => r === s.name) ?? s.routes[0]!)!) ?? 'none',
    canary: s.canary ? `${s.canary.weight} % to ${s.canary.backend}` : '',
    timeout: s.timeout === '0s' ? 'none' : s.timeout,
  }));
  const prunable = [...PRUNABLE, ...networkKinds(intent), ...meshKinds(intent)];
  return fill(spec, 'markdown', {
    hostname: g.hostname,
    gateway: g.name,
    namespace: g.namespace,
    egNamespace: intent.install.namespace,
    proxyNamespace: intent.install.proxies.namespace,
    version: intent.install.version,
    answersFile,
    toolVersion,
    rows,
    outside: outsideRows(intent).map((r) => ({ ...r })),
    cloudRun: cloudRunGrants(intent).map((r) => ({ ...r })),
    network: networkWords(intent),
    mesh: meshWords(intent),
    more: Math.max(0, intent.services.length - rows.length),
    stages:
      files.length > 12
        ? [...new Set(files.map((f) => f.stage))].map((stage) => ({ path: stage, words: wordsOf(stage) }))
        : files.map((f) => ({ path: f.path, words: wordsOf(f.stage) })),
    prunable,
    kinds: ['gateway', 'envoyproxy', ...prunable.map((k) => k.split('/')[2]!.toLowerCase())].join(','),
    acme: intent.certificate.from === 'issuer' && intent.certificate.emit?.type === 'acme',
    store: intent.secretStore
      ? {
          name: `${intent.secretStore.kind} ${intent.secretStore.name}`,
          refresh: intent.secretStore.refresh,
          rows: intent.secrets.map((s) => ({
            remote: `${intent.secretStore!.prefix}${s.name}`,
            holds: s.keys.map(([key, holds]) => `${key}: ${holds}`).join('; '),
          })),
        }
      : false,
    secrets: intent.secretStore ? [] : intent.secrets.map((s) => ({ ...s })),
    sums: sums(intent),
    notices: intent.notices.map((n) => ({ ...n })),
    assumed: intent.sizing.assumed,
    peak: intent.sizing.peakRequestsPerSecond,
    p95: intent.sizing.p95LatencyMs,
    oidc: intent.security
      .filter((s) => s.oidc)
      .map((s) => ({
        method: s.oidc!.method,
        redirectURL: s.oidc!.redirectURL,
        logout: `https://${g.hostname}${s.oidc!.logoutPath}`,
      })),
    selector: `app.kubernetes.io/managed-by=eg-api-gateway,app.kubernetes.io/part-of=${g.name}`,
  });
};
