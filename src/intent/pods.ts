// Sizes and placement of pods that are set in the answers.
import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ControllerIntent, PodsIntent } from '../model/intent.ts';
import { DEFAULTS } from '../values/defaults.ts';

type Pods = Pick<
  NonNullable<Answers['proxy']>,
  | 'topologySpread'
  | 'nodeSelector'
  | 'tolerations'
  | 'priorityClassName'
  | 'image'
  | 'imagePullSecrets'
  | 'podLabels'
  | 'podAnnotations'
>;

const podsOf = (p: Pods = {}): PodsIntent => ({
  topologySpread: p.topologySpread ?? DEFAULTS.pods.topologySpread.value,
  nodeSelector: p.nodeSelector,
  tolerations: p.tolerations ?? [],
  priorityClassName: p.priorityClassName,
  image: p.image,
  imagePullSecrets: p.imagePullSecrets ?? [],
  labels: p.podLabels ?? {},
  annotations: p.podAnnotations ?? {},
});

/** Placement of the proxies. */
export const proxyPodsOf = ({ proxy }: Pick<Answers, 'proxy'>): PodsIntent => podsOf(proxy);

/** Millicores that the controller requests unless they are set. */
const CONTROLLER_CPU = 200;

/** The Deployment of Envoy Gateway itself. */
export const controllerOf = ({ envoyGateway }: Pick<Answers, 'envoyGateway'>): ControllerIntent => {
  const replicas = envoyGateway?.replicas ?? DEFAULTS.envoyGateway.replicas.value;
  return {
    ...podsOf(envoyGateway),
    replicas,
    minAvailable: envoyGateway?.minAvailable ?? replicas - 1,
    cpuMillis: envoyGateway?.resources?.cpu ?? CONTROLLER_CPU,
    cpuLimitMillis: envoyGateway?.resources?.cpuLimit,
    memoryMiB: envoyGateway?.resources?.memory,
    rateLimitImage: envoyGateway?.rateLimitImage,
  };
};
