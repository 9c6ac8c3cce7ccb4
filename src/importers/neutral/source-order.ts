// Sources decide in another order than Envoy which of two services gets a request, and some compare paths as text. A service that
// would get requests that the source protects in another way is left to a person.
import { said } from '../report/ledger.ts';
import type { ListItem, LostPaths, NeutralAuth, NeutralService } from './neutral.ts';
import { isFirst, meet, type Reach, reachOf } from './reach.ts';

/** More pairs are not compared: every service with a method is then left to a person. */
const MOST_PAIRS = 2_000_000;

type Compared = Pick<NeutralService, 'auth' | 'hosts' | 'order' | 'parts' | 'paths'>;

const isHigher = (a: readonly number[], b: readonly number[]): boolean => {
  for (const [i, n] of a.entries()) if (n !== (b[i] ?? 0)) return n > (b[i] ?? 0);
  return false;
};

/** The source says nothing, so a person is asked: only a service that is open without a credential would answer for them. */
const UNSTATED = 'unstated';

const isOpen = ({ auth }: Compared): boolean =>
  auth.is === 'public' || (auth.is === 'methods' && auth.need === 'optional');

/** What a request needs to be accepted, comparable; undefined: nothing that could be lost. */
const accessOf = ({ auth, parts }: Compared): string | undefined => {
  const networks = parts.filter((p) => /^(?:allow|deny)\./.test(p.key)).map((p) => [p.key, p.value]);
  if (auth.is === 'unstated' && networks.length === 0) return UNSTATED;
  if (auth.is === 'public' && networks.length === 0) return undefined;
  return JSON.stringify([
    auth.is === 'methods'
      ? [auth.need, auth.methods.map((m) => m.identity)]
      : auth.is === 'untranslatable'
        ? auth.what
        : auth.is,
    networks,
  ]);
};

/** Of requests that the source answers itself. Services in maintenance get no requests either. */
const ANSWERED = 'answered';

const isInMaintenance = ({ parts }: Compared): boolean => parts.some(({ key }) => key === 'maintenance');

const isSettled = ({ auth }: Compared): boolean => auth.is === 'methods' || auth.is === 'public';

const undecided = (service: NeutralService, what: string): NeutralService => {
  const { auth } = service;
  const why = said('AuthUndecided', { service: service.name, what });
  const nodes = auth.is === 'methods' ? auth.methods.flatMap((m) => m.parts.flatMap((p) => p.from)) : [];
  const left: NeutralAuth = {
    is: 'untranslatable',
    what,
    from: auth.from,
    said: why,
    ...(nodes.length > 0 && { more: [{ from: nodes, said: why }] }),
  };
  return { ...service, auth: left };
};

/** A host name with the wildcards that contain it, and '' for every host. */
const hostsAbove = (host: string): string[] => {
  const all = [host];
  const labels = host.replace(/^\*\./, '').split('.');
  for (let i = host.startsWith('*.') ? 1 : 1; i < labels.length; i++) all.push(`*.${labels.slice(i).join('.')}`);
  return host === '' ? all : [...all, ''];
};

interface Entry {
  /** Undefined: the answers have no service for the requests. */
  readonly index: number | undefined;
  readonly service: Compared;
  /** What the source requires of its requests. */
  readonly access: string | undefined;
  /** What the answers require of requests that reach it. */
  readonly offers: string | undefined;
  readonly reaches: readonly Reach[];
  /** As the answers write what it matches, which may be more; undefined: they have nothing for it. */
  readonly written: ((reach: Reach) => Reach) | undefined;
  /** What its answers match, and the source does not. */
  readonly wider: readonly Reach[];
}

class Index {
  private readonly byPlace = new Map<string, Set<Entry>>();

  add(host: string, start: string, entry: Entry): void {
    const key = `${host} ${start}`;
    const known = this.byPlace.get(key);
    if (known) known.add(entry);
    else this.byPlace.set(key, new Set([entry]));
  }

  /** Entries whose paths begin a text. */
  *of(host: string, start: string): Iterable<Entry> {
    for (let n = 0; n <= start.length; n++) yield* this.byPlace.get(`${host} ${start.slice(0, n)}`) ?? [];
  }
}

/** Whether the source may give a request that matches both to the first of two services. */
const mayBeFirst = ({ order: a }: Compared, { order: b }: Compared): boolean => {
  if (!a || !b) return false;
  const isOther =
    (a.server !== undefined && b.server !== undefined && a.server !== b.server) ||
    (a.isWithoutTls ?? false) !== (b.isWithoutTls ?? false);
  return (
    isOther || b.isWider === true || isHigher(a.rank, b.rank) || isHigher(a.otherRank ?? a.rank, b.otherRank ?? b.rank)
  );
};

/** Whether requests that the source gives to one service would reach another one. */
const takes = (from: Entry, to: Entry): boolean => {
  const isFirstOf = (f: Reach, t: Reach): boolean => from.written !== undefined && isFirst(from.written(f), t);
  const meets = (reaches: readonly Reach[]): boolean =>
    from.reaches.some((f) => reaches.some((t) => meet(f, t) && !isFirstOf(f, t)));
  return meets(to.wider) || (mayBeFirst(from.service, to.service) && meets(to.reaches));
};

const unchanged = (reach: Reach): Reach => reach;

const entryOf = (service: Compared, index?: number): Entry[] =>
  service.order
    ? [
        {
          index,
          service,
          access: isInMaintenance(service) ? ANSWERED : accessOf(service),
          offers: accessOf(service),
          written: index === undefined ? undefined : unchanged,
          reaches: service.paths.map((p) => reachOf(service, p.value)),
          wider: (service.order.wider ?? []).map((path) =>
            reachOf({ ...service, order: { rank: [] } }, `exact:${path}`),
          ),
        },
      ]
    : [];

/** Requests without a service: they must not reach one that they did not reach in the source. */
const ofLost = ({ hosts, paths, order, isPublic, isRedirected, access }: LostPaths): Entry[] => {
  const sourced = (list: readonly string[]) => list.map((value) => ({ value, from: [] }));
  if (isPublic || !order) return [];
  const auth: NeutralAuth = isRedirected
    ? { is: 'unstated', from: [] }
    : { is: 'untranslatable', what: 'lost', from: [] };
  return entryOf({ hosts: sourced(hosts), paths: sourced(paths), parts: [], auth, order, ...access }).map((entry) => ({
    ...entry,
    written: access && unchanged,
  }));
};

/** Requests that the source answers itself. Responses and redirects have no conditions but hosts, paths and methods. */
const ofItem = ({ requests, value }: ListItem): Entry[] => {
  if (!requests?.order) return [];
  const { rank } = requests.order;
  // Only a denial protects what it matches by its text: a redirect of `/old` is not meant for `/older`.
  const order = Number(value.status) >= 400 ? requests.order : { rank };
  const methods = Array.isArray(value.methods) ? value.methods.map(String) : [];
  return entryOf({ ...requests, order, auth: { is: 'untranslatable', what: ANSWERED, from: [] } }).map((entry) => ({
    ...entry,
    access: ANSWERED,
    written: (reach) => ({ ...reach, methods, conditions: new Map() }),
  }));
};

/** Services of which the source's order or comparison of paths could open something are left to a person. */
export const inSourceOrder = (
  services: readonly NeutralService[],
  lost: readonly LostPaths[] = [],
  lists: readonly ListItem[] = [],
): readonly NeutralService[] => {
  const entries = [...services.flatMap((s, i) => entryOf(s, i)), ...lost.flatMap(ofLost), ...lists.flatMap(ofItem)];
  const [own, above] = [new Index(), new Index()];
  const hostsOf = ({ service }: Entry): string[] =>
    service.hosts.length > 0 ? service.hosts.map((h) => h.value) : [''];
  for (const entry of entries)
    for (const { start } of entry.reaches)
      for (const host of hostsOf(entry)) {
        own.add(host, start, entry);
        for (const h of hostsAbove(host)) if (h !== host) above.add(h, start, entry);
      }
  const found = new Map<number, string>();
  for (const [i, service] of services.entries())
    if (service.order?.wider?.length && isOpen(service))
      found.set(i, `it would also get requests for ${service.order.wider.join(', ')} without a credential`);
  const compare = (from: Entry, to: Entry): void => {
    if (
      from.access === undefined ||
      (from.access === UNSTATED && !isOpen(to.service)) ||
      from.access === to.offers ||
      to.index === undefined ||
      found.has(to.index) ||
      !isSettled(to.service) ||
      !takes(from, to)
    )
      return;
    const paths = from.service.paths
      .map((p) => p.value)
      .slice(0, 3)
      .join(', ');
    const does = from.access === ANSWERED ? 'answers itself' : 'protects in another way';
    found.set(to.index, `requests for ${paths} that the source ${does} would reach it`);
  };
  // Nothing can be opened if all need the same.
  const areAllEqual = new Set(entries.flatMap((e) => [e.access, e.offers])).size < 2;
  let pairs = 0;
  for (const a of areAllEqual ? [] : entries)
    for (const { start } of a.reaches)
      for (const host of hostsOf(a)) {
        const places = [...hostsAbove(host).map((h) => own.of(h, start)), above.of(host, start)];
        for (const place of places)
          for (const b of place) {
            if (a === b || (a.access === b.offers && b.access === a.offers)) continue;
            if (++pairs > MOST_PAIRS) break;
            compare(a, b);
            compare(b, a);
          }
      }
  if (pairs > MOST_PAIRS)
    for (const { index, service } of entries)
      if (index !== undefined && isSettled(service))
        found.set(index, 'it has too many paths in common with services that the source protects in another way');
  return services.map((s, i) => (found.has(i) ? undecided(s, found.get(i)!) : s));
};
