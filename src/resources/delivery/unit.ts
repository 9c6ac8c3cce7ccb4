import { REDIS } from '../../model/fixed-names.ts';
import type { Intent } from '../../model/intent.ts';
import { shorten } from '../../model/object-names.ts';
import { labels } from '../../objects/make.ts';
import type { KubernetesObject, Note } from '../../objects/resource.ts';

/** An object of the delivery tool, with its comments. */
export interface Delivered {
  readonly object: KubernetesObject;
  readonly notes: readonly Note[];
}

/** T is written out, never inferred from the object, so that a field which the kind does not have does not compile. */
export const delivered = <T extends KubernetesObject = never>(
  object: NoInfer<T>,
  ...notes: readonly Note[]
): Delivered => ({ object, notes });

/** Metadata of an object of the delivery tool, in the namespace of the tool. */
export const toolMeta = (intent: Intent, name: string) => ({
  name,
  namespace: intent.delivery!.namespace,
  labels: labels(intent),
});

/** A file of the delivery folder; `words` selects its header. */
export interface DeliveryFile {
  readonly path: string;
  readonly words: 'argocd-root' | 'argocd-platform' | 'argocd-team' | 'argocd-set' | 'flux-platform' | 'flux-team';
  readonly delivered: readonly Delivered[];
}

/** The folder of a unit, relative to the output folder. */
export const PLATFORM = 'platform';
export const folderOfTeam = (name: string): string => `teams/${name}`;

/** The namespace of the tool may contain objects of other gateways, so names begin with the Gateway. */
export const unitName = ({ gateway }: Intent, unit: string): string => shorten(`${gateway.name}-${unit}`);

/** The ServiceAccount with which Flux applies a team's unit, in the namespace of Flux. */
export const accountOf = unitName;

/** Namespaces of the objects in the platform's unit. */
export const platformNamespaces = ({ gateway, install, network, mesh, grants, teams, secrets }: Intent): string[] => [
  ...new Set([
    gateway.namespace,
    install.namespace,
    install.proxies.namespace,
    ...(install.rateLimitService?.redis.deploy ? [REDIS.namespace] : []),
    ...(network?.policies.map((p) => p.namespace) ?? []),
    ...(mesh?.namespaces ?? []),
    ...grants.map((g) => g.namespace),
    ...secrets.map((s) => s.namespace),
    // Roles of the teams.
    ...(teams?.teams.map((t) => t.namespace) ?? []),
  ]),
];
