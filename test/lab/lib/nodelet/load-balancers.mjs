// The cloud's load balancer: an address for each Service that asks for one.
import { get, merge } from '../api.mjs';
import { log } from './host.mjs';

const LAST = 254;
let given = 0;

/** The next address that no Service has; in turn, so that one that was given back rests for as long as it can. */
const nextFree = (used) => {
  for (let tries = 0; tries < LAST; tries++) {
    given = (given % LAST) + 1;
    if (!used.has(`172.30.0.${given}`)) return `172.30.0.${given}`;
  }
  throw new Error(`all ${LAST} addresses of load balancers are taken`);
};

export async function loadBalancers() {
  const { items } = await get('/api/v1/services');
  const used = new Set(items.flatMap((s) => (s.status.loadBalancer?.ingress ?? []).map((i) => i.ip)));
  for (const { metadata, spec, status } of items) {
    if (spec.type !== 'LoadBalancer' || status.loadBalancer?.ingress?.length) continue;
    const ip = spec.loadBalancerIP || nextFree(used);
    used.add(ip);
    await merge(`/api/v1/namespaces/${metadata.namespace}/services/${metadata.name}/status`, {
      status: { loadBalancer: { ingress: [{ ip, ipMode: 'VIP' }] } },
    });
    log('load balancer', metadata.namespace, metadata.name, ip);
  }
}
