// server-alias: further names of a server of nginx, which are those of all Ingress objects of its host.
import { hostPattern } from '../../answers/schema/hosts-schema.ts';
import type { Sourced } from '../neutral/neutral.ts';
import type { Ledger } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { dropped, invalid, near, shortened } from './ingress-annotations.ts';
import type { Ingress } from './ingress-objects.ts';
import { listOf } from './nginx-values.ts';

/** Further names by host. */
export type Aliases = ReadonlyMap<string, readonly Sourced[]>;

const hostsOf = ({ locations }: Ingress): string[] => [
  ...new Set(locations.flatMap(({ host }) => (host?.text ? [host.text] : []))),
];

/** The names of an annotation that can be hosts; the others are reported. */
const namesOf = (node: SourceNode, ledger: Ledger): string[] => {
  const names = listOf(node.text ?? '').flatMap((n) => n.split(/\s+/));
  const valid = names.filter((n) => hostPattern.safeParse(n).success);
  const left = names.filter((n) => !valid.includes(n));
  if (left.length > 0)
    ledger.add(
      node,
      valid.length > 0
        ? near(node, `The gateway does not serve ${left.map(shortened).join(', ')}, because these are no host names.`)
        : invalid(node, 'a list of host names'),
    );
  return valid;
};

/** The aliases of all hosts. Of a host, the first Ingress with some counts; a name that is a host is no alias (controller.go). */
export const aliasesIn = (ingresses: readonly Ingress[], ledger: Ledger): Aliases => {
  const hosts = new Set(ingresses.flatMap(hostsOf));
  const byHost = new Map<string, Sourced[]>();
  const owners = new Map<string, string>();
  for (const ingress of ingresses) {
    const node = ingress.annotations.take('server-alias');
    if (!node.exists) continue;
    const names = namesOf(node, ledger);
    const free = names.filter((n) => !hosts.has(n));
    let isUsed = false;
    for (const host of hostsOf(ingress)) {
      if (byHost.has(host)) continue;
      // Of two servers with one name, nginx uses the first.
      const own = free.filter((n) => (owners.get(n) ?? host) === host);
      for (const n of own) owners.set(n, host);
      byHost.set(
        host,
        own.map((value) => ({ value, from: [node] })),
      );
      isUsed ||= own.length > 0;
    }
    if (names.length > 0 && !isUsed)
      ledger.add(node, dropped(node, 'Another Ingress has these names, or another server-alias of the host is used.'));
  }
  return byHost;
};
