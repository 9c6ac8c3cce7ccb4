import type { Intent } from '../../model/intent.ts';
import { SYNC_WAVE } from '../waves.ts';
import { toolMeta } from './unit.ts';

export const API = 'argoproj.io/v1alpha1';
export const SERVER = 'https://kubernetes.default.svc';
/** Where Envoy Gateway's chart is. */
export const CHART = 'docker.io/envoyproxy';
/** Applications come after what they count on; between Applications it counts once argocd-cm says how healthy one is. */
export const WAVE = { projects: -10, install: -30, platform: 0, teams: 20 } as const;

/** The API server says what would change; Argo CD's own comparison does not know what it adds to objects of CRDs. */
export const COMPARED_BY_SERVER = { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' } as const;

interface Marks {
  readonly wave?: number;
  /** true: deleting the object deletes what it deployed; without it all of that stays. */
  readonly finalizer?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
}

export const meta = (intent: Intent, name: string, { wave, finalizer = false, annotations = {} }: Marks = {}) => {
  const all = { ...(wave !== undefined && { [SYNC_WAVE]: String(wave) }), ...annotations };
  return {
    ...toolMeta(intent, name),
    ...(Object.keys(all).length > 0 && { annotations: all }),
    ...(finalizer && { finalizers: ['resources-finalizer.argocd.argoproj.io'] }),
  };
};
