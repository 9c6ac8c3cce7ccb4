// Notices about the load balancer in front of the proxies, which these manifests do not configure.
import { type Notice, notice } from '../diagnostics/notice.ts';
import type { Intent } from '../model/intent.ts';

/** Annotations that make a cloud's load balancer send a PROXY protocol header, in any spelling. */
const PROXY_PROTOCOL = /proxy[-_]?protocol/i;

/** Notices about the Service of the proxies. */
export const serviceNotices = ({ client, gateway: { service }, team }: Omit<Intent, 'notices'>): Notice[] => {
  if (team !== undefined) return [];
  const out: Notice[] = [];
  const told = Object.entries(service.annotations).some((pair) => pair.some((text) => PROXY_PROTOCOL.test(text)));
  if (client.behind.type === 'proxyProtocol' && !told) out.push(notice('ProxyProtocolNeeded'));
  if (service.type !== 'LoadBalancer') out.push(notice('NoLoadBalancer', { type: service.type }));
  return out;
};
