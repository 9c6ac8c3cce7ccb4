import { hostPattern } from '../../answers/schema/hosts-schema.ts';
import type { Reader } from '../importer.ts';
import type { ListItem, NeutralService } from '../neutral/neutral.ts';
import type { Ledger } from '../report/ledger.ts';
import { invalid } from './annotations.ts';
import { addressQuestion } from './ingress-access.ts';
import { portsIn, servicePortOf } from './ingress-backends.ts';
import { reportCanary } from './ingress-canary.ts';
import { isForeign, reportObject, reportOtherObject } from './ingress-class.ts';
import { clientCertificates } from './ingress-client-certificates.ts';
import { configMapsIn } from './ingress-headers.ts';
import { type Ingress, ingressesIn, type Location, objectsIn } from './ingress-objects.ts';
import { appRoot, passthrough, redirecting, wwwRedirects } from './ingress-redirects.ts';
import { rootParts } from './ingress-root.ts';
import { type OfIngress, pathOf, serviceOf } from './ingress-services.ts';
import { hostSnippets, ofIngress } from './ingress-settings.ts';
import { reportRest } from './ingress-traffic.ts';
import { NginxConfig } from './nginx-config.ts';

const isCanary = (i: Ingress): boolean => i.annotations.isOn('canary');

/** A location with a host that no request has counts as one without. */
const withHost = (location: Location, ledger: Ledger): Location => {
  const { host } = location;
  if (!host || hostPattern.safeParse(host.text).success) return location;
  ledger.add(host, invalid(host, 'a host name'));
  return { ...location, host: undefined };
};

/** Hosts whose paths are all patterns. */
const patternHosts = (ingresses: readonly Ingress[]): Set<string> =>
  new Set(
    ingresses
      .filter((i) => !isForeign(i) && !isCanary(i))
      .flatMap(({ annotations: a, locations }) => {
        const target = a.read('rewrite-target').text?.trim() ?? '';
        return locations
          .filter((l) => a.isOn('use-regex') || (target !== '' && target !== (l.path.text?.trim() ?? '/')))
          .map((l) => l.host?.text ?? '');
      }),
  );

/** Locations by host, path and type. */
const keyOf = ({ host, path }: Location): string => `${host?.text ?? ''}${path.text?.trim() ?? '/'}`;

/** All services and other answers of Ingress objects. */
class Reading {
  readonly services: NeutralService[] = [];
  readonly lists: ListItem[] = [];
  private readonly owners = new Map<string, string>();
  private readonly inexact = new Set<string>();
  private readonly canaries = new Map<string, { ingress: Ingress; location: Location; isUsed: boolean }>();

  constructor(
    private readonly ledger: Ledger,
    private readonly ports: ReturnType<typeof portsIn>,
    private readonly patterns: ReadonlySet<string>,
    ingresses: readonly Ingress[],
  ) {
    for (const ingress of ingresses.filter(isCanary))
      for (const location of ingress.locations)
        this.canaries.set(keyOf(location), { ingress, location, isUsed: false });
  }

  /** Whether another Ingress already has the path; ingress-nginx then ignores this one. */
  private isTaken(location: Location, of: OfIngress, path: string): boolean {
    const key = `${location.host?.text ?? ''} ${path}`;
    const first = this.owners.get(key);
    if (first === undefined) this.owners.set(key, of.ingress.name);
    else this.ledger.say(location.at, 'IngressPathTwice', { path: key.trim(), first });
    return first !== undefined;
  }

  private redirects(of: OfIngress, location: Location, path: readonly string[]): boolean {
    const found = redirecting(of.ingress.annotations, this.ledger);
    if (!found) return false;
    const hostname = location.host?.text;
    this.ledger.noEffect(location.backend);
    for (const from of found.value ? path : [])
      this.lists.push({
        list: 'redirects',
        value: { ...(hostname && { hostname }), from, ...found.value },
        from: [...found.from, ...(location.host ? [location.host] : []), location.path, location.type].filter(
          (n) => n.exists,
        ),
        ...(found.said && { said: found.said }),
      });
    return true;
  }

  location(of: OfIngress, location: Location): void {
    const { ingress } = of;
    const host = location.host?.text ?? '';
    const isPattern = !of.isForeign && this.patterns.has(host);
    const path = pathOf(location, of.isForeign, isPattern);
    const paths = 'kind' in path ? path.paths : [location.path.text ?? '/'];
    if (paths.some((p) => this.isTaken(location, of, p))) return;
    const to = servicePortOf(location.backend, ingress, this.ports);
    if (ingress.annotations.isOn('ssl-passthrough') && to) {
      this.lists.push(...passthrough(ingress.annotations, location.host, to));
      this.ledger.noEffect(location.path, location.type);
      return;
    }
    if (!of.isForeign && this.redirects(of, location, paths)) return;
    const canary = this.canaries.get(keyOf(location));
    const made = serviceOf(of, location, isPattern, canary, this.ports, this.ledger);
    if (canary) canary.isUsed = true;
    if (made) this.services.push(made.service);
    if (of.auth.is !== 'public' && !made?.isExact) this.inexact.add(host);
  }

  /** Reports the canaries; those without a main Ingress have no effect. */
  finish(): NeutralService[] {
    for (const { ingress, location, isUsed } of this.canaries.values()) {
      if (!isUsed) this.ledger.say(location.at, 'IngressCanaryAlone', { name: ingress.name, path: keyOf(location) });
      else this.ledger.noEffect(...[location.host, location.path, location.type].filter((n) => n !== undefined));
    }
    // Requests that nginx gives to a path with authentication may reach a public one here.
    return this.services.map((s) =>
      s.auth.is === 'public' && s.hosts.some((h) => this.inexact.has(h.value))
        ? {
            ...s,
            auth: {
              is: 'untranslatable',
              what: 'enable-global-auth is false, but other paths of the host did not become exactly the same, so more requests could be public',
              from: s.auth.from,
            },
          }
        : s,
    );
  }
}

/** Ingress objects as services. */
export const readIngress: Reader = (documents, ledger) => {
  const objects = objectsIn(documents);
  const ingresses = ingressesIn(objects).map((i) => ({ ...i, locations: i.locations.map((l) => withHost(l, ledger)) }));
  const config = NginxConfig.in(objects);
  const maps = configMapsIn(objects);
  for (const object of objects) reportOtherObject(object, ledger);
  if (ingresses.length === 0) return { services: [], root: [], lists: [] };
  const ours = ingresses.filter((i) => !isForeign(i));
  const main = ingresses.filter((i) => !isCanary(i));
  const reading = new Reading(ledger, portsIn(objects), patternHosts(ingresses), ingresses);
  const certificates = clientCertificates(
    ours.filter((i) => !isCanary(i)),
    ledger,
  );
  const snippets = hostSnippets(ours, config, ledger);
  const served = new Set(ingresses.flatMap((i) => i.locations.map((l) => l.host?.text ?? '')));
  const root =
    ours.length > 0
      ? rootParts(
          config,
          maps,
          ours.some((i) => i.node.get('spec', 'tls').items.length > 0),
          ledger,
        )
      : [];
  let isAddressAsked = root.some((p) => p.key === 'traffic.clientsBehind');
  for (const ingress of ingresses) reportObject(ingress, ledger);
  for (const ingress of main) {
    const of = ofIngress(ingress, { config, maps, ledger, snippets, obstacle: certificates.obstacles.get(ingress) });
    const question = isAddressAsked ? undefined : addressQuestion(of.parts);
    if (question) {
      ledger.add(ingress.annotations.node.get('traffic.clientsBehind'), question.said, ['traffic.clientsBehind']);
      isAddressAsked = true;
    }
    const hosts = [
      ...new Map(ingress.locations.flatMap((l) => (l.host ? [[l.host.text, l.host] as const] : []))).values(),
    ];
    if (!of.isForeign)
      reading.lists.push(
        ...appRoot(ingress.annotations, hosts, ledger),
        ...wwwRedirects(ingress.annotations, hosts, served, ledger),
      );
    for (const location of ingress.locations) reading.location(of, location);
    reportRest(ingress.annotations, ledger);
  }
  for (const ingress of ingresses.filter(isCanary)) reportCanary(ingress, ledger);
  config.reportRest(ledger);
  return { services: reading.finish(), root: [...root, ...certificates.root], lists: reading.lists };
};
