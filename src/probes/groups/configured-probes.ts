// What curl cannot see is asked of the API server: the values that were answered, field by field.
import type { CredentialIntent, Intent } from '../../model/intent.ts';
import type { Probe } from '../probe.ts';
import { routeId } from '../probe-ids.ts';
import { clientFile } from './client-file.ts';
import { configured } from './configured-field.ts';
import { securityProbes } from './configured-security-probes.ts';
import { trafficProbes } from './configured-traffic-probes.ts';

const credentialsOfRoutes = (intent: Intent): CredentialIntent[] => [
  ...new Map(
    intent.routes.flatMap((r) => r.rules.flatMap((x) => (x.credential ? [[x.credential.filter, x.credential]] : []))),
  ).values(),
];

/** What clients meet before a route is chosen. */
const ofListeners = (intent: Intent): Probe[] => {
  const { gateway: g, client } = intent;
  const ctp = (what: string, title: string, jsonpath: string, want: string): Probe =>
    configured(what, title, clientFile(intent), 'ClientTrafficPolicy', g.namespace, client.name, jsonpath, want);
  return [
    configured(
      'gateway.closed',
      'the https listener denies by default',
      'gateway',
      'SecurityPolicy',
      g.namespace,
      `${g.name}-closed`,
      '{.spec.targetRefs[0].sectionName} {.spec.authorization.defaultAction}',
      'https Deny',
    ),
    ctp('tls.minimum', 'TLS 1.2 is the least', '{.spec.tls.minVersion}', '1.2'),
    ctp(
      'traffic.connections',
      'connections of one proxy are bounded',
      '{.spec.connection.connectionLimit.value} {.spec.http2.maxConcurrentStreams}',
      `${intent.sizing.connectionLimit.value} ${intent.sizing.maxConcurrentStreams.value}`,
    ),
    ctp(
      'paths.escaped-slashes',
      'paths with encoded slashes are refused',
      '{.spec.path.escapedSlashesAction}',
      'RejectRequest',
    ),
    ctp(
      'headers.identity',
      'headers that say who a client is are removed at the edge',
      '{.spec.headers.earlyRequestHeaders.remove[*]}',
      client.identityHeaders.join(' '),
    ),
    ...(client.clientAuth
      ? [
          ctp(
            'tls.clientAuth',
            `clients ${client.clientAuth.optional ? 'may' : 'have to'} show a certificate of ${client.clientAuth.ca}`,
            '{.spec.tls.clientValidation.mode} {.spec.tls.clientValidation.caCertificateRefs[0].name}',
            `${client.clientAuth.optional ? 'VerifyIfGiven' : 'RequireAndVerify'} ${client.clientAuth.ca}`,
          ),
        ]
      : []),
    ...(client.filtersHeader
      ? [
          ctp(
            'headers.filters',
            'authorizers and logins are named for their own policies',
            '{.spec.headers.earlyRequestHeaders.set[0].value}',
            client.filtersHeader.value,
          ),
        ]
      : []),
  ];
};

/** What servers outside are shown. */
const ofServers = (intent: Intent): Probe[] => [
  ...credentialsOfRoutes(intent).map((c) =>
    configured(
      `credential.${c.filter}`,
      `who the gateway is to a server outside, in ${c.header}`,
      'httpRoutes',
      'HTTPRouteFilter',
      intent.namespace,
      c.filter,
      '{.spec.credentialInjection.header} {.spec.credentialInjection.overwrite} {.spec.credentialInjection.credential.valueRef.name}',
      `${c.header} true ${c.secret}`,
    ),
  ),
  ...intent.externals
    .filter((e) => e.certificate !== undefined)
    .map((e) =>
      configured(
        `clientCertificate.${e.name}`,
        `the certificate that ${e.host} is shown`,
        'httpRoutes',
        'Backend',
        intent.namespace,
        e.name,
        '{.spec.tls.clientCertificateRef.name}',
        e.certificate!,
      ),
    ),
];

/** What the Gateway needs beside itself. */
const ofInstallation = (intent: Intent): Probe[] => {
  const { gateway: g, certificate } = intent;
  const limits = intent.install.rateLimitService;
  return [
    ...(certificate.from === 'issuer'
      ? [
          configured(
            'tls.certificate',
            'the certificate is issued',
            'certificate',
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
            'rateLimit.onFailure',
            `while Redis is down, limits are ${limits.failClosed ? 'closed' : 'open'}`,
            'helmValues',
            'ConfigMap',
            intent.install.namespace,
            'envoy-gateway-config',
            '{.data.envoy-gateway\\.yaml}',
            `~failClosed: ${limits.failClosed}`,
          ),
        ]
      : []),
  ];
};

/** Routes and what decides for them. */
const ofRoutes = (intent: Intent): Probe[] => {
  const { namespace } = intent;
  return [
    ...intent.security.flatMap((s) => securityProbes(s, intent)),
    ...intent.traffic.flatMap((t) => trafficProbes(t, intent)),
    ...(['HTTPRoute', 'GRPCRoute'] as const)
      .filter((resource) => intent.routes.some((r) => r.kind === resource))
      .map(
        (resource): Probe => ({
          id: `gateway.listener.${resource}`,
          group: 'configured',
          title: `every ${resource} of a service names the https listener`,
          lookAt: 'httpRoutes',
          check: { kind: 'listeners', resource },
        }),
      ),
    ...intent.routes
      .filter((r) => r.rules.some((rule) => rule.destinations.length > 1))
      .map((r) =>
        configured(
          routeId(r, 'canary.weight.configured'),
          `${r.service}: canary weights of ${r.kind} ${r.name}`,
          'httpRoutes',
          r.kind,
          namespace,
          r.name,
          '{.spec.rules[*].backendRefs[*].weight}',
          r.rules.flatMap((rule) => rule.destinations.map((d) => d.weight ?? 1)).join(' '),
        ),
      ),
    ...intent.routes
      .filter((r) => r.kind === 'HTTPRoute')
      .map((r) =>
        configured(
          routeId(r, 'timeout'),
          `${r.service}: timeouts of ${r.kind} ${r.name}`,
          'httpRoutes',
          r.kind,
          namespace,
          r.name,
          '{.spec.rules[*].timeouts.request}',
          r.rules.map((rule) => rule.timeout ?? '').join(' '),
        ),
      ),
  ];
};

/** Values of the cluster's objects that decide what clients cannot show; a team's unit has no Gateway. */
export const configuredProbes = (intent: Intent): Probe[] => {
  const platform = intent.team === undefined;
  return [
    ...(platform ? ofListeners(intent) : []),
    ...ofServers(intent),
    ...(platform ? ofInstallation(intent) : []),
    ...ofRoutes(intent),
  ];
};
