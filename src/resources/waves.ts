import type { Resource } from '../objects/resource.ts';
import { STAGES } from '../stages.ts';

/** Sync wave of an object or an Application: lower waves are applied, and healthy, before higher ones. */
export const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';

/** Sets the order of the stages as sync waves. */
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
