import type { Intent } from '../model/intent.ts';

/** The runbook's sentences about how clients reach the proxies; empty if only defaults apply. */
export const entryWords = ({ gateway: { service: s, ipFamily, daemonSet } }: Intent): string[] => [
  ...(s.cloud ? [`The Service of the proxies has the preset ${s.cloud.name} (${s.cloud.doc}).`] : []),
  ...(s.addresses.length > 0 ? [`Fixed addresses: ${s.addresses.join(', ')}.`] : []),
  ...s.nodePorts.map((p) => `Port ${p.port} is node port ${p.nodePort}.`),
  ...(s.dnsKeys.length > 0
    ? [
        `external-dns creates DNS records from the Service (source "service"): ${s.annotations[s.dnsKeys[0]!]!.replaceAll(',', ', ')}.`,
      ]
    : []),
  ...Object.values(s.gatewayAnnotations)
    .slice(0, 1)
    .map((target) => `DNS records of the routes lead to ${target} (external-dns, source "gateway-httproute").`),
  ...(ipFamily === undefined ? [] : [`IP family: ${ipFamily}.`]),
  ...(daemonSet
    ? [
        `One proxy runs on every node (DaemonSet); the sizes are for ${daemonSet.nodes} nodes. A new node adds a replica, and local limits then allow more.`,
      ]
    : []),
  ...(daemonSet?.hostNetwork ? ['It uses the network of the node: ports 10080 and 10443 of each node.'] : []),
];
