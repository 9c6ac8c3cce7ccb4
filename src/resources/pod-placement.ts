import type { EnvoyProxy } from '../crds/types/index.ts';
import type { PodsIntent } from '../model/intent.ts';
import { defined, some } from '../objects/make.ts';

export type ProxyKubernetes = NonNullable<NonNullable<NonNullable<EnvoyProxy['spec']>['provider']>['kubernetes']>;
type Pod = NonNullable<NonNullable<ProxyKubernetes['envoyDeployment']>['pod']>;
type Spread = NonNullable<Pod['topologySpreadConstraints']>[number];

const WHEN = { preferred: 'ScheduleAnyway', required: 'DoNotSchedule' } as const;

/** Spreads pods with these labels over each kind of place; undefined: the answers do not want that. */
export const spreadOver = (
  { topologySpread }: PodsIntent,
  keys: readonly string[],
  matchLabels: Record<string, string>,
): Spread[] | undefined =>
  topologySpread === 'none'
    ? undefined
    : keys.map((topologyKey) => ({
        maxSkew: 1,
        topologyKey,
        whenUnsatisfiable: WHEN[topologySpread],
        labelSelector: { matchLabels },
      }));

/** Where pods run. */
export const placement = (p: PodsIntent): Pick<Pod, 'nodeSelector' | 'tolerations'> =>
  defined({
    nodeSelector: p.nodeSelector && { ...p.nodeSelector },
    tolerations: some(p.tolerations.map((t) => ({ ...t }))),
  });

/** References to the Secrets of registries. */
export const pullSecrets = (p: PodsIntent): { name: string }[] | undefined =>
  some(p.imagePullSecrets.map((name) => ({ name })));

/** Entries of a map, if it has any. */
export const someOf = (map: Readonly<Record<string, string>>): Record<string, string> | undefined =>
  Object.keys(map).length > 0 ? { ...map } : undefined;
