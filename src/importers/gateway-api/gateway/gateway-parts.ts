// The chosen Gateway and its class as answers. Names of somebody else's Gateway are asked for.
import { fields, type Loose } from '../../../effective/objects/loose-objects.ts';
import type { ListItem, Part, Sourced } from '../../neutral/neutral.ts';
import { said } from '../../report/ledger.ts';
import { isOfTool } from '../../report/object-metadata.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { type GatewayView, sayObjects } from '../source-views.ts';
import { shownGateway } from './choose-gateway.ts';
import { listenerParts } from './listener-parts.ts';

const MANAGED_BY = 'app.kubernetes.io/managed-by';
const TOOL = 'eg-api-gateway';
/** The target of a patch: there is one Gateway in the output. */
const THE_GATEWAY = { kind: 'Gateway', name: '.*' };
/** Written by kubectl and Argo CD about themselves. */
const OF_CERTIFICATES = /^cert-manager\.io\//;
const ISSUER = /^cert-manager\.io\/(cluster-)?issuer$/;

/** Whether a Gateway is our own output: its names are then answers. Nothing about access depends on it. */
export const isOwnGateway = (gateway: Loose | undefined): boolean => gateway?.metadata.labels?.[MANAGED_BY] === TOOL;

const asked = (key: string, node: SourceNode | undefined, of: string): Part[] => {
  if (!node?.exists) return [];
  const value = node.text ?? '';
  const suggestion = { value, reason: `${of} in the source` };
  return [{ key, value: undefined, from: [node], said: said('GatewayTargetAsked', { key, value, of }), suggestion }];
};

const carried = (key: string, node: SourceNode | undefined): Part[] =>
  node?.exists ? [{ key, value: node.text, from: [node] }] : [];

const names = ({ source, gateway }: GatewayView, isOwn: boolean): Part[] => {
  if (!gateway) return [];
  const [name, namespace, className] = ['metadata.name', 'metadata.namespace', 'spec.gatewayClassName'].map((f) =>
    source.node(gateway, f),
  );
  return isOwn
    ? [
        ...carried('gateway.name', name),
        ...carried('gateway.namespace', namespace),
        ...carried('gateway.class', className),
      ]
    : [
        ...asked('gateway.name', name, 'the name of the Gateway'),
        ...asked('gateway.namespace', namespace, 'the namespace of the Gateway'),
        ...asked('gateway.class', className, 'the GatewayClass'),
      ];
};

/** A map of texts of the Gateway as a patch of the generated one. */
const mapPatch = (nodes: readonly SourceNode[], wrap: (map: Record<string, string>) => object): ListItem[] =>
  nodes.length === 0
    ? []
    : [
        {
          list: 'patches',
          value: {
            target: THE_GATEWAY,
            patch: wrap(Object.fromEntries(nodes.map((n) => [n.key, n.text ?? '']))),
          },
          from: nodes,
        },
      ];

/** The annotation that names the issuer; cert-manager takes one. */
const issuerOf = (nodes: readonly SourceNode[]): SourceNode | undefined => nodes.find((n) => ISSUER.test(n.key));

const annotationsOf = ({ source, gateway }: GatewayView): SourceNode[] =>
  (gateway && source.node(gateway, 'metadata.annotations')?.children) ?? [];

const annotations = (view: GatewayView): { root: Part[]; lists: ListItem[] } => {
  const all = annotationsOf(view);
  const issuer = issuerOf(all);
  const others = all.filter((n) => !isOfTool(n.key) && !OF_CERTIFICATES.test(n.key));
  return {
    root: issuer ? asked('tls.issuer', issuer, 'the issuer of the certificates') : [],
    lists: mapPatch(others, (map) => ({ metadata: { annotations: map } })),
  };
};

const infrastructure = ({ source, gateway, ledger }: GatewayView): { root: Part[]; lists: ListItem[] } => {
  const node = gateway && source.node(gateway, 'spec.infrastructure');
  if (!node?.exists) return { root: [], lists: [] };
  ledger.noEffect(node.get('parametersRef'));
  const own = node.get('annotations');
  const value = Object.fromEntries(own.children.map((n) => [n.key, n.text ?? '']));
  return {
    root:
      own.children.length > 0
        ? [{ key: 'gateway.service.annotations', value, from: own.children, said: said('GatewayAnnotations') }]
        : [],
    lists: mapPatch(node.get('labels').children, (map) => ({ spec: { infrastructure: { labels: map } } })),
  };
};

const addresses = ({ source, gateway, ledger }: GatewayView): Part[] => {
  const items = gateway ? (source.node(gateway, 'spec.addresses')?.items ?? []) : [];
  const isAddress = (n: SourceNode): boolean => (n.get('type').text ?? 'IPAddress') === 'IPAddress';
  for (const n of items.filter((item) => !isAddress(item)))
    ledger.say(n, 'ListenerFieldNotSaid', { field: 'a host name in spec.addresses', listener: 'all' });
  const own = items.filter(isAddress);
  return own.length === 0
    ? []
    : [{ key: 'gateway.service.addresses', value: own.map((n) => n.get('value').text ?? ''), from: own }];
};

/** Objects around the chosen Gateway that have no answer of their own. */
const around = (view: GatewayView, sets: readonly Loose[]): void => {
  const { source, gateway, ledger, snapshot } = view;
  for (const object of snapshot.of('GatewayClass'))
    for (const node of source.from(object))
      ledger.say(node, 'GatewayGeneratedAgain', { kind: object.kind, name: object.metadata.name });
  if (!gateway) return;
  for (const node of source.from(gateway, 'spec.allowedListeners'))
    ledger.say(node, 'ListenerFieldNotSaid', { field: 'spec.allowedListeners', listener: 'all' });
  const classes = snapshot.of('GatewayClass').filter((c) => c.metadata.name === fields(gateway.spec).gatewayClassName);
  const issuer = issuerOf(annotationsOf(view))?.key;
  sayObjects(view, [gateway], (name) => name === issuer || !OF_CERTIFICATES.test(name));
  sayObjects(view, [...sets, ...classes]);
  for (const object of classes) ledger.noEffect(...source.from(object, 'spec'));
  for (const object of sets) ledger.noEffect(...source.from(object, 'spec.parentRef'));
};

/** Answers at the top that Gateways, classes and certificates mean. `sets`: ListenerSets of the Gateway. */
export const gatewayParts = (
  view: GatewayView,
  sets: readonly Loose[],
  hosts: readonly Sourced[],
): { readonly root: readonly Part[]; readonly lists: readonly ListItem[] } => {
  const isOwn = isOwnGateway(view.gateway);
  around(view, sets);
  const noted = annotations(view);
  const infra = infrastructure(view);
  const owners = view.gateway ? [view.gateway, ...sets] : [];
  const root = [
    ...names(view, isOwn),
    ...infra.root,
    ...addresses(view),
    ...listenerParts(view, owners, { hosts, isOwn, hasIssuer: noted.root.length > 0 }),
    ...noted.root,
  ];
  return { root, lists: [...noted.lists, ...infra.lists] };
};

/** Names of a Gateway that is not in the source, and what that means. */
export const missingGateway = ({ source, ledger, gateway }: GatewayView, routes: readonly Loose[]): Part[] => {
  const all = routes.flatMap((r) => source.from(r, 'spec.parentRefs'));
  if (!gateway || !all[0]) return [];
  for (const refs of all) ledger.say(refs, 'GatewayNotInSource', { name: shownGateway(gateway) });
  const refs = all.flatMap((r) => r.items).filter((r) => r.get('name').text === gateway.metadata.name);
  const first = (key: string): SourceNode | undefined => refs.map((r) => r.get(key)).find((n) => n.exists);
  return [
    ...asked('gateway.name', first('name'), 'the name of the Gateway'),
    ...asked('gateway.namespace', first('namespace'), 'the namespace of the Gateway'),
  ];
};
