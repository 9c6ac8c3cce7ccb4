import type { Resource } from '../objects/resource.ts';
import { STAGES } from '../stages.ts';

/** On an object, or on an Application among others: lower ones are applied, and healthy, before higher ones. */
export const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';

/** The order of the stages, as Argo CD reads it. */
export const inWaves = (resources: readonly Resource[]): Resource[] =>
  resources.map((r) => ({
    ...r,
    object: {
      ...r.object,
      metadata: {
        ...r.object.metadata,
        annotations: { ...r.object.metadata.annotations, [SYNC_WAVE]: String(STAGES[r.stage].wave) },
      },
    },
  }));
