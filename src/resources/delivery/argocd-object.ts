import type { Intent } from '../../intent/model.ts';
import { SYNC_WAVE } from '../waves.ts';
import { toolMeta } from './unit.ts';

export const API = 'argoproj.io/v1alpha1';
export const SERVER = 'https://kubernetes.default.svc';
/** Where Envoy Gateway's chart is. */
export const CHART = 'docker.io/envoyproxy';
/** Applications come after what they count on; between Applications it counts once argocd-cm says how healthy one is. */
export const WAVE = { projects: -10, install: -30, platform: 0, teams: 20 } as const;

export const meta = (intent: Intent, name: string, wave?: number, finalizer = false) => ({
  ...toolMeta(intent, name),
  ...(wave !== undefined && { annotations: { [SYNC_WAVE]: String(wave) } }),
  // Without it, deleting the Application leaves all that it deployed.
  ...(finalizer && { finalizers: ['resources-finalizer.argocd.argoproj.io'] }),
});
