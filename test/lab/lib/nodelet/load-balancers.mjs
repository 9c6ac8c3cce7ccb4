// The cloud's load balancer: an address for each Service that asks for one.
import { get, merge } from '../api.mjs';
import { log } from './host.mjs';

let lbNext = 1;
const lbUsed = new Set();
export async function loadBalancers() {
  const l = await get('/api/v1/services');
  for (const s of l.items) for (const i of s.status.loadBalancer?.ingress || []) lbUsed.add(i.ip);
  for (const s of l.items)
    if (s.spec.type === 'LoadBalancer' && !s.status.loadBalancer?.ingress?.length) {
      let ip = s.spec.loadBalancerIP;
      if (!ip) {
        while (lbUsed.has(`172.30.0.${lbNext}`)) lbNext++;
        ip = `172.30.0.${lbNext}`;
      }
      lbUsed.add(ip);
      await merge(`/api/v1/namespaces/${s.metadata.namespace}/services/${s.metadata.name}/status`, {
        status: { loadBalancer: { ingress: [{ ip, ipMode: 'VIP' }] } },
      });
      log('load balancer', s.metadata.namespace, s.metadata.name, ip);
    }
}
