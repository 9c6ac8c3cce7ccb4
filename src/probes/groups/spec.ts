import { kubectl } from '../make.ts';
import { lookAt, objectRef } from '../objects.ts';
import type { Probe } from '../probe.ts';
import { clientFields, proxyFields, routeFields, securityFields, trafficFields } from '../spec-fields.ts';
import type { View } from '../view.ts';

/** What curl cannot see: the values in the cluster are those of the answers. */
export const spec = ({ intent }: View): Probe[] => {
  type Fields = readonly (readonly [string, string])[];
  const one = (kind: Parameters<typeof objectRef>[1], name: string, fields: Fields, file?: string): Probe =>
    kubectl(
      {
        group: 'spec',
        names: [kind, name],
        title: `${kind} ${name} has the answered values`,
        lookAt: lookAt(kind, name, ...(file ? [file] : [])),
      },
      objectRef(intent, kind, name),
      { type: 'fields', fields },
    );
  const { install, gateway: g } = intent;
  const failure = install.rateLimitService && [
    kubectl(
      {
        group: 'spec',
        names: ['rate-limit-failure'],
        title: `without Redis the gateway ${install.rateLimitService.failClosed ? 'refuses requests' : 'lets requests pass'}`,
        lookAt: lookAt('ConfigMap', 'envoy-gateway-config'),
      },
      objectRef(intent, 'ConfigMap', 'envoy-gateway-config', install.namespace),
      {
        type: 'text',
        path: '.data.envoy-gateway\\.yaml',
        pattern: `(^|[ "{,])failClosed"?: *${install.rateLimitService.failClosed}([ ,}]|$)`,
      },
    ),
  ];
  return [
    one('Gateway', g.name, [
      ['.spec.gatewayClassName', g.className],
      ['.spec.infrastructure.parametersRef.name', g.proxy],
      ['.spec.listeners[*].name', 'http https'],
      ['.spec.listeners[*].hostname', `${g.hostname} ${g.hostname}`],
    ]),
    one('ClientTrafficPolicy', intent.client.name, clientFields(intent)),
    one('EnvoyProxy', g.proxy, proxyFields(intent)),
    ...intent.routes.map((r) => one(r.kind, r.name, routeFields(intent, r))),
    ...intent.security.map((s) => one('SecurityPolicy', s.name, securityFields(s), s.early ? '20-gateway' : undefined)),
    ...intent.traffic.map((t) => one('BackendTrafficPolicy', t.name, trafficFields(intent, t))),
    ...(failure ?? []),
  ];
};
