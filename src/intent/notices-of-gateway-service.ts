// Notices about the load balancer in front of the proxies, which these manifests do not configure.
import { type Notice, notice } from '../diagnostics/notice.ts';
import type { Intent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';
import { proxyProtocolOf } from '../values/clouds.ts';

/** Notices about the Service of the proxies. */
export const serviceNotices = ({ client, gateway: g, team }: Omit<Intent, 'notices'>): Notice[] => {
  if (team !== undefined) return [];
  const { service, ipFamily, daemonSet } = g;
  if (g.attach) {
    const gateway = `${g.attach.namespace}/${g.attach.name}`;
    const { namespace } = g;
    const hostname = firstOf(
      g.hosts.map((h) => h.pattern),
      5,
    );
    return [notice('AttachedGateway', { gateway, listener: g.listeners[0]!.name, hostname, namespace })];
  }
  const out: Notice[] = [];
  if (g.merged) out.push(notice('MergedGateways', { className: g.className, owner: g.merged === 'owner' }));
  if (g.merged === 'member') return out;
  if (client.behind.type === 'proxyProtocol' && !proxyProtocolOf(service.annotations))
    out.push(notice('ProxyProtocolNeeded'));
  if (service.type !== 'LoadBalancer') {
    const ports = service.nodePorts.map((p) => `${p.nodePort} for ${p.port}`).join(', ') || undefined;
    out.push(notice('NoLoadBalancer', { type: service.type, ports }));
  }
  if (service.addresses.length > 0 && service.type !== 'ClusterIP')
    out.push(notice('ExternalAddresses', { addresses: service.addresses.join(', ') }));
  if (ipFamily !== undefined && ipFamily !== 'IPv4') out.push(notice('IpFamilies', { ipFamily }));
  if (daemonSet?.hostNetwork) out.push(notice('HostNetworkPorts'));
  return out;
};
