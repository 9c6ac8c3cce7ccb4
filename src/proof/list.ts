import type { Intent } from '../intent/model.ts';
import type { KubernetesObject } from '../resources/resource.ts';
import { canaryProbes } from './groups/canary.ts';
import { clusterProbes } from './groups/cluster.ts';
import { configuredProbes } from './groups/configured.ts';
import { corsProbes, edgeProbes } from './groups/edge.ts';
import { limitProbes } from './groups/limits.ts';
import { meshProbes } from './groups/mesh.ts';
import { networkProbes } from './groups/network.ts';
import { requestProbes } from './groups/requests.ts';
import { responseProbes } from './groups/responses.ts';
import { unique } from './ids.ts';
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
  const probes = unique(
    SOURCES.flatMap((source) => source(intent, objects)).sort((a, b) => rank.get(a.group)! - rank.get(b.group)!),
  );
  const reached = probes.map((p) => withNetworks(p, intent));
  return intent.team === undefined ? reached : reached.map((p) => ({ ...p, lookAt: fromTeam(p.lookAt) }));
};

/** Networks of the route, for a check that gets nowhere from another address: without credentials a closed route says 401 first. */
const withNetworks = (p: Probe, intent: Intent): Probe => {
  const request = 'request' in p.check ? p.check.request : undefined;
  const route = intent.routes.find((r) => r.name === request?.route);
  if (!request || !route || (request.credential.as === 'none' && route.methods.length > 0)) return p;
  const rules = intent.security.find((s) => s.name === route.security)?.rules ?? [];
  if (rules.length === 0 || rules.some((r) => r.cidrs.length === 0)) return p;
  return { ...p, networks: [...new Set(rules.flatMap((r) => r.cidrs))] };
};

/** Files that are the platform's, as a team's folder sees them. */
const fromTeam = (lookAt: string): string =>
  /^(?:10|20|30|70|80)-|^envoy-gateway-values/.test(lookAt) ? `../../platform/${lookAt}` : lookAt;
