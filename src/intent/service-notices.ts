// What stands before the proxies has to do what the answers count on; none of it can be seen from here.
import { type Notice, notice } from '../diagnostics/notice.ts';
import type { Intent } from '../model/intent.ts';

/** Annotations by which clouds are told to send a PROXY header, however they spell it. */
const PROXY_PROTOCOL = /proxy[-_]?protocol/i;

/** The Service before the proxies, in words. */
export const serviceNotices = ({ client, gateway: { service }, team }: Omit<Intent, 'notices'>): Notice[] => {
  if (team !== undefined) return [];
  const out: Notice[] = [];
  const told = Object.entries(service.annotations).some((pair) => pair.some((text) => PROXY_PROTOCOL.test(text)));
  if (client.behind.type === 'proxyProtocol' && !told) out.push(notice('ProxyProtocolNeeded'));
  if (service.type !== 'LoadBalancer') out.push(notice('NoLoadBalancer', { type: service.type }));
  return out;
};
