import type { Intent, RouteIntent } from '../../model/intent.ts';
import { sampleFor } from '../binomial.ts';
import { credentialFor, policiesOf } from '../credentials.ts';
import type { Probe } from '../probe.ts';
import { isServed, requestOf } from '../route-request.ts';
import { leastLimit } from './limits-probes.ts';

/** Share of a rate limit that the requests for the canary may use, so that they do not exhaust it. */
const SHARE_OF_LIMIT = 0.7;

const budgetOf = (route: RouteIntent, intent: Intent): number => {
  const own = intent.traffic.find((t) => t.name === route.traffic);
  return own ? Math.floor(leastLimit(own, intent) * SHARE_OF_LIMIT) : Number.POSITIVE_INFINITY;
};

const serviceName = (backend: string): string =>
  backend
    .replace(/^https:\/\//, '')
    .replace(/^.*\//, '')
    .replace(/:\d+$/, '');

/** The share of the canary by weight and by header, and rewrites if the service shows the path that it receives. */
export const canaryProbes = (intent: Intent): Probe[] => {
  const policies = policiesOf(intent);
  const lookAt = 'httpRoutes';
  const routes = new Map(intent.routes.filter((r) => r.kind === 'HTTPRoute').map((r) => [r.name, r]));
  // Most services have neither, and there can be thousands.
  const asked = intent.services.filter((s) => s.rewrite !== undefined || s.canary !== undefined);
  return asked.flatMap((s): Probe[] => {
    const route = routes.get(s.name);
    const credential = route && credentialFor(policies.get(route.name));
    if (!route || !credential || !isServed(route)) return [];
    const request = requestOf(route, credential);
    const out: Probe[] = [];
    const rule = route.rules.at(-1)!;
    const below = request.path.replace(/\/?(?=\?|$)/, '/validate');
    if (s.rewrite !== undefined && rule.replacePrefix !== undefined)
      out.push({
        id: `${s.name}.rewrite`,
        group: 'rewrite',
        title: 'the service receives the rewritten path',
        lookAt,
        check: {
          kind: 'rewritten',
          request: { ...request, path: below },
          path: `${rule.replacePrefix === '/' ? '' : rule.replacePrefix}/validate`,
        },
      });
    if (!s.canary) return out;
    const name = serviceName(s.canary.backend);
    if (s.canary.header)
      out.push({
        id: `${s.name}.canary.header`,
        group: 'canary',
        title: `requests with ${s.canary.header.name}: ${s.canary.header.value} go to the canary`,
        lookAt,
        check: {
          kind: 'backend',
          request: { ...request, headers: [...request.headers, `${s.canary.header.name}: ${s.canary.header.value}`] },
          name,
        },
      });
    const { count, low, high } = sampleFor(s.canary.weight, budgetOf(route, intent));
    out.push({
      id: `${s.name}.canary.weight`,
      group: 'canary',
      title: `${s.canary.weight} % of requests go to the canary (expected: ${low} to ${high} of ${count})`,
      lookAt,
      check: { kind: 'share', request, canary: name, count, low, high },
    });
    return out;
  });
};
