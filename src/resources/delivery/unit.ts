import { REDIS } from '../../model/fixed-names.ts';
import type { Intent } from '../../model/intent.ts';
import { shorten } from '../../model/object-names.ts';
import { labels } from '../../objects/make.ts';
import type { KubernetesObject, Note } from '../../objects/resource.ts';

/** An object of the tool that delivers, with its comments. */
export interface Delivered {
  readonly object: KubernetesObject;
  readonly notes: readonly Note[];
}

export const delivered = (object: object, ...notes: Note[]): Delivered => ({
  object: object as KubernetesObject,
  notes,
});

/** Metadata of an object of the tool's own, in its namespace. */
export const toolMeta = (intent: Intent, name: string) => ({
  name,
  namespace: intent.delivery!.namespace,
  labels: labels(intent),
});

/** A file of the delivery folder; `words` is what it is for. */
export interface DeliveryFile {
  readonly path: string;
  readonly words: 'argocd-root' | 'argocd-platform' | 'argocd-team' | 'argocd-set' | 'flux-platform' | 'flux-team';
  readonly delivered: readonly Delivered[];
}

/** The folder of a unit, from the top of the output. */
export const PLATFORM = 'platform';
export const folderOfTeam = (name: string): string => `teams/${name}`;

/** Names of the tool's objects stand beside those of other gateways. */
export const unitName = ({ gateway }: Intent, unit: string): string => shorten(`${gateway.name}-${unit}`);

/** The ServiceAccount as which Flux applies a team's unit, in Flux' own namespace. */
export const accountOf = unitName;

/** Namespaces that the platform's unit writes into. */
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
