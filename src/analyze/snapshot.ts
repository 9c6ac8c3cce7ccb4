import type { Severity } from '../diagnostics/finding.ts';
import { entries, type Fields, fields, GATEWAY_API, groupOf, identity, type Loose, text } from './loose-objects.ts';

/** The side of a ReferenceGrant that may refer, or the one that may be referred to. */
export interface GrantSide {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
}
const grantKey = (from: GrantSide, to: GrantSide, name: string): string =>
  `${from.group} ${from.kind} ${from.namespace} > ${to.group} ${to.kind} ${to.namespace}/${name}`;

/** All objects, indexed once, so that resolving a reference never searches. */
export class Snapshot {
  private readonly byIdentity = new Map<string, Loose>();
  private readonly byKind = new Map<string, Loose[]>();
  /** Of kinds that a selector has asked for; most are never asked. */
  private readonly byLabel = new Map<string, Map<string, Loose[]>>();
  private readonly grants = new Set<string>();
  private readonly namespaces = new Set<string | undefined>();
  private readonly issued = new Map<string, Set<string>>();
  /** Objects that are there twice. */
  readonly duplicates: Loose[] = [];

  /** `complete`: no other object is in the cluster, so that what is not here is nowhere. */
  constructor(
    objects: readonly Loose[],
    readonly complete = true,
  ) {
    for (const o of objects) {
      const id = identity(groupOf(o), o.kind, o.metadata.namespace, o.metadata.name);
      if (this.byIdentity.has(id)) this.duplicates.push(o);
      else this.byIdentity.set(id, o);
      this.namespaces.add(o.metadata.namespace);
      this.indexKind(o);
      if (o.kind === 'ReferenceGrant') this.indexGrant(o);
      if (o.kind === 'Certificate') this.indexCertificate(o);
    }
  }

  find(group: string, kind: string, namespace: string | undefined, name: string): Loose | undefined {
    return this.byIdentity.get(identity(group, kind, namespace, name));
  }

  /**
   * How bad it is that an object is not among these. Where none of its kind is here, it may well be in the cluster already;
   * where others of its kind are, its name is wrong.
   */
  absence(group: string, kind: string, namespace: string | undefined): Severity {
    return this.complete || this.labelled(group, kind, namespace ?? '').length > 0 ? 'error' : 'info';
  }

  /** Objects of a kind with a label (`key=value`), or all of the kind; `*` is any namespace. */
  labelled(group: string, kind: string, namespace: string, label = ''): readonly Loose[] {
    const key = `${group} ${kind} ${namespace}`;
    if (label === '') return this.byKind.get(key) ?? [];
    const index = this.byLabel.get(key) ?? this.indexLabels(key);
    return index.get(label) ?? [];
  }

  /** Whether any of the objects is in a namespace. */
  hasNamespace(namespace: string): boolean {
    return this.namespaces.has(namespace);
  }

  /** Whether a ReferenceGrant lets `from` refer to the object called `name`. */
  isGranted(from: GrantSide, to: GrantSide, name: string): boolean {
    return this.grants.has(grantKey(from, to, name)) || this.grants.has(grantKey(from, to, '*'));
  }

  /** The Secrets that the Certificates of a namespace make; undefined where there is no Certificate. */
  issuedSecrets(namespace: string): ReadonlySet<string> | undefined {
    return this.issued.get(namespace);
  }

  private indexKind(o: Loose): void {
    for (const namespace of [o.metadata.namespace ?? '', '*']) {
      const key = `${groupOf(o)} ${o.kind} ${namespace}`;
      const known = this.byKind.get(key);
      if (known) known.push(o);
      else this.byKind.set(key, [o]);
    }
  }

  private indexLabels(key: string): Map<string, Loose[]> {
    const index = new Map<string, Loose[]>();
    for (const o of this.byKind.get(key) ?? [])
      for (const [k, v] of Object.entries(fields(o.metadata.labels))) {
        const label = `${k}=${v}`;
        const known = index.get(label);
        if (known) known.push(o);
        else index.set(label, [o]);
      }
    this.byLabel.set(key, index);
    return index;
  }

  private indexGrant(o: Loose): void {
    const spec = fields(o.spec);
    for (const f of entries(spec.from))
      for (const t of entries(spec.to)) {
        const side = (ref: Fields, namespace: string): GrantSide => ({
          group: text(ref.group) ?? '',
          kind: text(ref.kind) ?? '',
          namespace,
        });
        const to = side(t, o.metadata.namespace ?? '');
        this.grants.add(grantKey(side(f, text(f.namespace) ?? ''), to, text(t.name) ?? '*'));
      }
  }

  private indexCertificate(o: Loose): void {
    const namespace = o.metadata.namespace ?? '';
    const known = this.issued.get(namespace) ?? new Set();
    this.issued.set(namespace, known.add(text(fields(o.spec).secretName) ?? ''));
  }
}

/** A listener of a Gateway, or a pseudo one that stands for a Gateway which is not among the objects. */
export interface Listener {
  readonly gateway: string;
  /** Of the Gateway. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly port: number | undefined;
  readonly protocol: string | undefined;
  readonly hostname: string | undefined;
  /** `Same`, `All`, `Selector`; the API server's default is Same. */
  readonly from: string;
  readonly selector: unknown;
}

/** Of each Gateway once, however many routes ask. */
const listeners = new WeakMap<Loose, readonly Listener[]>();
const byName = new WeakMap<Loose, Map<string, Listener[]>>();

/** The listeners of a Gateway. */
export const listenersOf = (gateway: Loose): readonly Listener[] => {
  const known = listeners.get(gateway) ?? made(gateway);
  listeners.set(gateway, known);
  return known;
};

/** Those of a name. */
export const listenersNamed = (gateway: Loose, name: string): readonly Listener[] => {
  let index = byName.get(gateway);
  if (!index) {
    index = new Map();
    for (const l of listenersOf(gateway)) {
      const same = index.get(l.name);
      if (same) same.push(l);
      else index.set(l.name, [l]);
    }
    byName.set(gateway, index);
  }
  return index.get(name) ?? [];
};

const made = (gateway: Loose): Listener[] =>
  entries(fields(gateway.spec).listeners).map((l) => ({
    gateway: identity(groupOf(gateway), gateway.kind, gateway.metadata.namespace, gateway.metadata.name),
    namespace: gateway.metadata.namespace,
    name: text(l.name) ?? '',
    port: typeof l.port === 'number' ? l.port : undefined,
    protocol: text(l.protocol),
    hostname: text(l.hostname) || undefined,
    from: text(fields(fields(l.allowedRoutes).namespaces).from) ?? 'Same',
    selector: fields(fields(l.allowedRoutes).namespaces).selector,
  }));

/** The parts of an object that a `sectionName` may name; undefined where we do not know. */
export const sectionsOf = (o: Loose): ReadonlySet<string> | undefined => {
  if (groupOf(o) !== GATEWAY_API) return undefined;
  const known = sections.get(o);
  if (known) return known;
  const spec = fields(o.spec);
  const parts = o.kind.endsWith('Route') ? spec.rules : spec.listeners;
  const names = new Set(entries(parts).flatMap((p) => text(p.name) ?? []));
  sections.set(o, names);
  return names;
};
const sections = new WeakMap<Loose, ReadonlySet<string>>();
