// How the runbook finds a request in the access log.

import { OWNER, OWNER_CLASS, parentOf } from '../../model/gateway-labels.ts';
import type { Intent } from '../../model/intent.ts';

/** The pods of the proxies, as a selector of kubectl. */
const proxySelector = ({ gateway: g }: Intent): string =>
  g.merged ? `${OWNER_CLASS}=${g.className}` : `${OWNER}=${parentOf(g).name}`;

/** Whether Envoy replaces bodies of its own responses. It then logs no response_code_details for them (seen in the lab). */
const replacesBodies = ({ traffic, problemJson, errorPages }: Intent): boolean =>
  problemJson || errorPages.some((p) => p.from !== 'services') || traffic.some((t) => t.problems !== undefined);

/** How Envoy Gateway names the rules of the first route in the access log. The path of a request is logged after its rewrite. */
const exampleRoute = ({ routes, namespace, teams }: Intent): string => {
  const first = routes.find((r) => r.role !== 'public') ?? routes[0];
  return first
    ? `"route_name":"${first.kind.toLowerCase()}/${namespace}/${first.name}/`
    : `"route_name":"httproute/${teams?.teams[0]?.namespace ?? namespace}/`;
};

/** What the runbook states about the access log. `written`: in the form that these answers decide. */
export const logWords = (intent: Intent) => ({
  written: intent.observability.accessLog && !intent.gateway.attach,
  foreign: intent.gateway.attach !== undefined,
  off: !intent.observability.accessLog && !intent.gateway.attach,
  proxyNamespace: intent.install.proxies.namespace,
  proxies: proxySelector(intent),
  pattern: exampleRoute(intent),
  rewrites: intent.services.some((s) => s.rewrite !== undefined),
  replaced: replacesBodies(intent),
});
