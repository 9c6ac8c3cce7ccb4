// Which Gateway of the source becomes the answers.
import type { Loose } from '../../../effective/objects/loose-objects.ts';
import { effectiveRoutes } from '../../../effective/requests/effective-routes.ts';
import type { Snapshot } from '../../../effective/snapshot.ts';

/** `namespace/name`, as messages show a Gateway. */
export const shownGateway = ({ metadata: { namespace, name } }: Loose): string =>
  namespace === undefined ? name : `${namespace}/${name}`;

/** The Gateway that a person named, else the one with the most routes; undefined: there is none. */
export const chosenGateway = (snapshot: Snapshot, named: string | undefined): Loose | undefined => {
  const routes = new Map<Loose, Set<Loose>>();
  for (const { gateway, route } of effectiveRoutes(snapshot))
    routes.set(gateway, (routes.get(gateway) ?? new Set()).add(route));
  const all = snapshot.of('Gateway');
  const meant = all.find((g) => named !== undefined && (g.metadata.name === named || shownGateway(g) === named));
  if (meant) return meant;
  const count = (g: Loose): number => routes.get(g)?.size ?? 0;
  return all.reduce<Loose | undefined>((best, g) => (best && count(best) >= count(g) ? best : g), undefined);
};
