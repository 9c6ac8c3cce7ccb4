// Values of an Ingress that no service contains, because its paths were left out.
import type { ListItem, NeutralService } from '../neutral/neutral.ts';
import type { Ledger } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { dropped, PREFIX } from './ingress-annotations.ts';
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
  const isImported = ({ node }: Ingress): boolean =>
    [...(used.get(node.document) ?? [])].some((pointer) => pointer.startsWith(`${node.pointer}/spec/`));
  for (const ingress of ingresses) {
    const { namespace, locations, annotations } = ingress;
    if (!isUsed(namespace)) ledger.noEffect(namespace);
    if (!isImported(ingress))
      for (const node of annotations.node.children)
        if (node.key.startsWith(PREFIX)) ledger.add(node, dropped(node, 'No path of this Ingress was imported.'));
    // The host of a canary is that of its main Ingress.
    if (annotations.isOn('canary') && isImported(ingress)) continue;
    const hosts = new Map(locations.flatMap(({ host }) => (host ? [[host.pointer, host] as const] : [])));
    for (const host of hosts.values())
      if (!isUsed(host))
        ledger.say(host, 'IngressPathLeftOut', {
          path: host.text ?? '',
          why: 'none of the paths of this host was imported',
        });
  }
};
