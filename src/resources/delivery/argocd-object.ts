import type { Intent } from '../../model/intent.ts';
import { SYNC_WAVE } from '../waves.ts';
import { toolMeta } from './unit.ts';

export const API = 'argoproj.io/v1alpha1';
export const SERVER = 'https://kubernetes.default.svc';
/** Location of the Helm chart of Envoy Gateway. */
export const CHART = 'docker.io/envoyproxy';
/** Applications are synced after their dependencies. Between Applications this needs the health check in argocd-cm. */
export const WAVE = { projects: -10, install: -30, platform: 0, teams: 20 } as const;

/** The API server computes the diff, because the diff of Argo CD does not know what the server adds to objects of CRDs. */
export const COMPARED_BY_SERVER = { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' } as const;

interface Marks {
  readonly wave?: number;
  /** true: deleting the object deletes what it deployed; false: that remains. */
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
