// The annotations of one Ingress that hold for all of its paths.
import type { Part } from '../neutral/neutral.ts';
import { type Ledger, said } from '../report/ledger.ts';
import { corsParts, networks, rateLimits } from './ingress-access.ts';
import type { Aliases } from './ingress-aliases.ts';
import { near, shortName } from './ingress-annotations.ts';
import { authOf } from './ingress-auth.ts';
import { isForeign } from './ingress-class.ts';
import { type ConfigMaps, headerParts } from './ingress-headers.ts';
import type { Ingress } from './ingress-objects.ts';
import type { OfIngress } from './ingress-services.ts';
import { reportSnippet } from './ingress-snippets.ts';
import { trafficParts } from './ingress-traffic.ts';
import type { NginxConfig } from './nginx-config.ts';
import type { Obstacle } from './obstacle.ts';

/** Access rules in snippets: of hosts, and of all hosts (''). */
type HostSnippets = ReadonlyMap<string, Obstacle>;

const GLOBAL = [
  'server-snippet',
  'location-snippet',
  'http-snippet',
  'main-snippet',
  'stream-snippet',
  'global-auth-snippet',
];

/** Reads the snippets that hold for a whole host, or for all of them. */
export const hostSnippets = (ingresses: readonly Ingress[], config: NginxConfig, ledger: Ledger): HostSnippets => {
  const all = new Map<string, Obstacle>();
  const add = (host: string, from: Obstacle['from']): void => {
    if (from.length > 0 && !all.has(host))
      all.set(host, { what: `${shortName(from[0]!)} contains access rules`, from });
  };
  for (const name of GLOBAL) add('', reportSnippet(config.get(name), ledger));
  for (const { annotations, locations } of ingresses) {
    const from = reportSnippet(annotations.take('server-snippet'), ledger);
    for (const { host } of locations) add(host?.text ?? '-', from);
  }
  return all;
};

interface Around {
  readonly config: NginxConfig;
  readonly maps: ConfigMaps;
  readonly ledger: Ledger;
  readonly snippets: HostSnippets;
  /** Client certificates that no answer requires. */
  readonly obstacle: Obstacle | undefined;
  /** Names of Secrets with users that several namespaces have. */
  readonly shared: ReadonlySet<string>;
  readonly aliases: Aliases;
}

/** Reads the annotations of an Ingress. Of other classes only the rules are read. */
export const ofIngress = (
  ingress: Ingress,
  { config, maps, ledger, snippets, obstacle, shared, aliases }: Around,
): OfIngress => {
  if (isForeign(ingress))
    return { ingress, isForeign: true, parts: [], auth: { is: 'unstated', from: [] }, aliases: new Map() };
  const a = ingress.annotations;
  const access = networks(a, config, ledger);
  const own = ['configuration-snippet', 'auth-snippet'].flatMap((name) => {
    const node = a.take(name);
    const found = reportSnippet(node, ledger);
    // A snippet of the authorizer decides what the authorizer receives.
    return name === 'auth-snippet' && node.exists ? [node] : found;
  });
  const hosts = ['', ...ingress.locations.map((l) => l.host?.text ?? '-')];
  const ofHosts = [...new Set(hosts.flatMap((h) => snippets.get(h) ?? []))];
  const obstacles: Obstacle[] = [
    ...access.obstacles,
    ...(own[0] ? [{ what: `${shortName(own[0])} contains access rules`, from: own }] : []),
    ...ofHosts,
    ...(obstacle ? [obstacle] : []),
    ...config.obstacles,
  ];
  const regex = a.take('use-regex');
  if (regex.exists) ledger.add(regex, a.isOn('use-regex') ? near(regex) : said('NoEffect'));
  const parts: Part[] = [
    ...trafficParts(a, config, ledger),
    ...access.parts,
    ...rateLimits(a, ledger),
    ...corsParts(a, ledger),
    ...headerParts(a, ingress.namespace.text ?? '', maps, ledger),
  ];
  return {
    ingress,
    isForeign: false,
    parts,
    auth: authOf(ingress, config, ledger, obstacles, shared),
    aliases,
  };
};
