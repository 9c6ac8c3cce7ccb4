import type { SecurityPolicy } from '../crds/types/index.ts';
import type { Intent } from '../model/intent.ts';
import { ENVOY_GATEWAY, GATEWAY_GROUP, meta } from '../objects/make.ts';

type Spec = SecurityPolicy['spec'];
export type PolicyTarget = NonNullable<Spec['targetRefs']>[number];

/** References of a policy to listeners of the Gateway. */
export const listenerRefs = ({ gateway }: Intent, listeners: readonly string[]) =>
  listeners.map((sectionName) => ({
    group: GATEWAY_GROUP,
    kind: 'Gateway' as const,
    name: gateway.name,
    sectionName,
  }));

/** A reference of a policy to an HTTPRoute. */
export const httpRouteRef = (name: string): PolicyTarget => ({ group: GATEWAY_GROUP, kind: 'HTTPRoute', name });

/** A SecurityPolicy without authentication: what its targets allow and deny. */
export const authorizationPolicy = (
  intent: Intent,
  name: string,
  targetRefs: PolicyTarget[],
  authorization: NonNullable<Spec['authorization']>,
): SecurityPolicy => ({
  apiVersion: ENVOY_GATEWAY,
  kind: 'SecurityPolicy',
  metadata: meta(intent, name),
  spec: { targetRefs, authorization },
});
