// Ingress objects of any apiVersion, and the locations that ingress-nginx makes of them.
import type { SourceNode } from '../source/source-node.ts';
import { Annotations } from './ingress-annotations.ts';

/** An Ingress. */
export interface Ingress {
  readonly node: SourceNode;
  readonly name: string;
  readonly namespace: SourceNode;
  readonly annotations: Annotations;
  /** Where its class is written; undefined: it has none. */
  readonly className: SourceNode | undefined;
  readonly locations: readonly Location[];
  /** Its place among all Ingress objects: of equal locations, the one of the first counts. */
  readonly place: number;
  /** Its class, if the files have several: each has a controller of its own. */
  readonly server?: string | undefined;
}

/** A path of a rule, or a default backend. */
export interface Location {
  readonly at: SourceNode;
  /** Undefined: for hosts that no rule names. */
  readonly host: SourceNode | undefined;
  readonly path: SourceNode;
  readonly type: SourceNode;
  readonly backend: SourceNode;
  readonly isDefault: boolean;
}

export const OLD_CLASS = 'kubernetes.io/ingress.class';

const locationsOf = (spec: SourceNode): Location[] => {
  const rules = spec.get('rules').items.flatMap((rule) => {
    const host = rule.get('host');
    return rule.get('http', 'paths').items.map(
      (at): Location => ({
        at,
        host: host.text ? host : undefined,
        path: at.get('path'),
        type: at.get('pathType'),
        backend: at.get('backend'),
        isDefault: false,
      }),
    );
  });
  const fallback = [spec.get('defaultBackend'), spec.get('backend')].filter((b) => b.exists);
  return [
    ...rules,
    ...fallback.map(
      (backend): Location => ({
        at: backend,
        host: undefined,
        path: backend.get('path'),
        type: backend.get('pathType'),
        backend,
        isDefault: true,
      }),
    ),
  ];
};

/** The Ingress of a document. */
const ingressOf = (node: SourceNode): Ingress => {
  const metadata = node.get('metadata');
  const annotations = metadata.get('annotations');
  const classes = [node.get('spec', 'ingressClassName'), annotations.get(OLD_CLASS)].filter((c) => c.exists);
  return {
    node,
    name: metadata.get('name').text ?? metadata.get('generateName').text ?? 'ingress',
    namespace: metadata.get('namespace'),
    annotations: new Annotations(annotations),
    className: classes[0],
    locations: locationsOf(node.get('spec')),
    place: 0,
  };
};

/** In the order in which ingress-nginx reads them: the oldest first, then by name. */
export const ingressesIn = (objects: readonly SourceNode[]): Ingress[] => {
  const age = (i: Ingress): string => i.node.get('metadata', 'creationTimestamp').text ?? '';
  const key = (i: Ingress): string => `${i.namespace.text ?? ''}/${i.name}`;
  return objects
    .filter((o) => o.get('kind').text === 'Ingress')
    .map(ingressOf)
    .sort((a, b) => {
      const [x, y] = age(a) !== '' && age(b) !== '' && age(a) !== age(b) ? [age(a), age(b)] : [key(a), key(b)];
      return x < y ? -1 : x > y ? 1 : 0;
    })
    .map((ingress, place) => ({ ...ingress, place }));
};
