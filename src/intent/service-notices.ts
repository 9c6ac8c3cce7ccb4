// Notices about the load balancer in front of the proxies: the answers rely on it, and its configuration is not visible here.
import { type Notice, notice } from '../diagnostics/notice.ts';
import type { Intent } from '../model/intent.ts';

/** Annotations that make load balancers of clouds send a PROXY header. */
const PROXY_PROTOCOL = /proxy[-_]?protocol/i;

/** The Service in front of the proxies, in words. */
export const serviceNotices = ({ client, gateway: { service }, team }: Omit<Intent, 'notices'>): Notice[] => {
  if (team !== undefined) return [];
  const out: Notice[] = [];
  const told = Object.entries(service.annotations).some((pair) => pair.some((text) => PROXY_PROTOCOL.test(text)));
  if (client.behind.type === 'proxyProtocol' && !told) out.push(notice('ProxyProtocolNeeded'));
  if (service.type !== 'LoadBalancer') out.push(notice('NoLoadBalancer', { type: service.type }));
  return out;
};
