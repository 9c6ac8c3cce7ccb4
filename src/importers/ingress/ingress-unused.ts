// Values of an Ingress that no service contains, because its paths were left out.
import type { ListItem, NeutralService } from '../neutral/neutral.ts';
import type { Ledger } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import type { Ingress } from './ingress-objects.ts';

/** Reports namespaces and hosts that are in no answer. */
export const reportUnused = (
  ingresses: readonly Ingress[],
  services: readonly NeutralService[],
  lists: readonly ListItem[],
  ledger: Ledger,
): void => {
  const used = new Map<unknown, Set<string>>();
  const add = (node: SourceNode): void => {
    const known = used.get(node.document) ?? new Set<string>();
    used.set(node.document, known.add(node.pointer));
  };
  for (const s of services) for (const { from } of [...s.hosts, ...s.parts]) from.forEach(add);
  for (const item of lists) item.from.forEach(add);
  const isUsed = (node: SourceNode): boolean => used.get(node.document)?.has(node.pointer) === true;
  for (const { namespace, locations } of ingresses) {
    if (!isUsed(namespace)) ledger.noEffect(namespace);
    const hosts = new Map(locations.flatMap(({ host }) => (host ? [[host.pointer, host] as const] : [])));
    for (const host of hosts.values())
      if (!isUsed(host))
        ledger.say(host, 'IngressPathLeftOut', {
          path: host.text ?? '',
          why: 'none of the paths of this host was imported',
        });
  }
};
