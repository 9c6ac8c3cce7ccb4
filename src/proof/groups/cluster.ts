import type { Intent } from '../../intent/model.ts';
import type { KubernetesObject } from '../../resources/resource.ts';
import type { Probe } from '../probe.ts';
import { clientFile } from './client-file.ts';

const FILES: Record<string, string> = {
  HTTPRoute: '40-httproutes.yaml',
  GRPCRoute: '40-httproutes.yaml',
  SecurityPolicy: '50-securitypolicies.yaml',
  BackendTrafficPolicy: '60-backendtrafficpolicies.yaml',
  ClientTrafficPolicy: '70-clienttrafficpolicy.yaml',
  BackendTLSPolicy: '40-httproutes.yaml',
};

const ofGateway = (o: KubernetesObject): boolean =>
  (o as { spec?: { targetRefs?: { kind?: string }[] } }).spec?.targetRefs?.some((t) => t.kind === 'Gateway') ?? false;

/** The Gateway is programmed, and every route and policy is accepted and attached, not merely there. */
export const clusterProbes = (intent: Intent, objects: readonly KubernetesObject[]): Probe[] => [
  {
    id: 'gateway-programmed',
    group: 'programmed',
    title: 'the Gateway is programmed and has an address',
    lookAt: '20-gateway.yaml',
    check: { kind: 'programmed' },
  },
  ...Object.entries(FILES).flatMap(([resource, lookAt]): Probe[] => {
    // The policies of the Gateway are overridden by those of the routes, as they are meant to be.
    const names = objects
      .filter((o) => o.kind === resource)
      .map((o) => (ofGateway(o) ? `~${o.metadata.name}` : o.metadata.name));
    if (names.length === 0) return [];
    return [
      {
        id: `accepted-${resource.toLowerCase()}`,
        group: 'accepted',
        title: `${names.length} ${resource}: accepted, attached, not overridden`,
        lookAt: resource === 'ClientTrafficPolicy' ? clientFile(intent) : lookAt,
        check: { kind: 'accepted', resource, names },
      },
    ];
  }),
];
