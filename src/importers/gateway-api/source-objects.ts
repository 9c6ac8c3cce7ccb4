// The objects of the source, and the place of each of their fields.
import { ENVOY_GATEWAY, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import { type SourceDocument, SourceNode, type Step } from '../source/source-node.ts';
import { ASSUMED_CLASS } from './assumed-gateways.ts';

/** `spec.rules[0].name` as steps. */
export const stepsOf = (field: string): Step[] =>
  [...field.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map((m) => (m[2] === undefined ? m[1]! : Number(m[2])));

/** The name of the Gateway of routes that name none. */
const NO_PARENT = 'gateway';
const CLASSES = new Set(['GatewayClass', 'Namespace', 'ClusterIssuer']);

/** What objects get that the source leaves to kustomize or Helm, or that another implementation has in its own way. */
interface Assumed {
  readonly namespace: string | undefined;
  /** The names of the classes in the source. */
  readonly classes: ReadonlySet<string>;
  /** The parent of routes without one. */
  readonly parent: object;
}

/** Gateways and classes of any implementation are read as those of Envoy Gateway, because it serves the answers. */
const specAsOurs = (kind: unknown, spec: unknown, { classes, parent }: Assumed): unknown => {
  if (String(kind).endsWith('Route') && fields(spec).parentRefs === undefined)
    return { ...fields(spec), parentRefs: [parent] };
  if (kind === 'GatewayClass')
    return { ...fields(spec), controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' };
  if (kind !== 'Gateway') return spec;
  const isKnown = classes.has(String(fields(spec).gatewayClassName));
  const { infrastructure, ...rest } = fields(spec);
  const isForeign = text(fields(fields(infrastructure).parametersRef).group) !== ENVOY_GATEWAY;
  return {
    ...rest,
    ...(!isKnown && { gatewayClassName: ASSUMED_CLASS }),
    ...(infrastructure !== undefined && !isForeign && { infrastructure }),
  };
};

/** An object as `src/effective` reads it; undefined: the node is none. */
const objectOf = (node: SourceNode, assumed: Assumed): Loose | undefined => {
  const { apiVersion, kind, metadata, spec } = fields(node.value);
  const { name, namespace: own, labels, annotations } = fields(metadata);
  if (text(apiVersion) === undefined || text(kind) === undefined || text(name) === undefined) return undefined;
  const texts = (map: unknown): Record<string, string> =>
    Object.fromEntries(Object.entries(fields(map)).map(([k, v]) => [k, String(v)]));
  return {
    ...fields(node.value),
    apiVersion: String(apiVersion),
    kind: String(kind),
    ...(spec !== undefined && { spec: specAsOurs(kind, spec, assumed) }),
    metadata: {
      ...fields(metadata),
      name: String(name),
      namespace: text(own) ?? (CLASSES.has(String(kind)) ? undefined : assumed.namespace),
      labels: texts(labels),
      annotations: texts(annotations),
    },
  } as unknown as Loose;
};

/** The namespace by which references of other objects name objects without one; kustomize and Helm add it when they build. */
const assumedNamespace = (nodes: readonly SourceNode[]): string | undefined => {
  const without = new Set(
    nodes.filter((n) => !n.get('metadata', 'namespace').exists).map((n) => n.get('metadata', 'name').text),
  );
  const references = nodes.flatMap((n) => n.get('spec', 'parentRefs').items);
  return references.find((r) => r.get('namespace').exists && without.has(r.get('name').text))?.get('namespace').text;
};

/** The objects of the documents, with the node of each. */
export class SourceObjects {
  readonly objects: readonly Loose[];
  private readonly nodes = new Map<Loose, SourceNode>();

  constructor(readonly documents: readonly SourceDocument[]) {
    const all = documents.map((d) => new SourceNode(d));
    const namespace = assumedNamespace(all);
    const gateways = all.filter((n) => n.get('kind').text === 'Gateway');
    const [gateway] = gateways.length === 1 ? gateways : [];
    const parent = {
      name: gateway?.get('metadata', 'name').text ?? NO_PARENT,
      namespace: gateway?.get('metadata', 'namespace').text ?? namespace,
    };
    const classes = new Set(
      all.filter((n) => n.get('kind').text === 'GatewayClass').map((n) => String(n.get('metadata', 'name').text)),
    );
    for (const node of all) {
      const object = objectOf(node, { namespace, classes, parent });
      if (object) this.nodes.set(object, node);
    }
    this.objects = [...this.nodes.keys()];
  }

  /** The node of an object, or of one of its fields: `spec.rules[0].name`. undefined: the object is not in the source (an assumed Gateway). */
  node(object: Loose, field = ''): SourceNode | undefined {
    return this.nodes.get(object)?.get(...stepsOf(field));
  }

  /** The same as a list, as `from` of a part is written. */
  from(object: Loose, ...given: readonly string[]): SourceNode[] {
    return (given.length === 0 ? [''] : given).flatMap((field) => {
      const node = this.node(object, field);
      return node?.exists ? [node] : [];
    });
  }
}
