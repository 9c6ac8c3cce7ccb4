// The Node object, as a kubelet registers it.
import { get, merge, post } from '../api.mjs';
import { NODE, NODE_IP, now } from './host.mjs';

export async function ensureNode() {
  const caps = { cpu: '64', memory: '256Gi', pods: '5000', 'ephemeral-storage': '100Gi' };
  try {
    await get(`/api/v1/nodes/${NODE}`);
  } catch {
    await post('/api/v1/nodes', {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: NODE,
        labels: {
          'kubernetes.io/hostname': NODE,
          'kubernetes.io/os': 'linux',
          'topology.kubernetes.io/zone': 'lab-a',
          'topology.kubernetes.io/region': 'lab',
        },
      },
      spec: { podCIDR: '10.244.0.0/16' },
    });
  }
  // The API server taints a new node as not ready, and nothing else in the lab removes it; a DaemonSet has no Pod on such a node.
  await merge(`/api/v1/nodes/${NODE}`, { spec: { taints: null } });
  await merge(`/api/v1/nodes/${NODE}/status`, {
    status: {
      capacity: caps,
      allocatable: caps,
      addresses: [
        { type: 'InternalIP', address: NODE_IP },
        { type: 'Hostname', address: NODE },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'LabReady',
          message: 'stand-in kubelet',
          lastHeartbeatTime: now(),
          lastTransitionTime: now(),
        },
      ],
      nodeInfo: {
        kubeletVersion: 'v1.36.3-lab',
        osImage: 'processes, no containers',
        architecture: 'amd64',
        operatingSystem: 'linux',
        kernelVersion: '',
        machineID: '',
        systemUUID: '',
        bootID: '',
        containerRuntimeVersion: 'lab://1',
        kubeProxyVersion: '',
      },
    },
  });
  // kubelet and addons make these; the admission plugin wants them before the first Pod
  for (const p of [
    ['system-node-critical', 2000001000],
    ['system-cluster-critical', 2000000000],
  ])
    await post('/apis/scheduling.k8s.io/v1/priorityclasses', { metadata: { name: p[0] }, value: p[1] }).catch(() => {});
}
