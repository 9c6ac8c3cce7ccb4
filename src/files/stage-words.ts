import type { Stage } from '../resources/resource.ts';

/** What each file is for, in the words of its header. */
export const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  '05-redis':
    'Redis, in which all proxies count global rate limits together. Nothing before it; the rate limit service needs it.',
  '10-gatewayclass':
    'GatewayClass and EnvoyProxy: who runs the proxies, how many, how large, and what they log. Needs Envoy Gateway (install.sh).',
  '20-gateway':
    'The Gateway, the redirect to https, and what closes it by default: until a route brings its own policy, requests are refused. Before any route, so that connections which are open by then have the filters already.',
  '30-certificate':
    'The certificate of the https listener. After the Gateway, through which ACME challenges are answered.',
  '40-httproutes':
    'Routes: which path goes to which service, rewrites, header changes, canary weights. Closed until their SecurityPolicies are there.',
  '50-securitypolicies': 'Who may call which route. One policy decides for a route, whole; nothing is merged.',
  '60-backendtrafficpolicies':
    'Rate limits and resilience of each route, in one policy, since a second one for the same target would be ignored.',
  '70-clienttrafficpolicy':
    'What clients may do before a route is chosen: TLS, protocols, limits, paths, and headers that only the gateway may set.',
  '80-observability': 'Where Prometheus finds the metrics.',
};
