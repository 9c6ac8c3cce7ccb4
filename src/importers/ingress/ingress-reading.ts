// Locations of Ingress objects, one after the other, as services, redirects and streams.
import { methodsIn } from '../neutral/methods-in.ts';
import type { ListItem, LostPaths, NeutralService } from '../neutral/neutral.ts';
import type { Ledger } from '../report/ledger.ts';
import { invalid } from './ingress-annotations.ts';
import { backendPart, type Ports, servicePortOf } from './ingress-backends.ts';
import type { Ingress, Location } from './ingress-objects.ts';
import { passthrough, redirecting } from './ingress-redirects.ts';
import { isRedirect, rewrittenToUrl } from './ingress-rewritten-urls.ts';
import { type OfIngress, orderOf, pathOf, serviceOf, TYPES } from './ingress-services.ts';

/** Locations by host, path and type. */
const keyOf = ({ host, path }: Location): string => `${host?.text ?? ''}${path.text?.trim() ?? '/'}`;

/** With one of them, nginx does not forward the requests. */
const REDIRECTS = ['temporal-redirect', 'permanent-redirect'];

/** What a request needs, comparable. */
const accessOf = ({ auth, parts, ingress }: OfIngress): string =>
  JSON.stringify([
    REDIRECTS.some((name) => ingress.annotations.read(name).exists) || isRedirect(ingress),
    auth.is,
    auth.is === 'methods' ? auth.methods.map((m) => m.identity) : '',
    parts.filter((p) => /^(?:allow|deny)\./.test(p.key)).map((p) => p.value),
  ]);

/** All services and other answers of Ingress objects. */
export class Reading {
  readonly services: NeutralService[] = [];
  readonly lists: ListItem[] = [];
  readonly lost: LostPaths[] = [];
  private readonly owners = new Map<string, { of: OfIngress; text: string }>();
  /** Paths that several Ingress objects have with different authentication. */
  private readonly contested = new Set<string>();
  private readonly inexact = new Set<string>();
  private readonly canaries = new Map<string, { ingress: Ingress; location: Location; isUsed: boolean }>();

  /** `patterns`: hosts whose paths are all patterns. `canaries`: the Ingress objects that are canaries of others. */
  constructor(
    private readonly ledger: Ledger,
    private readonly ports: Ports,
    private readonly patterns: ReadonlySet<string>,
    canaries: readonly Ingress[],
  ) {
    for (const ingress of canaries)
      for (const location of ingress.locations)
        this.canaries.set(keyOf(location), { ingress, location, isUsed: false });
  }

  /** Whether another Ingress already has the path; ingress-nginx then ignores this one. */
  private isTaken(location: Location, of: OfIngress, path: string, isPattern: boolean): boolean {
    const host = location.host?.text ?? '';
    const key = `${host} ${path}`;
    const text = `${location.type.text ?? ''} ${location.path.text?.trim() ?? '/'}`;
    const first = this.owners.get(key);
    if (first === undefined) this.owners.set(key, { of, text });
    else {
      this.ledger.say(location.at, 'IngressPathTwice', { path: key.trim(), first: first.of.ingress.name });
      if (accessOf(first.of) !== accessOf(of)) this.contested.add(key);
      // Two locations of nginx that the answers cannot distinguish: it may try this one before those of other services. Another
      // class has a controller of its own.
      const isSame = first.text === text && first.of.ingress.server === of.ingress.server;
      if (!isSame && !of.isForeign)
        this.lost.push({
          hosts: host === '' ? [] : [host],
          paths: [path],
          order: orderOf(of.ingress, location, isPattern),
          access: { auth: of.auth, parts: of.parts },
        });
    }
    return first !== undefined;
  }

  /** Remembers requests that no service gets, so that none of them reaches one with less protection. */
  private lose(location: Location, of: OfIngress, isPattern: boolean): void {
    const { host, path } = location;
    const text = path.text?.trim() ?? '/';
    this.lost.push({
      hosts: host?.text ? [host.text] : [],
      paths: [isPattern ? `regex:${text.replace(/^\^/, '')}.*` : text],
      isPublic: of.auth.is === 'public',
      ...(!of.isForeign && { order: orderOf(of.ingress, location, isPattern) }),
    });
  }

  private redirects(of: OfIngress, location: Location, path: readonly string[], isPattern: boolean): boolean {
    const found = redirecting(of.ingress.annotations, this.ledger) ?? rewrittenToUrl(of.ingress, location, isPattern);
    if (!found) return false;
    const hostname = location.host?.text;
    if (found.value) this.ledger.noEffect(location.backend);
    // As a pattern, an exact path also redirects everything behind it, which the answer does not.
    if (found.value && isPattern && path.some((p) => p.startsWith('exact:')))
      this.lose(location, { ...of, auth: { is: 'unstated', from: [] } }, isPattern);
    if (!found.value) {
      this.lose(location, { ...of, auth: { is: 'unstated', from: [] } }, isPattern);
      this.ledger.say(location.at, 'IngressPathLeftOut', {
        path: location.path.text ?? '/',
        why: 'its redirect has no answer',
      });
    }
    for (const from of found.value ? path : [])
      this.lists.push({
        list: 'redirects',
        value: { ...(hostname && { hostname }), from, ...found.value },
        from: [...found.from, ...(location.host ? [location.host] : []), location.path, location.type].filter(
          (n) => n.exists,
        ),
        ...(found.said && { said: found.said }),
        requests: {
          hosts: hostname ? [{ value: hostname, from: [] }] : [],
          paths: [{ value: from, from: [] }],
          parts: [],
          order: orderOf(of.ingress, location, isPattern),
        },
      });
    return true;
  }

  location(of: OfIngress, location: Location): void {
    const { ingress } = of;
    const host = location.host?.text ?? '';
    const { type } = location;
    if (type.exists && !TYPES.has(type.text ?? ''))
      this.ledger.add(type, invalid(type, 'Prefix, Exact or ImplementationSpecific'));
    const isPattern = !of.isForeign && this.patterns.has(host);
    const path = pathOf(location, of.isForeign, isPattern);
    const paths = 'kind' in path ? path.paths : [location.path.text ?? '/'];
    if (paths.some((p) => this.isTaken(location, of, p, isPattern))) return;
    const to = servicePortOf(location.backend, ingress, this.ports);
    if (ingress.annotations.isOn('ssl-passthrough') && to && to.port === undefined) {
      this.ledger.add(ingress.annotations.take('ssl-passthrough'), backendPart('backend', to).said!);
      this.ledger.say(location.at, 'IngressPathLeftOut', {
        path: location.host?.text ?? '/',
        why: `port ${to.portName} of Service ${to.service} is a name`,
      });
      return;
    }
    if (ingress.annotations.isOn('ssl-passthrough') && to) {
      this.lists.push(...passthrough(ingress.annotations, location.host, to));
      this.ledger.noEffect(location.path, location.type);
      return;
    }
    if (!of.isForeign && this.redirects(of, location, paths, isPattern)) return;
    const canary = this.canaries.get(keyOf(location));
    const made = serviceOf(of, location, isPattern, canary, this.ports, this.ledger);
    if (canary) canary.isUsed = true;
    if (made) this.services.push(made.service);
    else this.lose(location, of, isPattern);
    if (of.auth.is !== 'public' && !made?.isExact) this.inexact.add(host);
  }

  /** Reports the canaries; those without a main Ingress have no effect. */
  finish(): NeutralService[] {
    for (const { ingress, location, isUsed } of this.canaries.values()) {
      if (!isUsed)
        this.ledger.say(location.at, 'IngressCanaryAlone', { name: ingress.name, path: keyOf(location) || '/' });
      else this.ledger.noEffect(...[location.host, location.path, location.type].filter((n) => n !== undefined));
    }
    return this.services.map((s): NeutralService => {
      const what = this.doubtOf(s);
      return what === undefined
        ? s
        : { ...s, auth: { is: 'untranslatable', what, from: s.auth.from, methods: methodsIn(s.auth) } };
    });
  }

  /** Why the authentication of a service is not certain. */
  private doubtOf({ auth, hosts, paths }: NeutralService): string | undefined {
    const places = hosts.length === 0 ? [''] : hosts.map((h) => h.value);
    if (places.some((h) => paths.some((p) => this.contested.has(`${h} ${p.value}`))))
      return 'another Ingress has the same path with other access rules, and the older one applies';
    // Requests that nginx gives to a path with authentication may reach a public one here.
    return auth.is === 'public' && places.some((h) => this.inexact.has(h))
      ? 'enable-global-auth is false, but other paths of the host did not become exactly the same, so more requests could be public'
      : undefined;
  }
}
