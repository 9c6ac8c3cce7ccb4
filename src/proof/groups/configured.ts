// What curl cannot see is asked of the API server: the values that were answered, field by field.
import type { Intent, SecurityIntent, TrafficIntent } from '../../intent/model.ts';
import type { Probe } from '../probe.ts';

const configured = (
  id: string,
  title: string,
  lookAt: string,
  resource: string,
  namespace: string,
  name: string,
  jsonpath: string,
  want: string,
  group: Probe['group'] = 'configured',
): Probe => ({
  id,
  group,
  title,
  lookAt,
  check: { kind: 'configured', resource, name, namespace, jsonpath, want },
});

const securityFile = (s: SecurityIntent): string => (s.early ? '20-gateway.yaml' : '50-securitypolicies.yaml');

const targets = (t: SecurityIntent['targets']): [string, string] =>
  t.by === 'name'
    ? ['{.spec.targetRefs[*].name}', t.routes.map((r) => r.name).join(' ')]
    : [`{.spec.targetSelectors[0].matchLabels.${t.label.replaceAll('.', '\\.')}}`, t.value];

const securityProbes = (s: SecurityIntent, ns: string): Probe[] => {
  const one = (what: string, title: string, jsonpath: string, want: string): Probe =>
    configured(`${what}-${s.name}`, title, securityFile(s), 'SecurityPolicy', ns, s.name, jsonpath, want);
  return [
    one('targets', `SecurityPolicy ${s.name} protects its routes`, ...targets(s.targets)),
    one(
      'default-action',
      `SecurityPolicy ${s.name}: ${s.defaultAction} by default`,
      '{.spec.authorization.defaultAction}',
      s.defaultAction,
    ),
    one(
      'rules',
      `SecurityPolicy ${s.name}: ${s.rules.length} rules let in`,
      '{.spec.authorization.rules[*].name}',
      s.rules.map((r) => r.name).join(' '),
    ),
    ...(s.jwt.length > 0
      ? [
          one(
            'issuer',
            `SecurityPolicy ${s.name}: issuers`,
            '{.spec.jwt.providers[*].issuer}',
            s.jwt.map((p) => p.issuer).join(' '),
          ),
          one(
            'audiences',
            `SecurityPolicy ${s.name}: audiences`,
            '{.spec.jwt.providers[*].audiences[*]}',
            s.jwt.flatMap((p) => p.audiences).join(' '),
          ),
          one(
            'expiry',
            `SecurityPolicy ${s.name}: tokens must expire`,
            '{.spec.authorization.rules[*].cel}',
            s.rules.map((r) => r.cel ?? '').join(' '),
          ),
        ]
      : []),
    ...(s.apiKey
      ? [
          one(
            'key-removed',
            `SecurityPolicy ${s.name}: the key does not reach the service`,
            '{.spec.apiKeyAuth.sanitize}',
            'true',
          ),
        ]
      : []),
    ...(s.extAuth
      ? [
          one(
            'fail-open',
            `SecurityPolicy ${s.name}: while the authorizer is down`,
            '{.spec.extAuth.failOpen}',
            String(s.extAuth.failOpen),
          ),
        ]
      : []),
  ];
};

const trafficProbes = (t: TrafficIntent, ns: string): Probe[] => {
  const file = '60-backendtrafficpolicies.yaml';
  const one = (what: string, title: string, jsonpath: string, want: string, group?: Probe['group']): Probe =>
    configured(`${what}-${t.name}`, title, file, 'BackendTrafficPolicy', ns, t.name, jsonpath, want, group);
  const limits = t.rateLimit;
  return [
    one('targets', `BackendTrafficPolicy ${t.name} governs its routes`, ...targets(t.targets)),
    ...(t.healthCheck
      ? [
          one(
            'health',
            `BackendTrafficPolicy ${t.name}: active health check`,
            '{.spec.healthCheck.active.type} {.spec.healthCheck.active.interval} {.spec.healthCheck.active.unhealthyThreshold}',
            `${t.healthCheck.type.toUpperCase()} ${t.healthCheck.interval} ${t.healthCheck.unhealthyThreshold}`,
            'health',
          ),
        ]
      : []),
    one(
      'ejection',
      `BackendTrafficPolicy ${t.name}: passive health check`,
      '{.spec.healthCheck.passive.consecutive5XxErrors}',
      '5',
      'health',
    ),
    ...(limits
      ? [
          one(
            'limits',
            `BackendTrafficPolicy ${t.name}: limits are those that were answered`,
            `{.spec.rateLimit.${limits.scope}.rules[0].limit.requests} {.spec.rateLimit.${limits.scope}.rules[0].limit.unit}`,
            `${limits.perReplica[0]!.value} ${limits.limits[0]!.unit.charAt(0).toUpperCase()}${limits.limits[0]!.unit.slice(1)}`,
          ),
          one(
            'limit-key',
            `BackendTrafficPolicy ${t.name}: counted by what authentication vouches for`,
            limits.key.by === 'header'
              ? `{.spec.rateLimit.${limits.scope}.rules[0].clientSelectors[0].headers[0].name}`
              : `{.spec.rateLimit.${limits.scope}.rules[0].clientSelectors[0].sourceCIDR.value}`,
            limits.key.by === 'header' ? limits.key.header : '0.0.0.0/0',
          ),
        ]
      : []),
    one(
      'retries',
      `BackendTrafficPolicy ${t.name}: retries are ${t.retries}`,
      '{.spec.retry.retryOn.httpStatusCodes}',
      t.retries === 'idempotent' ? '[502,503,504]' : '',
    ),
  ];
};

/** Values of the cluster's objects that decide what clients cannot show. */
export const configuredProbes = (intent: Intent): Probe[] => {
  const { gateway: g, client, certificate } = intent;
  const ctp = (what: string, title: string, jsonpath: string, want: string): Probe =>
    configured(
      what,
      title,
      '70-clienttrafficpolicy.yaml',
      'ClientTrafficPolicy',
      g.namespace,
      client.name,
      jsonpath,
      want,
    );
  const limits = intent.install.rateLimitService;
  return [
    configured(
      'closed',
      'the https listener denies by default',
      '20-gateway.yaml',
      'SecurityPolicy',
      g.namespace,
      `${g.name}-closed`,
      '{.spec.targetRefs[0].sectionName} {.spec.authorization.defaultAction}',
      'https Deny',
    ),
    ctp('tls-minimum', 'TLS 1.2 is the least', '{.spec.tls.minVersion}', '1.2'),
    ctp(
      'escaped-slashes',
      'paths with encoded slashes are refused',
      '{.spec.path.escapedSlashesAction}',
      'RejectRequest',
    ),
    ctp(
      'identity-headers',
      'headers that say who a client is are removed at the edge',
      '{.spec.headers.earlyRequestHeaders.remove[*]}',
      client.identityHeaders.join(' '),
    ),
    ...(certificate.from === 'issuer'
      ? [
          configured(
            'certificate',
            'the certificate is issued',
            '30-certificate.yaml',
            'Certificate',
            g.namespace,
            g.tlsSecret,
            '{.status.conditions[?(@.type=="Ready")].status}',
            'True',
          ),
        ]
      : []),
    ...(limits
      ? [
          configured(
            'limits-failure-mode',
            `while Redis is down, limits are ${limits.failClosed ? 'closed' : 'open'}`,
            'envoy-gateway-values.yaml',
            'ConfigMap',
            intent.install.namespace,
            'envoy-gateway-config',
            '{.data.envoy-gateway\\.yaml}',
            `~failClosed: ${limits.failClosed}`,
          ),
        ]
      : []),
    ...intent.security.flatMap((s) => securityProbes(s, g.namespace)),
    ...intent.traffic.flatMap((t) => trafficProbes(t, g.namespace)),
    ...(['HTTPRoute', 'GRPCRoute'] as const)
      .filter((resource) => intent.routes.some((r) => r.kind === resource))
      .map(
        (resource): Probe => ({
          id: `listener-${resource.toLowerCase()}`,
          group: 'configured',
          title: `every ${resource} of a service names the https listener`,
          lookAt: '40-httproutes.yaml',
          check: { kind: 'listeners', resource },
        }),
      ),
    ...intent.routes
      .filter((r) => r.rules.some((rule) => rule.destinations.length > 1))
      .map((r) =>
        configured(
          `weights-${r.name}`,
          `${r.kind} ${r.name}: canary weights`,
          '40-httproutes.yaml',
          r.kind,
          g.namespace,
          r.name,
          '{.spec.rules[*].backendRefs[*].weight}',
          r.rules.flatMap((rule) => rule.destinations.map((d) => d.weight ?? 1)).join(' '),
        ),
      ),
  ];
};
