import { withDefaults } from '../crds/schema-defaults.ts';
import type { Intent } from '../model/intent.ts';
import type { OwnObject } from '../objects/own-object.ts';
import type { Resource } from '../objects/resource.ts';
import { RANK } from '../stages.ts';
import { backends } from './backend.ts';
import { apiBudget, backendTrafficPolicies, fallbackOfTeams } from './backend-traffic-policy.ts';
import { certificate } from './certificate.ts';
import { clientTrafficPolicy } from './client-traffic-policy.ts';
import { closedByDefault } from './deny-by-default.ts';
import { envoyProxy } from './envoy-proxy.ts';
import { extensionPolicies } from './extension-policy.ts';
import { externalSecrets } from './external-secret.ts';
import { gateway } from './gateway.ts';
import { gatewayClass } from './gateway-class.ts';
import { grpcRoutes } from './grpc-route.ts';
import {
  cookieFilters,
  credentialFilters,
  hostFilters,
  httpRoutes,
  pathFilters,
  responseFilters,
} from './http-route.ts';
import { istio } from './mesh/istio.ts';
import { sdsPolicies, sdsReferences } from './mesh/sds-patches.ts';
import { networkPolicies } from './network/policies.ts';
import { openshift } from './openshift.ts';
import { ownManifests } from './own-manifests.ts';
import { type PatchLog, patchedResources } from './patched.ts';
import { plainHttp } from './plain-http.ts';
import { podMonitor } from './pod-monitor.ts';
import { redirect } from './redirect.ts';
import { redis } from './redis.ts';
import { referenceGrants } from './reference-grant.ts';
import { securityPolicies } from './security-policy.ts';
import { streamRoutes, streamSecurity, streamTraffic } from './stream-routes.ts';
import { withSuppressions } from './suppressed.ts';
import { admissionPolicies } from './teams/admission-policies.ts';
import { teamNamespaces } from './teams/namespaces.ts';
import { inWaves } from './waves.ts';

/** Builders of all kinds. Within a stage, this is the order in the file, and so the apply order. */
const KINDS: readonly ((intent: Intent) => Resource[])[] = [
  redis,
  externalSecrets,
  gatewayClass,
  sdsReferences,
  envoyProxy,
  openshift,
  teamNamespaces,
  admissionPolicies,
  gateway,
  closedByDefault,
  redirect,
  plainHttp,
  certificate,
  referenceGrants,
  cookieFilters,
  credentialFilters,
  hostFilters,
  pathFilters,
  responseFilters,
  backends,
  sdsPolicies,
  httpRoutes,
  grpcRoutes,
  streamRoutes,
  securityPolicies,
  streamSecurity,
  extensionPolicies,
  apiBudget,
  fallbackOfTeams,
  backendTrafficPolicies,
  streamTraffic,
  clientTrafficPolicy,
  podMonitor,
  istio,
  networkPolicies,
];

/** Builders of objects that belong to the Gateway: not part of a team's unit, nor of routes for the Gateway of another owner. */
const OF_GATEWAY: ReadonlySet<(intent: Intent) => Resource[]> = new Set([
  redis,
  gatewayClass,
  envoyProxy,
  openshift,
  gateway,
  redirect,
  plainHttp,
  certificate,
  apiBudget,
  clientTrafficPolicy,
  podMonitor,
]);

/** Builders of what the Gateways of a class share, if they share their proxies. */
const OF_CLASS: ReadonlySet<(intent: Intent) => Resource[]> = new Set([gatewayClass, envoyProxy, podMonitor]);

/** Argo CD compares manifests with stored objects, which contain the defaults of the CRDs. */
const asStored = (resources: readonly Resource[]): Resource[] =>
  resources.map((r) => ({ ...r, object: withDefaults(r.object) }));

/** What is not part of the model: the objects of the user's own files. `log` gets what patches did. */
export interface Additions {
  readonly own?: readonly OwnObject[];
  readonly log?: PatchLog;
}

/** All objects of a model, in apply order. */
export const buildResources = (intent: Intent, { log, own: added = [] }: Additions = {}): Resource[] => {
  const own = intent.team === undefined && intent.gateway.attach === undefined;
  const { merged } = intent.gateway;
  const kinds = (own ? KINDS : KINDS.filter((kind) => !OF_GATEWAY.has(kind))).filter(
    (kind) => merged !== 'member' || !OF_CLASS.has(kind),
  );
  const made = patchedResources(
    [...kinds.flatMap((kind) => kind(intent)), ...ownManifests(intent, added)],
    intent.patches,
    log,
  );
  const sorted = made.sort((a, b) => RANK[a.stage] - RANK[b.stage]);
  const ordered = intent.delivery?.tool === 'argocd' ? asStored(inWaves(sorted)) : sorted;
  return intent.suppressions.length > 0 ? withSuppressions(ordered, intent.suppressions) : ordered;
};
