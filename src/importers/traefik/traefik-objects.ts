// The objects of Traefik among the documents, and how they refer to each other.
import { type SourceDocument, SourceNode } from '../source/source-node.ts';

/** Finds objects by kind, namespace and name. */
export class TraefikObjects {
  readonly all: readonly SourceNode[];
  private readonly byId = new Map<string, SourceNode>();
  private spaces: Map<string, Set<string>> | undefined;

  constructor(documents: readonly SourceDocument[]) {
    this.all = documents.map((d) => new SourceNode(d));
    for (const o of this.all) {
      const id = this.id(o.get('kind').text ?? '', namespaceOf(o), o.get('metadata', 'name').text ?? '');
      if (!this.byId.has(id)) this.byId.set(id, o);
    }
  }

  private id(kind: string, namespace: string, name: string): string {
    return `${kind}/${namespace}/${name}`;
  }

  ofKind(kind: string): SourceNode[] {
    return this.all.filter((o) => o.get('kind').text === kind);
  }

  /** The object of a reference `{ name, namespace }`; undefined: the files do not contain it. */
  find(kind: string, reference: SourceNode, from: string): SourceNode | undefined {
    return this.byId.get(this.id(kind, reference.get('namespace').text ?? from, reference.get('name').text ?? ''));
  }

  named(kind: string, namespace: string, name: string): SourceNode | undefined {
    return this.byId.get(this.id(kind, namespace, name));
  }

  /** The namespaces that have a Secret of this name with users. */
  secretSpaces(name: string): ReadonlySet<string> {
    this.spaces ??= this.ofKind('Middleware').reduce((all, o) => {
      const secret = o.get('spec', 'basicAuth', 'secret').text;
      return secret === undefined ? all : all.set(secret, (all.get(secret) ?? new Set()).add(namespaceOf(o)));
    }, new Map<string, Set<string>>());
    return this.spaces.get(name) ?? new Set();
  }

  /** The number of a port of a Service, which may be given by name. */
  portOf(service: string, namespace: string, port: SourceNode): number | undefined {
    if (port.number !== undefined) return port.number;
    const ports = this.named('Service', namespace, service)?.get('spec', 'ports').items ?? [];
    const found = port.exists
      ? ports.find((p) => p.get('name').text === port.text)
      : ports.length === 1
        ? ports[0]
        : undefined;
    return found?.get('port').number;
  }
}

/** Without a namespace, Kubernetes uses the one of the command that applies the file. */
export const namespaceOf = (object: SourceNode): string => object.get('metadata', 'namespace').text ?? '';
