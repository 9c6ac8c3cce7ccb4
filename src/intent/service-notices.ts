// Notices about the load balancer in front of the proxies: the answers rely on it, and its configuration is not visible here.
import type { Intent, Notice } from '../model/intent.ts';

/** Annotations that make load balancers of clouds send a PROXY header. */
const PROXY_PROTOCOL = /proxy[-_]?protocol/i;

/** The Service in front of the proxies, in words. */
export const serviceNotices = ({ client, gateway: { service }, team }: Omit<Intent, 'notices'>): Notice[] => {
  if (team !== undefined) return [];
  const out: Notice[] = [];
  const told = Object.entries(service.annotations).some((pair) => pair.some((text) => PROXY_PROTOCOL.test(text)));
  if (client.behind.type === 'proxyProtocol' && !told)
    out.push({
      code: 'ProxyProtocolNeeded',
      text: 'Every connection has to begin with a PROXY header, and nothing is answered that makes a load balancer send one; without it no client gets through. Answer gateway.service.annotations. For an NLB of AWS: service.beta.kubernetes.io/aws-load-balancer-proxy-protocol: "*". Other clouds have an annotation of their own for it.',
    });
  if (service.type !== 'LoadBalancer')
    out.push({
      code: 'NoLoadBalancer',
      text: `The Service of the proxies is of type ${service.type}: ${service.type === 'NodePort' ? 'clients reach it by ports of the nodes that Kubernetes chooses' : 'it has an address inside the cluster only'}. What stands before it is yours; tell validate.sh its address by --address.`,
    });
  return out;
};
