// The entities of declarative configuration, whether they are nested (decK) or refer to each other (DB-less).
import { type SourceDocument, SourceNode } from '../source/source-node.ts';

/** A service, route, consumer, group or upstream. */
export interface Entity {
  readonly node: SourceNode;
  /** Its name, or its ID if it has none. */
  readonly name: string;
}

export interface KongRoute extends Entity {
  readonly service: Entity | undefined;
}

export interface KongGroup {
  readonly name: string;
  readonly node: SourceNode;
  readonly of?: SourceNode;
  /** A consumer group, which acl reads only with include_consumer_groups. */
  readonly isOfConsumers: boolean;
}

export interface KongConsumer extends Entity {
  /** Its groups, with the nodes that contain them. */
  readonly groups: KongGroup[];
  readonly credentials: { readonly kind: string; readonly node: SourceNode }[];
}

export interface KongPlugin {
  readonly node: SourceNode;
  readonly name: string;
  readonly config: SourceNode;
  readonly service?: Entity | undefined;
  readonly route?: Entity | undefined;
  readonly consumer?: KongConsumer | undefined;
  /** Name of the consumer group. */
  readonly group?: string | undefined;
}

interface KongTarget {
  readonly node: SourceNode;
  readonly upstream: string;
}

export interface KongConfig {
  /** Before 3.0, whether a path is a pattern depends on its characters. */
  readonly version: number | undefined;
  readonly services: readonly Entity[];
  readonly routes: readonly KongRoute[];
  readonly plugins: readonly KongPlugin[];
  readonly consumers: readonly KongConsumer[];
  readonly groups: readonly Entity[];
  readonly upstreams: readonly Entity[];
  readonly targets: readonly KongTarget[];
  /** Plugins that are disabled, or of entities that the files do not contain. */
  readonly skipped: readonly SourceNode[];
}

/** Lists of credentials, below a consumer or at the top; decK and Kong have different names for some. */
export const CREDENTIALS = [
  'keyauth_credentials',
  'keyauth_enc_credentials',
  'basicauth_credentials',
  'hmacauth_credentials',
  'jwt_secrets',
  'oauth2_credentials',
  'mtls_auth_credentials',
] as const;

const nameOf = (node: SourceNode, ...keys: readonly string[]): string =>
  keys.map((key) => node.get(key).text).find((text) => text !== undefined) ?? '';

/** What a reference contains: a name or ID, or a map with one of them. */
const referenceOf = (node: SourceNode): string | undefined =>
  node.text ?? ['name', 'id', 'username'].map((key) => node.get(key).text).find((text) => text !== undefined);

/** Entities by name and by ID; the first one has precedence. */
const indexOf = <T extends Entity>(entities: readonly T[]): ReadonlyMap<string, T> => {
  const index = new Map<string, T>();
  for (const entity of entities)
    for (const key of [entity.name, entity.node.get('id').text, entity.node.get('custom_id').text])
      if (key && !index.has(key)) index.set(key, entity);
  return index;
};

const consumersIn = (roots: readonly SourceNode[], all: (key: string) => SourceNode[]): KongConsumer[] => {
  const consumers = all('consumers').map((node) => ({
    node,
    name: nameOf(node, 'username', 'custom_id', 'id'),
    groups: [
      ...node.get('acls').items.map((n) => ({ name: nameOf(n, 'group'), node: n.get('group'), isOfConsumers: false })),
      ...node.get('groups').items.map((n) => ({
        name: n.text ?? nameOf(n, 'name'),
        node: n.text ? n : n.get('name'),
        isOfConsumers: true,
      })),
    ],
    credentials: CREDENTIALS.flatMap((kind) => node.get(kind).items.map((n) => ({ kind: kind as string, node: n }))),
  }));
  const index = indexOf(consumers);
  const owner = (node: SourceNode): KongConsumer | undefined => index.get(referenceOf(node.get('consumer')) ?? '');
  for (const node of all('acls'))
    owner(node)?.groups.push({
      name: nameOf(node, 'group'),
      node: node.get('group'),
      of: node.get('consumer'),
      isOfConsumers: false,
    });
  for (const kind of CREDENTIALS) for (const node of all(kind)) owner(node)?.credentials.push({ kind, node });
  for (const root of roots)
    for (const group of root.get('consumer_groups').items)
      for (const member of group.get('consumers').items)
        index
          .get(referenceOf(member) ?? '')
          ?.groups.push({ name: nameOf(group, 'name'), node: member, isOfConsumers: true });
  return consumers;
};

/** All entities of the documents together, as decK merges files. */
export const kongConfig = (documents: readonly SourceDocument[]): KongConfig => {
  const roots = documents.map((document) => new SourceNode(document));
  const all = (key: string): SourceNode[] => roots.flatMap((root) => root.get(key).items);
  const entity = (node: SourceNode): Entity => ({ node, name: nameOf(node, 'name', 'id') });
  const services = all('services').map(entity);
  const byService = indexOf(services);
  const routes: KongRoute[] = [
    ...services.flatMap((service) => service.node.get('routes').items.map((node) => ({ ...entity(node), service }))),
    ...all('routes').map((node) => ({
      ...entity(node),
      service: byService.get(referenceOf(node.get('service')) ?? ''),
    })),
  ];
  const byRoute = indexOf(routes);
  const consumers = consumersIn(roots, all);
  const byConsumer = indexOf(consumers);
  const groups = all('consumer_groups').map(entity);
  const skipped: SourceNode[] = [];
  const plugin = (node: SourceNode, above: Partial<KongPlugin> = {}): KongPlugin[] => {
    const given = (key: string): string | undefined => referenceOf(node.get(key));
    const own = {
      service: above.service ?? byService.get(given('service') ?? ''),
      route: above.route ?? byRoute.get(given('route') ?? ''),
      consumer: above.consumer ?? byConsumer.get(given('consumer') ?? ''),
      group: above.group ?? given('consumer_group'),
    };
    // Of an entity that the files do not contain: it applies to nothing that is imported.
    const isElsewhere = (['service', 'route', 'consumer'] as const).some((key) => given(key) && !own[key]);
    if (isElsewhere || node.get('enabled').flag === false) {
      skipped.push(node);
      return [];
    }
    return [{ node, name: nameOf(node, 'name'), config: node.get('config'), ...own }];
  };
  return {
    version: roots.map((root) => root.get('_format_version').number).find((n) => n !== undefined),
    services,
    routes,
    consumers,
    skipped,
    groups,
    upstreams: all('upstreams').map(entity),
    targets: [
      ...all('upstreams').flatMap((u) => u.get('targets').items.map((node) => ({ node, upstream: nameOf(u, 'name') }))),
      ...all('targets').map((node) => ({ node, upstream: referenceOf(node.get('upstream')) ?? '' })),
    ],
    plugins: [
      ...services.flatMap((service) => service.node.get('plugins').items.flatMap((n) => plugin(n, { service }))),
      ...routes.flatMap((route) => route.node.get('plugins').items.flatMap((n) => plugin(n, { route }))),
      ...consumers.flatMap((consumer) => consumer.node.get('plugins').items.flatMap((n) => plugin(n, { consumer }))),
      ...groups.flatMap(({ node, name }) => node.get('plugins').items.flatMap((n) => plugin(n, { group: name }))),
      ...all('plugins').flatMap((n) => plugin(n)),
    ],
  };
};

/** How specific the scope of a plugin is; Kong runs the most specific one of a name. */
const rankOf = (p: KongPlugin): number => (p.route ? 2 : 0) + (p.service ? 1 : 0);

const appliesTo = (p: KongPlugin, route: KongRoute): boolean =>
  (!p.route || p.route.node === route.node) && (!p.service || p.service.node === route.service?.node);

/** What runs for the requests of a route. */
export interface Effective {
  /** By name, for every consumer. */
  readonly plugins: ReadonlyMap<string, KongPlugin>;
  /** Those of one consumer or one group. */
  readonly ofConsumers: readonly KongPlugin[];
}

/** Plugins by the route or service that they are for, else by '', with their places in the list. */
const scopes = new WeakMap<KongConfig, Map<SourceNode | '', number[]>>();

const scopesOf = (config: KongConfig): Map<SourceNode | '', number[]> => {
  const known = scopes.get(config);
  if (known) return known;
  const made = new Map<SourceNode | '', number[]>();
  for (const [i, { route, service }] of config.plugins.entries()) {
    const scope = route?.node ?? service?.node ?? '';
    const list = made.get(scope);
    if (list) list.push(i);
    else made.set(scope, [i]);
  }
  scopes.set(config, made);
  return made;
};

/** The plugins that may apply to a route, in the order of the configuration. */
const pluginsNear = (config: KongConfig, { node, service }: KongRoute): KongPlugin[] =>
  [node, service?.node, '' as const]
    .flatMap((scope) => (scope === undefined ? [] : (scopesOf(config).get(scope) ?? [])))
    .sort((a, b) => a - b)
    .map((i) => config.plugins[i]!);

export const effectivePlugins = (config: KongConfig, route: KongRoute): Effective => {
  const plugins = new Map<string, KongPlugin>();
  const ofConsumers: KongPlugin[] = [];
  for (const p of pluginsNear(config, route)) {
    if (!appliesTo(p, route)) continue;
    if (p.consumer || p.group !== undefined) {
      ofConsumers.push(p);
      continue;
    }
    const known = plugins.get(p.name);
    if (!known || rankOf(p) > rankOf(known)) plugins.set(p.name, p);
  }
  return { plugins, ofConsumers };
};
