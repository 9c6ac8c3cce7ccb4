// Sizes and placement of pods.
import { constant, define, type Group } from '../definition.ts';
import { quote } from '../shown.ts';

export const sizesRefusals = {
  InvalidResource: define<{ value: string; of: 'cpu' | 'memory' }>({
    severity: 'error',
    sample: { value: '512', of: 'memory' },
    words: ({ value, of }) => ({
      what: `${quote(value, 40)} is not ${of === 'cpu' ? 'an amount of CPU from 10m to 256 cores' : 'an amount of memory from 64Mi to 1024Gi'}.`,
      why: 'The sizes of a pod are calculated from it.',
      fix:
        of === 'cpu'
          ? 'Write cores or millicores, such as 2 or 500m.'
          : 'Write a whole number of Mi or Gi, such as 512Mi or 2Gi.',
    }),
  }),
  InvalidToleration: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'dedicated=edge:Never' },
    words: ({ value }) => ({
      what: `${quote(value, 80)} is not a taint.`,
      why: 'A toleration names the taint of a node that the pods may run on.',
      fix: 'Write it as for kubectl taint: dedicated=edge:NoSchedule, or dedicated:NoSchedule for any value. The effect is NoSchedule, PreferNoSchedule or NoExecute.',
    }),
  }),
  InvalidPodMetadata: define<{ what: 'label' | 'annotation'; key: string; value: string; reserved: boolean }>({
    severity: 'error',
    sample: { what: 'label', key: 'app.kubernetes.io/name', value: 'api', reserved: true },
    words: ({ what, key, value, reserved }) => ({
      what: reserved
        ? `The label ${quote(key, 80)} is set by Envoy Gateway.`
        : `${quote(`${key}: ${value}`, 80)} is not a Kubernetes ${what}.`,
      why: reserved ? 'Services and policies find the pods by it.' : 'The API server rejects it.',
      fix: reserved ? 'Choose another name.' : 'Write a name such as team or example.com/team, and a value in quotes.',
    }),
  }),
  PodMetadataOfMesh: define<{ key: string }>({
    severity: 'error',
    sample: { key: 'sidecar.istio.io/inject' },
    words: ({ key }) => ({
      what: `proxy has ${quote(key, 80)}, and mesh is set.`,
      why: 'mesh decides whether the proxies are in the mesh, and sets the labels and annotations for that.',
      fix: `Remove ${key}, or remove mesh.`,
    }),
  }),
  InvalidTaggedImage: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'registry.example.com/envoy:latest' },
    words: ({ value }) => ({
      what: `${quote(value, 120)} is not an image with the tag of a version.`,
      why: 'Without such a tag nobody knows which version runs, and a restart can change it.',
      fix: 'Write a reference such as registry.example.com/envoy:distroless-v1.39.1, with or without a digest.',
    }),
  }),
  ReplicasReversed: define<{ min: number; max: number }>({
    severity: 'error',
    sample: { min: 5, max: 3 },
    words: ({ min, max }) => ({
      what: `proxy.replicas has min: ${min} and max: ${max}.`,
      why: 'The API server rejects a minimum above the maximum.',
      fix: `Write max: ${min * 3}, or a lower minimum.`,
    }),
  }),
  MinAvailableBlocksDrains: define<{ key: string; minAvailable: number; replicas: number }>({
    severity: 'error',
    sample: { key: 'proxy', minAvailable: 3, replicas: 3 },
    words: ({ key, minAvailable, replicas }) => ({
      what: `${key}.minAvailable is ${minAvailable}, and there can be as few as ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}.`,
      why: 'No pod may then be evicted, so nodes cannot be drained.',
      fix: `Write minAvailable: ${replicas - 1}, or more replicas.`,
    }),
  }),
  ProxyKeyOfDeployment: define<{ key: string }>({
    severity: 'error',
    sample: { key: 'replicas' },
    words: ({ key }) => ({
      what: `proxy.${key} is set, and gateway.daemonSet runs one proxy on each node.`,
      why: 'The number of nodes decides how many proxies run and where; Kubernetes has no autoscaler or budget for that.',
      fix: `Remove proxy.${key}, or remove gateway.daemonSet.`,
    }),
  }),
  UtilizationUnused: constant('error', {
    what: 'proxy.cpuUtilization is set, and the number of replicas is fixed.',
    why: 'No replicas are added, whatever the load.',
    fix: 'Remove cpuUtilization, or write proxy.replicas: { min, max }.',
  }),
  CpuLimitBelowRequest: define<{ key: string; limit: number; request: number }>({
    severity: 'error',
    sample: { key: 'proxy', limit: 500, request: 1000 },
    words: ({ key, limit, request }) => ({
      what: `${key}.resources.cpuLimit is ${limit}m, and the request is ${request}m.`,
      why: 'The API server rejects a request above its limit.',
      fix: `Write cpuLimit: ${request}m or more, or set a lower resources.cpu.`,
    }),
  }),
  RateLimitImageUnused: constant('error', {
    what: 'envoyGateway.rateLimitImage is set, and no rate limit is global.',
    why: 'The rate limit service runs only with rateLimit.scope: global.',
    fix: 'Remove rateLimitImage.',
  }),
  OpenShiftHostNetwork: constant('error', {
    what: 'platform: openshift and gateway.hostNetwork are both set.',
    why: 'No SecurityContextConstraint that OpenShift contains admits the network of the node together with the user of the proxies.',
    fix: 'Remove hostNetwork, or remove platform and bind a SecurityContextConstraint of your own.',
  }),
  OpenShiftStreams: define<{ stream: string }>({
    severity: 'warning',
    sample: { stream: 'mqtt' },
    words: ({ stream }) => ({
      what: `Stream ${stream} needs TCPRoutes, TLSRoutes or UDPRoutes.`,
      why: 'From version 4.19 on, OpenShift manages the CRDs of Gateway API itself and refuses those that it does not contain.',
      fix: 'Compare with the output of `kubectl get crd -o name | grep gateway.networking.k8s.io`.',
    }),
  }),
} as const satisfies Group;
