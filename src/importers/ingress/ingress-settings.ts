// The annotations of one Ingress that hold for all of its paths.
import { hostPattern } from '../../answers/schema/hosts-schema.ts';
import type { NeutralAuth, Part } from '../neutral/neutral.ts';
import { type Ledger, said } from '../report/ledger.ts';
import { corsParts, networks, rateLimits } from './ingress-access.ts';
import { invalid, near, shortened, shortName } from './ingress-annotations.ts';
import { authOf } from './ingress-auth.ts';
import { foreignAccess, isForeign } from './ingress-class.ts';
import { type ConfigMaps, headerParts } from './ingress-headers.ts';
import type { Ingress } from './ingress-objects.ts';
import type { OfIngress } from './ingress-services.ts';
import { reportSnippet } from './ingress-snippets.ts';
import { trafficParts } from './ingress-traffic.ts';
import type { NginxConfig } from './nginx-config.ts';
import { listOf } from './nginx-values.ts';
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
}

const aliasesOf = ({ annotations }: Ingress, ledger: Ledger): OfIngress['aliases'] => {
  const node = annotations.take('server-alias');
  const names = listOf(node.text ?? '').flatMap((n) => n.split(/\s+/));
  const valid = names.filter((n) => hostPattern.safeParse(n).success);
  const left = names.filter((n) => !valid.includes(n));
  if (node.exists && left.length > 0)
    ledger.add(
      node,
      valid.length > 0
        ? near(
            node,
            `The gateway does not serve ${left.map((n) => shortened(n)).join(', ')}, because these are no host names.`,
          )
        : invalid(node, 'a list of host names'),
    );
  return valid.map((value) => ({ value, from: [node] }));
};

/** Reads the annotations of an Ingress. Of other classes only the rules are read. */
export const ofIngress = (ingress: Ingress, { config, maps, ledger, snippets, obstacle }: Around): OfIngress => {
  const other = foreignAccess(ingress);
  const unstated: NeutralAuth = other ? { is: 'untranslatable', ...other } : { is: 'unstated', from: [] };
  if (isForeign(ingress)) return { ingress, isForeign: true, parts: [], auth: unstated, aliases: [] };
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
  const auth = authOf(ingress, config, ledger, obstacles);
  return {
    ingress,
    isForeign: false,
    parts,
    auth: auth.is === 'unstated' ? unstated : auth,
    aliases: aliasesOf(ingress, ledger),
  };
};
