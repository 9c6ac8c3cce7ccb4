import type { Intent } from '../../model/intent.ts';
import type { KubernetesObject } from '../../objects/resource.ts';
import type { Stage } from '../../stages.ts';
import { groupBy } from '../../values/group-by.ts';
import type { Probe } from '../probe.ts';
import { clientFile } from './client-file.ts';

const STAGE_OF = {
  HTTPRoute: 'httpRoutes',
  GRPCRoute: 'httpRoutes',
  TLSRoute: 'httpRoutes',
  TCPRoute: 'httpRoutes',
  UDPRoute: 'httpRoutes',
  SecurityPolicy: 'securityPolicies',
  BackendTrafficPolicy: 'backendTrafficPolicies',
  EnvoyExtensionPolicy: 'extensions',
  ClientTrafficPolicy: 'clientTrafficPolicy',
  BackendTLSPolicy: 'httpRoutes',
} as const satisfies Record<string, Stage>;

const ofGateway = (o: KubernetesObject): boolean =>
  (o as { spec?: { targetRefs?: { kind?: string }[] } }).spec?.targetRefs?.some((t) => t.kind === 'Gateway') ?? false;

/** The Gateway is programmed; every route and policy is accepted and attached. */
export const clusterProbes = (intent: Intent, objects: readonly KubernetesObject[]): Probe[] => [
  {
    id: 'gateway.programmed',
    group: 'programmed',
    title: 'the Gateway is programmed and has an address',
    lookAt: 'gateway',
    check: { kind: 'programmed' },
  },
  ...Object.entries(STAGE_OF).flatMap(([resource, file]): Probe[] => {
    const lookAt = resource === 'ClientTrafficPolicy' ? clientFile(intent) : file;
    const byNamespace = groupBy(
      objects.filter((o) => o.kind === resource),
      (o) => o.metadata.namespace ?? '',
    );
    return [...byNamespace].map(([namespace, list]) => {
      // Policies of routes override those of the Gateway on purpose.
      const names = list.map((o) => (ofGateway(o) ? `~${o.metadata.name}` : o.metadata.name));
      const elsewhere = namespace === intent.namespace ? undefined : namespace;
      return {
        id: `accepted.${resource}${elsewhere === undefined ? '' : `.${elsewhere}`}`,
        group: 'accepted',
        title: `${names.length} ${names.length === 1 ? resource : resource.replace(/y$/, 'ie').concat('s')}${elsewhere === undefined ? '' : ` in ${elsewhere}`}: accepted, attached and not overridden`,
        lookAt,
        check: { kind: 'accepted', resource, names, namespace: elsewhere },
      };
    });
  }),
];
