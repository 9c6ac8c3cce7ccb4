import type { Resource, Stage } from '../objects/resource.ts';

/** On an object, or on an Application among others: lower ones are applied, and healthy, before higher ones. */
export const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';

/**
 * Argo CD sorts by wave and kind, not by file; what closes comes before what serves. It prunes in reverse, so a route goes
 * before its policies.
 */
const WAVES: Readonly<Record<Stage, number>> = {
  '05-redis': -10,
  '07-secrets': -8,
  '10-gatewayclass': -5,
  '15-teams': -3,
  '20-gateway': 0,
  '30-certificate': 0,
  '35-guards': 5,
  '70-clienttrafficpolicy': 5,
  '50-securitypolicies': 10,
  '60-backendtrafficpolicies': 10,
  '40-httproutes': 15,
  '80-observability': 20,
  '85-mesh': 25,
  '90-network': 30,
  '95-closed': 35,
};

/** The order of the stages, as Argo CD reads it. */
export const inWaves = (resources: readonly Resource[]): Resource[] =>
  resources.map((r) => ({
    ...r,
    object: {
      ...r.object,
      metadata: {
        ...r.object.metadata,
        annotations: { ...r.object.metadata.annotations, [SYNC_WAVE]: String(WAVES[r.stage]) },
      },
    },
  }));
