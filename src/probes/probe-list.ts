import type { Intent, RouteIntent } from '../model/intent.ts';
import type { KubernetesObject } from '../objects/resource.ts';
import { policiesOf } from './credentials.ts';
import { bodyProbes } from './groups/bodies-probes.ts';
import { canaryProbes } from './groups/canary-probes.ts';
import { clientFile } from './groups/client-file.ts';
import { clusterProbes } from './groups/cluster-probes.ts';
import { configuredProbes } from './groups/configured-probes.ts';
import { corsProbes, edgeProbes } from './groups/edge-probes.ts';
import { closedOnHosts } from './groups/hosts-probes.ts';
import { limitProbes } from './groups/limits-probes.ts';
import { meshProbes } from './groups/mesh-probes.ts';
import { networkProbes } from './groups/network-probes.ts';
import { requestProbes } from './groups/requests-probes.ts';
import { responseProbes } from './groups/responses-probes.ts';
import { streamProbes } from './groups/streams-probes.ts';
import { GROUPS, type Probe } from './probe.ts';
import { unique } from './probe-ids.ts';

/** In execution order; probes that exhaust a rate limit come last. */
const SOURCES: readonly ((intent: Intent, objects: readonly KubernetesObject[]) => Probe[])[] = [
  clusterProbes,
  configuredProbes,
  edgeProbes,
  streamProbes,
  requestProbes,
  closedOnHosts,
  corsProbes,
  responseProbes,
  bodyProbes,
  networkProbes,
  meshProbes,
  canaryProbes,
  limitProbes,
];

/** All probes of a model. `objects` are those that are applied. */
export const probesOf = (intent: Intent, objects: readonly KubernetesObject[]): Probe[] => {
  const rank = new Map(GROUPS.map((g, i) => [g, i]));
  const probes = unique(
    SOURCES.flatMap((source) => source(intent, objects)).sort((a, b) => rank.get(a.group)! - rank.get(b.group)!),
  );
  const networks = networksOf(intent);
  // The ClientTrafficPolicy is not always in the file that has its name.
  const placed = probes.map((p) => (p.lookAt === 'clientTrafficPolicy' ? { ...p, lookAt: clientFile(intent) } : p));
  const faulty = faultyOf(intent);
  return placed.map((p) => withNetworks(withFaults(p, faulty), networks));
};

/** By route, the networks that it allows; only for routes where every rule requires a network. */
const networksOf = (intent: Intent): ReadonlyMap<string, { route: RouteIntent; networks: readonly string[] }> => {
  const policies = policiesOf(intent);
  return new Map(
    intent.routes.flatMap((route) => {
      const rules = policies.get(route.name)?.rules ?? [];
      if (rules.length === 0 || rules.some((r) => r.cidrs.length === 0)) return [];
      return [[route.name, { route, networks: [...new Set(rules.flatMap((r) => r.cidrs))] }] as const];
    }),
  );
};

/** Routes whose requests the gateway aborts for a test. */
const faultyOf = ({ routes, traffic }: Intent): ReadonlySet<string> => {
  const policies = new Set(traffic.filter((t) => t.fault?.abort).map((t) => t.name));
  return new Set(routes.filter((r) => policies.has(r.traffic)).map((r) => r.name));
};

/** A request that the gateway aborts shows nothing: faults come before authentication. */
const withFaults = (p: Probe, routes: ReadonlySet<string>): Probe => {
  const request = 'request' in p.check ? p.check.request : undefined;
  return request?.route !== undefined && routes.has(request.route)
    ? { ...p, unseen: 'fault aborts requests of this service' }
    : p;
};

/** Marks a probe that needs an allowed client address. Without credentials, a route with authentication answers 401 anyway. */
const withNetworks = (p: Probe, byRoute: ReturnType<typeof networksOf>): Probe => {
  const request = 'request' in p.check ? p.check.request : undefined;
  const found = request?.route === undefined ? undefined : byRoute.get(request.route);
  if (!request || !found || (request.credential.as === 'none' && found.route.methods.length > 0)) return p;
  return { ...p, networks: found.networks };
};
