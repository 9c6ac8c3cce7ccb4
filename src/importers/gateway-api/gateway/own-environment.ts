// What surrounds the routes of our own output: network policies, a service mesh, the platform, a store of
// Secrets, shared proxies. Objects of other authors stay unread.
import {
  entries,
  type Fields,
  fields,
  isSet,
  type Loose,
  text,
  texts,
} from '../../../effective/objects/loose-objects.ts';
import { REDIS } from '../../../model/fixed-names.ts';
import { DEFAULTS } from '../../../values/defaults.ts';
import type { Part } from '../../neutral/neutral.ts';
import { isGenerated } from '../policies/own/own-routes.ts';
import type { SourceView } from '../source-views.ts';

/** Redis has network policies whether or not they are answered. */
const ofRedis = (o: Loose): boolean => o.metadata.namespace === REDIS.namespace && o.metadata.name === REDIS.name;

const ownOf = ({ source }: SourceView, kind: string): Loose[] =>
  source.objects.filter((o) => o.kind === kind && isGenerated(o) && !ofRedis(o));

const kindOf = ({ source }: SourceView, object: Loose | undefined): Part['from'] =>
  object ? source.from(object, 'kind') : [];

const rulesOf = (policies: readonly Loose[]): Fields[] =>
  policies.flatMap((p) => [...entries(fields(p.spec).ingress), ...entries(fields(p.spec).egress)]);

/** `network`: which kind of policies there are, and what those of Cilium contain. */
const networkParts = (view: SourceView): Part[] => {
  const [plain] = ownOf(view, 'NetworkPolicy');
  if (plain) return [{ key: 'network.policy', value: 'kubernetes', from: kindOf(view, plain) }];
  const all = ownOf(view, 'CiliumNetworkPolicy');
  if (all.length === 0) return [];
  const rules = rulesOf(all);
  const ports = rules.flatMap((r) => entries(r.toPorts));
  const on = (key: string, isOn: boolean): Part[] => (isOn ? [{ key: `network.${key}`, value: true, from: [] }] : []);
  return [
    { key: 'network.policy', value: 'cilium', from: kindOf(view, all[0]) },
    ...on(
      'requests',
      ports.some((p) => isSet(fields(p.rules).http)),
    ),
    ...on(
      'mutualAuthentication',
      rules.some((r) => fields(r.authentication).mode === 'required'),
    ),
  ];
};

/** How the proxies take part in the mesh, by the labels of their pods. */
const modeOf = ({ snapshot }: SourceView, isPermissive: boolean): string => {
  const [proxy] = snapshot.of('EnvoyProxy');
  const { envoyDeployment, envoyDaemonSet } = fields(fields(fields(proxy?.spec).provider).kubernetes);
  const labels = fields(fields(fields(envoyDeployment ?? envoyDaemonSet).pod).labels);
  if (labels['istio.io/dataplane-mode'] === 'ambient') return 'ambient';
  if (labels['sidecar.istio.io/inject'] === 'true') return 'sidecar';
  return isPermissive ? 'permissive' : 'sds';
};

const principalsOf = (policies: readonly Loose[]): string[] =>
  policies
    .flatMap((p) => entries(fields(p.spec).rules))
    .flatMap((r) => entries(r.from))
    .flatMap((f) => texts(fields(f.source).principals));

/** `mesh`: Istio, with the names that its policies contain. */
const meshParts = (view: SourceView): Part[] => {
  const peers = ownOf(view, 'PeerAuthentication');
  const [first] = peers;
  if (!first) return [];
  const ofNamespaces = peers.filter((p) => fields(p.spec).selector === undefined);
  const isPermissive = ofNamespaces.every((p) => fields(fields(p.spec).mtls).mode === 'PERMISSIVE');
  const policies = ownOf(view, 'AuthorizationPolicy');
  // Only with a waypoint have policies a Service as target, and only it may connect to the pods.
  const hasWaypoint = policies.some((p) => entries(fields(p.spec).targetRefs).length > 0);
  const [ofPods] = principalsOf(policies.filter((p) => isSet(fields(p.spec).selector)));
  const waypoint = hasWaypoint ? ofPods?.split('/').at(-1) : undefined;
  const domain = principalsOf(policies)[0]?.split('/')[0];
  const [telemetry] = ownOf(view, 'Telemetry');
  const provider = text(entries(entries(fields(telemetry?.spec).tracing)[0]?.providers)[0]?.name);
  const of = (key: string, value: string | undefined, object: Loose | undefined): Part[] =>
    value === undefined ? [] : [{ key: `mesh.${key}`, value, from: kindOf(view, object) }];
  return [
    { key: 'mesh.type', value: 'istio', from: kindOf(view, first) },
    { key: 'mesh.mode', value: modeOf(view, isPermissive), from: [] },
    ...of('waypoint', waypoint, policies[0]),
    ...of('trustDomain', domain === DEFAULTS.mesh.trustDomain.value ? undefined : domain, policies[0]),
    ...of('tracingProvider', provider, telemetry),
  ];
};

const SCC = 'system:openshift:scc:nonroot-v2';

const platformParts = (view: SourceView): Part[] => {
  const binding = ownOf(view, 'RoleBinding').find((b) => fields((b as unknown as Fields).roleRef).name === SCC);
  return binding ? [{ key: 'platform', value: 'openshift', from: view.source.from(binding, 'roleRef.name') }] : [];
};

/** `secrets`: the store that every ExternalSecret names, and what its keys begin with. */
const secretParts = (view: SourceView): Part[] => {
  const [first] = ownOf(view, 'ExternalSecret');
  if (!first) return [];
  const { secretStoreRef, data, refreshInterval } = fields(first.spec);
  const { kind, name } = fields(secretStoreRef);
  const key = text(fields(entries(data)[0]?.remoteRef).key) ?? '';
  const prefix = key.endsWith(first.metadata.name) ? key.slice(0, -first.metadata.name.length) : '';
  const { source } = view;
  const value = kind === 'ClusterSecretStore' ? name : { kind, name };
  const usual = DEFAULTS.secrets.refresh.value;
  return [
    { key: 'secrets.store', value, from: source.from(first, 'spec.secretStoreRef') },
    ...(prefix === '' ? [] : [{ key: 'secrets.prefix', value: prefix, from: source.from(first, 'spec.data') }]),
    ...(refreshInterval === usual
      ? []
      : [{ key: 'secrets.refresh', value: refreshInterval, from: source.from(first, 'spec.refreshInterval') }]),
  ];
};

/** `gateway.merge`: the proxies of the class are those of this EnvoyProxy. */
const mergeParts = (view: SourceView): Part[] => {
  const proxy = ownOf(view, 'EnvoyProxy').find((p) => fields(p.spec).mergeGateways === true);
  return proxy ? [{ key: 'gateway.merge', value: true, from: view.source.from(proxy, 'spec.mergeGateways') }] : [];
};

/** Answers about the network, the mesh, the platform, Secrets and shared proxies. */
export const environmentParts = (view: SourceView): Part[] => [
  ...networkParts(view),
  ...meshParts(view),
  ...platformParts(view),
  ...secretParts(view),
  ...mergeParts(view),
];
