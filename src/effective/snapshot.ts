import { groupBy } from '../values/group-by.ts';
import { isForeign } from './gateways/controllers.ts';
import { entries, fields, GATEWAY_API, type Loose, text } from './objects/loose-objects.ts';
import { ObjectIndex } from './objects/object-index.ts';
import { Attachments } from './policies/attachments.ts';

/** A Gateway that a route names, and the listener. */
export interface Parent {
  readonly gateway: Loose;
  readonly section: string | undefined;
}

/** What is known in addition to the objects. */
export interface SnapshotOptions {
  /** The cluster has no other objects of Gateway API and Envoy Gateway, so an object that is not here does not exist. Default: true. */
  readonly complete?: boolean;
  /** The cluster has no other objects of any kind, also no Services and Secrets of others. Default: false. */
  readonly whole?: boolean;
  /** The configuration of Envoy Gateway, if it is known. */
  readonly config?: unknown;
  /**
   * Whether the cluster may have an object of a kind in a namespace that is not among the objects, because something in the files
   * makes it (a HelmRelease, another controller), or because the files define it for another environment.
   */
  readonly mayHave?: (group: string, kind: string, namespace: string | undefined) => boolean;
  /** The time in milliseconds, to find expired certificates; default: they are not looked for. */
  readonly now?: number | undefined;
}

/** All objects and their attachments. Each index is built once, when it is first needed. */
export class Snapshot extends ObjectIndex {
  readonly config: unknown;
  readonly whole: boolean;
  readonly now: number | undefined;
  private readonly indexes = new Map<unknown, unknown>();

  constructor(
    objects: readonly Loose[],
    { complete = true, whole = false, config, mayHave, now }: SnapshotOptions = {},
  ) {
    super(objects, complete, mayHave);
    this.whole = whole;
    this.config = config;
    this.now = now;
  }

  /** Data about all objects that several checks share; computed once for each function `make`. */
  index<T>(make: (snapshot: Snapshot) => T): T {
    if (!this.indexes.has(make)) this.indexes.set(make, make(this));
    return this.indexes.get(make) as T;
  }

  /** Which policies apply to what. */
  get attachments(): Attachments {
    return this.index(attachmentsOf);
  }

  /** The routes that name a Gateway, with the listener that each names. */
  under(gateway: Loose): readonly { readonly route: Loose; readonly section: string | undefined }[] {
    return this.index(routesByGateway).get(gateway) ?? [];
  }

  /** The Gateways of a route that are among the objects and not another controller's, with the listener that it names. */
  gatewaysOf(route: Loose): readonly Parent[] {
    const all = this.index(parentsByRoute);
    const known = all.get(route) ?? parentsOf(this, route);
    all.set(route, known);
    return known;
  }
}

const attachmentsOf = (snapshot: Snapshot): Attachments => new Attachments(snapshot);

const parentsByRoute = (): Map<Loose, readonly Parent[]> => new Map();

const parentsOf = (snapshot: Snapshot, route: Loose): Parent[] =>
  entries(fields(route.spec).parentRefs).flatMap((ref) => {
    const namespace = text(ref.namespace) ?? route.metadata.namespace;
    const gateway = snapshot.find(
      text(ref.group) ?? GATEWAY_API,
      text(ref.kind) ?? 'Gateway',
      namespace,
      text(ref.name) ?? '',
    );
    return gateway && !isForeign(snapshot, gateway) ? [{ gateway, section: text(ref.sectionName) }] : [];
  });

const routesByGateway = (snapshot: Snapshot) =>
  groupBy(
    snapshot.routes().flatMap((route) => snapshot.gatewaysOf(route).map((parent) => ({ route, ...parent }))),
    ({ gateway }) => gateway,
  );
