// Connections that are only forwarded: a route for each stream, who may connect, and how the gateway connects to the backend.
import type { BackendTrafficPolicy, TCPRoute, TLSRoute, UDPRoute } from '../crds/types/index.ts';
import type { Intent } from '../model/intent.ts';
import type { StreamIntent } from '../model/streams-intent.ts';
import { ENVOY_GATEWAY, GATEWAY_API, GATEWAY_GROUP, meta, note, resource } from '../objects/make.ts';
import type { KubernetesObject, Resource } from '../objects/resource.ts';
import { serviceRef } from '../objects/server-ref.ts';
import { authorizationPolicy, listenerRefs } from './authorization-policy.ts';
import { STREAMS } from './notes/streams-notes.ts';
import { parentRefs } from './route-parts.ts';

/** The file of all streams, if files are folders. */
const OWNER = 'streams';

const listenersOf = (s: StreamIntent): string[] => s.listeners.map((l) => l.name);

/** One TLSRoute, TCPRoute or UDPRoute for each stream. */
export const streamRoutes = (intent: Intent): Resource[] =>
  intent.streams.map((s) => {
    const rules = [{ name: 'all', backendRefs: [serviceRef(s.backend, intent.namespace)] }];
    const metadata = meta(intent, s.name);
    const spec = { parentRefs: parentRefs(intent, listenersOf(s)), rules };
    const hostnames = s.listeners.flatMap((l) => l.hostname ?? []);
    const object: TLSRoute | TCPRoute | UDPRoute =
      s.kind === 'TLSRoute'
        ? { apiVersion: GATEWAY_API, kind: s.kind, metadata, spec: { ...spec, hostnames } }
        : s.kind === 'TCPRoute'
          ? { apiVersion: GATEWAY_API, kind: s.kind, metadata, spec }
          : { apiVersion: GATEWAY_API, kind: s.kind, metadata, spec };
    return resource('httpRoutes', OWNER, object as KubernetesObject, [note('why', STREAMS.route(s.name, s.reason))]);
  });

/** Who may connect, by address: a policy of the listener, because a TLSRoute can have none of its own. */
export const streamSecurity = (intent: Intent): Resource[] =>
  intent.streams
    .filter((s) => s.cidrs.length > 0)
    .map((s) => {
      const object = authorizationPolicy(intent, s.policy, listenerRefs(intent, listenersOf(s)), {
        defaultAction: 'Deny',
        rules: [{ name: 'networks', action: 'Allow', principal: { clientCIDRs: [...s.cidrs] } }],
      });
      return resource('securityPolicies', OWNER, object, [note('why', STREAMS.networks(s.name))]);
    });

/** Health checks, timeouts and limits; a UDPRoute has none of them. */
export const streamTraffic = (intent: Intent): Resource[] =>
  intent.streams
    .filter((s) => s.kind !== 'UDPRoute')
    .map((s) => {
      const object: BackendTrafficPolicy = {
        apiVersion: ENVOY_GATEWAY,
        kind: 'BackendTrafficPolicy',
        metadata: meta(intent, s.policy),
        spec: {
          targetRefs: [{ group: GATEWAY_GROUP, kind: s.kind, name: s.name }],
          circuitBreaker: {
            maxConnections: intent.sizing.maxConnections.value,
            maxPendingRequests: intent.sizing.maxPendingRequests.value,
          },
          healthCheck: {
            active: {
              type: 'TCP',
              interval: '10s',
              timeout: '2s',
              unhealthyThreshold: 3,
              healthyThreshold: 2,
              tcp: {},
            },
          },
          loadBalancer: { type: 'LeastRequest' },
          timeout: { tcp: { connectTimeout: '5s' } },
          tcpKeepalive: { probes: 3, idleTime: '60s', interval: '10s' },
        },
      };
      return resource('backendTrafficPolicies', OWNER, object, [
        note('why', STREAMS.traffic(s.name)),
        note('sizing', intent.sizing.maxConnections.calculation, 'spec', 'circuitBreaker', 'maxConnections'),
      ]);
    });
