import type { Intent } from '../intent/model.ts';
import type { KubernetesObject } from '../resources/resource.ts';
import { canaryProbes } from './groups/canary.ts';
import { clientFile } from './groups/client-file.ts';
import { clusterProbes } from './groups/cluster.ts';
import { configuredProbes } from './groups/configured.ts';
import { corsProbes, edgeProbes } from './groups/edge.ts';
import { limitProbes } from './groups/limits.ts';
import { meshProbes } from './groups/mesh.ts';
import { networkProbes } from './groups/network.ts';
import { requestProbes } from './groups/requests.ts';
import { responseProbes } from './groups/responses.ts';
import { GROUPS, type Probe } from './probe.ts';

/** In asking order; what uses up a budget comes last. */
const SOURCES: readonly ((intent: Intent, objects: readonly KubernetesObject[]) => Probe[])[] = [
  clusterProbes,
  configuredProbes,
  edgeProbes,
  requestProbes,
  corsProbes,
  responseProbes,
  networkProbes,
  meshProbes,
  canaryProbes,
  limitProbes,
];

/** Every observation that proves the answers, from the model. `objects` are those that are applied. */
export const probesOf = (intent: Intent, objects: readonly KubernetesObject[]): Probe[] => {
  const rank = new Map(GROUPS.map((g, i) => [g, i]));
  const probes = SOURCES.flatMap((source) => source(intent, objects)).sort(
    (a, b) => rank.get(a.group)! - rank.get(b.group)!,
  );
  // The ClientTrafficPolicy is not always in the file that has its name.
  const placed = probes.map((p) =>
    p.lookAt === '70-clienttrafficpolicy.yaml' ? { ...p, lookAt: clientFile(intent) } : p,
  );
  return intent.team === undefined ? placed : placed.map((p) => ({ ...p, lookAt: fromTeam(p.lookAt) }));
};

/** Files that are the platform's, as a team's folder sees them. */
const fromTeam = (lookAt: string): string =>
  /^(?:10|20|30|70|80)-|^envoy-gateway-values/.test(lookAt) ? `../../platform/${lookAt}` : lookAt;
