// IngressRoutes of Traefik with their Middlewares. Each alternative of a rule is a service; the frame joins those with equal settings.
import type { Reader } from '../importer.ts';
import { lastWords } from '../neutral/naming.ts';
import type { ListItem, LostPaths, NeutralAuth, NeutralService, Part } from '../neutral/neutral.ts';
import { Parts } from '../neutral/parts.ts';
import type { Ledger } from '../report/ledger.ts';
import { sayIdentity } from '../report/object-metadata.ts';
import type { SourceNode } from '../source/source-node.ts';
import { alternativesOf, type Matcher } from './rule-language.ts';
import { differs, type TraefikDraft, undecide } from './traefik-draft.ts';
import { lostOf, matchOf, shownMatcher, shownRule, type TraefikMatch } from './traefik-match.ts';
import { applyMiddlewares } from './traefik-middlewares.ts';
import { namespaceOf, TraefikObjects } from './traefik-objects.ts';
import { certificateHosts, ofIngress, orderOf } from './traefik-order.ts';
import { patternRewrite, rewriteOf } from './traefik-rewrite.ts';
import { serviceParts } from './traefik-services.ts';
import { streamOf } from './traefik-streams.ts';
import { readTls } from './traefik-tls.ts';

const authOf = ({ undecided, methods }: TraefikDraft, route: SourceNode): NeutralAuth => {
  const [first, ...others] = undecided;
  if (first)
    return {
      is: 'untranslatable',
      what: [...new Set(undecided.map((u) => u.what))].join('; '),
      from: [first.from],
      methods,
      said: first.said,
      ...(others.length > 0 && { more: others.map((u) => ({ from: [u.from], said: u.said })) }),
    };
  if (methods.length === 0) return { is: 'unstated', from: [route.get('middlewares')] };
  // Each middleware must let a request through.
  return { is: 'methods', need: methods.length > 1 ? 'all' : 'any', methods, from: [] };
};

/** Entry points that usually are public. Others, such as traefik or internal, may not be. */
const readEntryPoints = (draft: TraefikDraft, object: SourceNode): void => {
  for (const node of object.get('spec', 'entryPoints').items)
    if (node.text === 'websecure' || node.text === 'https') draft.ledger.noEffect(node);
    else if (node.text === 'web' || node.text === 'http')
      draft.ledger.add(
        node,
        differs(
          `the entry point ${node.text}`,
          'Traefik serves the route without TLS, the gateway redirects port 80 to https',
        ),
      );
    else undecide(draft, node, `the entry point ${node.text ?? ''}, from which the gateway may not be reachable`);
};

const servicesFor = (
  draft: TraefikDraft,
  object: SourceNode,
  route: SourceNode,
  match: TraefikMatch,
  index: number,
): NeutralService[] => {
  const { ledger, parts, name } = draft;
  const rule = route.get('match');
  const auth = authOf(draft, route);
  const own: Part[] = [];
  const put = (key: string, value: unknown): void => void own.push({ key, value, from: [] });
  if (match.methods.length > 0) put('methods', match.methods);
  for (const [key, value] of Object.entries(match.headers)) put(`headers.${key}`, value);
  for (const [key, value] of Object.entries(match.query)) put(`query.${key}`, value);
  if (match.networks.length > 0) put('allow.cidrs', match.networks);
  const changes = match.paths.flatMap((path): { path: string; rewrite: string | undefined }[] => {
    const rewrite = rewriteOf(path, draft.rewrites);
    const general = rewrite === 'impossible' ? patternRewrite(path, draft.rewrites) : undefined;
    if (!general) return [{ path, rewrite }];
    return [general, ...(general.path === path ? [] : [{ path, rewrite: undefined }])];
  });
  const isChanged = changes.some(({ rewrite }) => rewrite !== undefined && rewrite !== 'impossible');
  return changes.map(({ path, rewrite }) => {
    const from = draft.rewrites.flatMap(({ node }) => [...node.children]);
    if (rewrite === 'impossible')
      for (const { node, kind } of draft.rewrites)
        ledger.say(node, 'RewriteLeftOut', { path, rewrite: `what ${kind} does here` });
    else if (rewrite === undefined && !isChanged) for (const n of from) ledger.noEffect(n);
    const word = lastWords(path);
    return {
      name: index === 0 || word === '' ? name : `${name}-${word}`,
      hosts: match.hosts.map((value) => ({ value, from: [rule] })),
      paths: [{ value: path, from: [rule] }],
      parts: [
        ...own,
        ...(rewrite === undefined || rewrite === 'impossible' ? [] : [{ key: 'rewrite', value: rewrite, from }]),
        ...parts.all,
      ],
      auth,
      order: orderOf(object, route, path, match),
      origin: route,
    };
  });
};

interface Read {
  readonly services: NeutralService[];
  readonly lists: ListItem[];
}

const readRoute = (
  object: SourceNode,
  route: SourceNode,
  objects: TraefikObjects,
  ledger: Ledger,
  root: Parts,
  lost: LostPaths[],
  at: number,
  certified: ReadonlySet<string>,
): Read => {
  const none: Read = { services: [], lists: [] };
  const name = object.get('metadata', 'name').text ?? 'route';
  const rule = route.get('match');
  const draft: TraefikDraft = {
    objects,
    ledger,
    name,
    namespace: namespaceOf(object),
    parts: new Parts(),
    root,
    methods: [],
    undecided: [],
    rewrites: [],
    redirects: [],
    toHttps: { value: false },
  };
  const alternatives = alternativesOf(rule.text ?? '');
  // A route without middlewares lets everybody through, so nothing is lost with it.
  let isRead = false;
  const isPublic = (): boolean => isRead && draft.undecided.length === 0 && route.get('middlewares').items.length === 0;
  const lostHere = (matchers: readonly Matcher[]): LostPaths => ({
    ...lostOf(matchers),
    isPublic: isPublic(),
    order: orderOf(object, route),
  });
  const leaveOut = (what: string, node: SourceNode = route): Read => {
    if (node === route)
      lost.push(...(alternatives?.map(lostHere) ?? [{ hosts: [], paths: ['/'], order: orderOf(object, route) }]));
    ledger.say(node, 'RouteLeftOut', { route: name, what });
    return none;
  };
  ledger.noEffect(route.get('kind'), route.get('syntax'), route.get('observability'));
  if (!alternatives) return leaveOut(`its rule ${shownRule(rule.text ?? '')} cannot be read`);
  applyMiddlewares(draft, route);
  readEntryPoints(draft, object);
  readTls(draft, object);
  isRead = true;
  if (draft.toHttps.value && !object.get('spec', 'tls').exists) {
    // The gateway redirects every host to https itself.
    ledger.noEffect(route, ...object.get('spec', 'entryPoints').items);
    return none;
  }
  const noService = serviceParts(draft, route);
  if (noService) return leaveOut(noService);
  const priority = route.get('priority');
  if (priority.exists)
    ledger.add(
      priority,
      differs('priority', 'Traefik tries routes by priority, Envoy Gateway tries the most specific path first'),
    );
  const services: NeutralService[] = [];
  for (const matchers of alternatives) {
    const match = matchOf(matchers);
    if ('values' in match) {
      lost.push(lostHere(matchers));
      leaveOut(`the answers cannot contain ${shownMatcher(match)}`, rule);
      continue;
    }
    if (match.networks.length > 0 && draft.parts.get('allow.cidrs'))
      undecide(draft, rule, 'ClientIP together with ipAllowList');
    if (certified.size > 0 && (match.hosts.length === 0 || match.hosts.some((h) => certified.has(h))))
      undecide(draft, rule, 'client certificates, which a TLSOption of another route requires for the host');
    if (match.prefix !== undefined)
      ledger.say(rule, 'PrefixDiffers', { path: match.prefix, answer: match.paths[0]!, source: 'Traefik' });
    for (const difference of match.differences) ledger.add(rule, differs('ClientIP', difference));
    services.push(...servicesFor(draft, object, route, match, at + services.length));
  }
  if (services.length === 0) leaveOut('no alternative of its rule is imported');
  return { services, lists: draft.redirects };
};

const KINDS = [
  'IngressRoute',
  'IngressRouteTCP',
  'IngressRouteUDP',
  'Middleware',
  'MiddlewareTCP',
  'TraefikService',
  'TLSOption',
  'TLSStore',
  'ServersTransport',
  'ServersTransportTCP',
];

/** The objects of all files together. */
export const readTraefik: Reader = (documents, ledger) => {
  const objects = new TraefikObjects(documents);
  const root = new Parts();
  const services: NeutralService[] = [];
  const lists: ListItem[] = [];
  const lost: LostPaths[] = [];
  const certified = certificateHosts(objects);
  for (const object of objects.ofKind('Ingress')) {
    const requests = ofIngress(object);
    if (!requests) continue;
    lost.push(...requests);
    ledger.say(object, 'RouteLeftOut', {
      route: object.get('metadata', 'name').text ?? 'ingress',
      what: 'it is an Ingress, which import ingress-nginx reads',
    });
  }
  for (const object of objects.ofKind('IngressRoute')) {
    let at = 0;
    for (const route of object.get('spec', 'routes').items) {
      const read = readRoute(object, route, objects, ledger, root, lost, at, certified);
      at += read.services.length;
      services.push(...read.services);
      lists.push(...read.lists);
    }
  }
  for (const kind of ['IngressRouteTCP', 'IngressRouteUDP'])
    for (const object of objects.ofKind(kind)) lists.push(...streamOf(object, objects, ledger));
  const reported = new Set(ledger.entries.map(({ node }) => node.id));
  const used = new Set(ledger.entries.map(({ node }) => node.document));
  for (const object of objects.all) {
    const kind = object.get('kind').text ?? '';
    if (kind === 'Service') ledger.noEffect(object);
    if (!KINDS.includes(kind)) continue;
    for (const n of object.get('spec', 'stripPrefix', 'prefixes').items) if (!reported.has(n.id)) ledger.noEffect(n);
    if (!used.has(object.document))
      ledger.say(object.get('spec'), 'NotUsed', {
        what: `${kind} ${object.get('metadata', 'name').text ?? ''}`,
      });
    sayIdentity(object, ledger);
  }
  return { services, root: root.all, lists, lost };
};
