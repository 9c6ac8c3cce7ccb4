// The https listeners and certificates of the hosts.
//
// Envoy Gateway offers only HTTP/1.1 on listeners whose certificates have a name in common (checkOverlappingTLSConfig): a
// client that reuses an HTTP/2 connection for another name of the certificate would reach the routes of the wrong listener.
// Hosts that share a certificate therefore share a listener, in which every host has its own routes.

import { groupPairs } from '../values/group-by.ts';
import { ANY_HOST, covers, isWildcard, wildcardAbove, wildcardsAbove } from '../values/host-patterns.ts';
import { oncePer } from '../values/once-per.ts';
import { hostPlan } from './hosts.ts';
import type { Answers } from './schema/answers-schema.ts';
import type { HostAnswer } from './schema/hosts-schema.ts';

export type Hosted = Pick<Answers, 'hostname' | 'hostnames' | 'tls' | 'services' | 'gateway'>;

/** An https listener. */
export interface HostListener {
  /** Whether it serves `hostname`. */
  readonly main: boolean;
  /** undefined: the listener of all names that no other listener has. */
  readonly hostname: string | undefined;
  readonly hosts: readonly string[];
  /** Existing Secrets with its certificates; empty: cert-manager issues the certificate for `issued`. */
  readonly secrets: readonly string[];
  readonly issued: { readonly name: string; readonly issuer: HostAnswer['issuer'] } | undefined;
  /** false: its certificate has a name in common with that of another listener, so clients get HTTP/1.1 only. */
  readonly http2: boolean;
}

/** Each host with the certificate that it gets: its own, that of the closest wildcard (for hosts of services), or that of `tls`. */
const hostsWithCertificates = (answers: Hosted): HostAnswer[] => {
  const { declared, names } = hostPlan(answers);
  const byName = new Map(declared.map((d) => [d.hostname, d]));
  return names.map((hostname) => {
    const above = wildcardsAbove(hostname).find((w) => byName.has(w));
    const { secret, issuer } = byName.get(hostname) ?? (above === undefined ? undefined : byName.get(above)) ?? {};
    if (secret !== undefined) return { hostname, secret };
    if (issuer !== undefined) return { hostname, issuer };
    return answers.tls.secret === undefined ? { hostname } : { hostname, secret: answers.tls.secret };
  });
};

/** The one wildcard that covers all hosts of a Secret, if there is one; undefined: only a listener without a host name does. */
const commonPattern = (hosts: readonly string[]): string | undefined => {
  if (hosts.length === 1) return hosts[0] === ANY_HOST ? undefined : hosts[0];
  const widest = hosts.find((h) => isWildcard(h) && hosts.every((o) => covers(h, o)));
  if (widest !== undefined) return widest === ANY_HOST ? undefined : widest;
  const above = new Set(hosts.map(wildcardAbove));
  return above.size === 1 ? [...above][0] : undefined;
};

interface Group {
  readonly hostname: string | undefined;
  readonly hosts: string[];
  readonly secrets: string[];
  readonly issued: HostListener['issued'];
}

const groupsOf = (hosts: readonly HostAnswer[]): Group[] => {
  const wildcards = new Map(hosts.filter((h) => isWildcard(h.hostname)).map((h) => [h.hostname, h]));
  const sameIssuer = (a: HostAnswer, b: HostAnswer): boolean =>
    b.secret === undefined && a.issuer?.name === b.issuer?.name && a.issuer?.kind === b.issuer?.kind;
  const bySecret = groupPairs(hosts.flatMap((h) => (h.secret === undefined ? [] : [[h.secret, h.hostname] as const])));
  const issued = new Map<string, Group>();
  for (const host of hosts) {
    const { hostname, secret, issuer } = host;
    if (secret !== undefined) continue;
    const above = wildcards.get(wildcardAbove(hostname) ?? '');
    const name = above && sameIssuer(host, above) ? above.hostname : hostname;
    const known = issued.get(name);
    if (known) known.hosts.push(hostname);
    else
      issued.set(name, {
        hostname: name === ANY_HOST ? undefined : name,
        hosts: [hostname],
        secrets: [],
        issued: { name, issuer },
      });
  }
  const taken = new Set([...issued.values()].map((g) => g.hostname));
  const out: Group[] = [...issued.values()];
  // Two listeners cannot have the same host name, so hosts without a pattern of their own share the one without a name.
  const open: Group = { hostname: undefined, hosts: [], secrets: [], issued: undefined };
  for (const [secret, names] of bySecret) {
    const hostname = commonPattern(names);
    if (hostname !== undefined && !taken.has(hostname)) {
      taken.add(hostname);
      out.push({ hostname, hosts: names, secrets: [secret], issued: undefined });
    } else {
      open.hosts.push(...names);
      open.secrets.push(secret);
    }
  }
  return open.hosts.length > 0 ? [...out, open] : out;
};

/** The groups whose certificates have a name in common, as Envoy Gateway compares them: a wildcard covers one label. */
const overlapping = (groups: readonly Group[]): ReadonlySet<Group> => {
  const namesOf = ({ issued, hosts }: Group): readonly string[] => (issued ? [issued.name] : hosts);
  const holders = groupPairs(groups.flatMap((g) => namesOf(g).map((name) => [name, g] as const)));
  const out = new Set<Group>();
  for (const g of groups)
    for (const name of namesOf(g))
      for (const other of [...(holders.get(name) ?? []), ...(holders.get(wildcardAbove(name) ?? '') ?? [])])
        if (other !== g) {
          out.add(g);
          out.add(other);
        }
  return out;
};

/** Without certificates there is one listener: listeners of one port without TLS are one to Envoy. */
const oneListener = (answers: Hosted): HostListener => {
  const { names } = hostPlan(answers);
  const only = names.length === 1 && names[0] !== ANY_HOST ? names[0] : undefined;
  return { main: true, hostname: only, hosts: names, secrets: [], issued: undefined, http2: true };
};

const listenersOf = (answers: Hosted): readonly HostListener[] => {
  if (answers.tls.terminatedByLoadBalancer !== undefined) return [oneListener(answers)];
  const hosts = hostsWithCertificates(answers);
  const groups = groupsOf(hosts);
  const overlaps = overlapping(groups);
  const order = new Map(hosts.map((h, i) => [h.hostname, i]));
  return groups
    .map((g) => ({
      ...g,
      main: answers.hostname !== undefined && g.hosts.includes(answers.hostname),
      http2: !overlaps.has(g),
    }))
    .sort((a, b) => order.get(a.hosts[0]!)! - order.get(b.hosts[0]!)!);
};

/** The https listeners, in the order of the hosts; computed once for each answers object. */
export const hostListeners = oncePer(listenersOf);
