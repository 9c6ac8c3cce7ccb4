import type { Intent } from '../intent/model.ts';
import { backends } from './backend.ts';
import { apiBudget, backendTrafficPolicies } from './backend-traffic-policy.ts';
import { certificate } from './certificate.ts';
import { clientTrafficPolicy } from './client-traffic-policy.ts';
import { closedByDefault } from './closed.ts';
import { envoyProxy } from './envoy-proxy.ts';
import { externalSecrets } from './external-secret.ts';
import { gateway } from './gateway.ts';
import { gatewayClass } from './gateway-class.ts';
import { grpcRoutes } from './grpc-route.ts';
import { cookieFilters, credentialFilters, hostFilters, httpRoutes } from './http-route.ts';
import { istio } from './mesh/istio.ts';
import { sdsPolicies, sdsReferences } from './mesh/sds.ts';
import { networkPolicies } from './network/policies.ts';
import { podMonitor } from './pod-monitor.ts';
import { redirect } from './redirect.ts';
import { redis } from './redis.ts';
import { referenceGrants } from './reference-grant.ts';
import { type Resource, STAGES } from './resource.ts';
import { securityPolicies } from './security-policy.ts';
import { withSuppressions } from './suppressed.ts';

/** Every kind that we write. Within a stage the order here is the order in the file, and so the order of applying. */
const KINDS: readonly ((intent: Intent) => Resource[])[] = [
  redis,
  externalSecrets,
  gatewayClass,
  sdsReferences,
  envoyProxy,
  gateway,
  closedByDefault,
  redirect,
  certificate,
  referenceGrants,
  cookieFilters,
  credentialFilters,
  hostFilters,
  backends,
  sdsPolicies,
  httpRoutes,
  grpcRoutes,
  securityPolicies,
  apiBudget,
  backendTrafficPolicies,
  clientTrafficPolicy,
  podMonitor,
  istio,
  networkPolicies,
];

/** All objects of a model, in apply order. */
export const buildResources = (intent: Intent): Resource[] => {
  const made = KINDS.flatMap((kind) => kind(intent));
  const rank = new Map(STAGES.map((s, i) => [s, i]));
  const sorted = made.sort((a, b) => rank.get(a.stage)! - rank.get(b.stage)!);
  return intent.suppressions.length > 0 ? withSuppressions(sorted, intent.suppressions) : sorted;
};
