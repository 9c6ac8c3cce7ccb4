import type { Absence } from '../../diagnostics/definition.ts';
import { containsUnknown, isUnknown } from '../../objects/unknown-value.ts';
import { groupBy } from '../../values/group-by.ts';
import { entries, type Fields, fields, groupOf, identity, isOurs, type Loose, text } from './loose-objects.ts';

/** A `from` or a `to` of a ReferenceGrant. */
export interface GrantSide {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
}
const grantKey = (from: GrantSide, to: GrantSide, name: string): string =>
  `${from.group} ${from.kind} ${from.namespace} > ${to.group} ${to.kind} ${to.namespace}/${name}`;

/** All objects by name, kind and label, so that resolving a reference never searches. */
export class ObjectIndex {
  private readonly byIdentity = new Map<string, Loose>();
  /** By group, kind and namespace. */
  private readonly byPlace = new Map<string, Loose[]>();
  private byKind: Map<string, Loose[]> | undefined;
  /** Group, kind and name of all objects. */
  private names: Set<string> | undefined;
  /** Of kinds that a selector has used; most kinds are not selected. */
  private readonly byLabel = new Map<string, Map<string, Loose[]>>();
  private readonly grants = new Set<string>();
  private readonly namespaces = new Set<string | undefined>();
  private readonly issued = new Map<string, Set<string>>();
  /** Group, kind and namespace of objects with an unknown name; any namespace (`*`) if that is unknown. */
  private readonly unnamed = new Set<string>();
  /** The namespaces of grants with an unknown part. */
  private readonly unknownGrants = new Set<string>();
  /** Objects that occur twice. */
  readonly duplicates: Loose[] = [];

  /**
   * `complete`: the cluster has no other objects, so an object that is not here does not exist. `mayHave`: whether it may have
   * another object of a kind in a namespace (`SnapshotOptions`).
   */
  constructor(
    readonly objects: readonly Loose[],
    readonly complete: boolean,
    private readonly mayHave: (group: string, kind: string, namespace: string | undefined) => boolean = () => false,
  ) {
    for (const o of objects) {
      const id = identity(groupOf(o), o.kind, o.metadata.namespace, o.metadata.name);
      const known = this.byIdentity.get(id);
      // Equal placeholders of two files may become different names.
      if (known && !isUnknown(o.metadata.name) && !isUnknown(o.metadata.namespace)) this.duplicates.push(o);
      else if (!known) this.byIdentity.set(id, o);
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
   * How sure it is that an object does not exist that is not in the index. Objects of Gateway API and Envoy Gateway are usually
   * kept together: where the index has others of the kind, the name is wrong. Services, Secrets and the like come from anywhere.
   * With `name`: an object of that name in another namespace shows that the namespace is probably wrong.
   */
  absence(group: string, kind: string, namespace: string | undefined, name?: string): Absence {
    if (this.complete) return 'certain';
    if (this.mayHave(group, kind, namespace)) return 'unknown';
    const place = `${group} ${kind} ${namespace ?? ''}`;
    if (this.unnamed.has(place) || this.unnamed.has(`${group} ${kind} *`)) return 'unknown';
    if (this.labelled(group, kind, namespace ?? '').length === 0)
      return namespace !== undefined && name !== undefined && this.isNamed(group, kind, name) ? 'likely' : 'unknown';
    return isOurs(group) ? 'certain' : 'likely';
  }

  private isNamed(group: string, kind: string, name: string): boolean {
    this.names ??= new Set(this.objects.map((o) => `${groupOf(o)} ${o.kind} ${o.metadata.name}`));
    return this.names.has(`${group} ${kind} ${name}`);
  }

  /** The objects of one kind, of any group. */
  of(kind: string): readonly Loose[] {
    this.byKind ??= groupBy(this.objects, (o) => o.kind);
    return this.byKind.get(kind) ?? [];
  }

  /** Routes of both kinds. */
  routes(): Loose[] {
    return [...this.of('HTTPRoute'), ...this.of('GRPCRoute')];
  }

  /** Objects of a kind with a label (`key=value`), or all of the kind; `*` is any namespace. */
  labelled(group: string, kind: string, namespace: string, label = ''): readonly Loose[] {
    const key = `${group} ${kind} ${namespace}`;
    if (label === '') return this.byPlace.get(key) ?? [];
    const index = this.byLabel.get(key) ?? this.indexLabels(key);
    return index.get(label) ?? [];
  }

  /** Whether any of the objects is in a namespace. */
  hasNamespace(namespace: string): boolean {
    return this.namespaces.has(namespace);
  }

  /** Whether a ReferenceGrant allows `from` to refer to the object called `name`. */
  isGranted(from: GrantSide, to: GrantSide, name: string): boolean {
    const isKnown = !this.unknownGrants.has(to.namespace) && !this.unknownGrants.has('*');
    return !isKnown || this.grants.has(grantKey(from, to, name)) || this.grants.has(grantKey(from, to, '*'));
  }

  /** The Secrets that the Certificates of a namespace create; undefined: there is no Certificate. */
  issuedSecrets(namespace: string): ReadonlySet<string> | undefined {
    return this.issued.get(namespace);
  }

  private indexKind(o: Loose): void {
    const { name, namespace: own } = o.metadata;
    if (isUnknown(name) || isUnknown(own))
      this.unnamed.add(`${groupOf(o)} ${o.kind} ${isUnknown(own) ? '*' : (own ?? '')}`);
    for (const namespace of [o.metadata.namespace ?? '', '*']) {
      const key = `${groupOf(o)} ${o.kind} ${namespace}`;
      const known = this.byPlace.get(key);
      if (known) known.push(o);
      else this.byPlace.set(key, [o]);
    }
  }

  private indexLabels(key: string): Map<string, Loose[]> {
    const index = new Map<string, Loose[]>();
    for (const o of this.byPlace.get(key) ?? [])
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
    if (containsUnknown(spec)) this.unknownGrants.add(o.metadata.namespace ?? '');
    if (isUnknown(o.metadata.namespace)) this.unknownGrants.add('*');
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
