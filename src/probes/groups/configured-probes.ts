// Values that curl cannot observe are read from the API server, field by field.
import type { CredentialIntent, Intent } from '../../model/intent.ts';
import type { Probe } from '../probe.ts';
import { routeId } from '../probe-ids.ts';
import { clientFile } from './client-file.ts';
import { configured } from './configured-field.ts';
import { securityProbes } from './configured-security-probes.ts';
import { trafficProbes } from './configured-traffic-probes.ts';
import { extensionProbes } from './extensions-probes.ts';

const credentialsOfRoutes = (intent: Intent): CredentialIntent[] => [
  ...new Map(
    intent.routes.flatMap((r) => r.rules.flatMap((x) => (x.credential ? [[x.credential.filter, x.credential]] : []))),
  ).values(),
];

/** Rules for clients before a route is chosen. */
const ofListeners = (intent: Intent): Probe[] => {
  const { gateway: g, client } = intent;
  const ctp = (what: string, title: string, jsonpath: string, want: string): Probe =>
    configured(what, title, clientFile(intent), 'ClientTrafficPolicy', g.namespace, client.name, jsonpath, want);
  const closed = g.listeners.filter((l) => l.serves === 'routes').map((l) => l.name);
  return [
    configured(
      'gateway.closed',
      'the https listener denies by default',
      'gateway',
      'SecurityPolicy',
      g.namespace,
      `${g.name}-closed`,
      `{.spec.targetRefs[${closed.length === 1 ? 0 : '*'}].sectionName} {.spec.authorization.defaultAction}`,
      `${closed.join(' ')} Deny`,
    ),
    ...(g.plainHttp
      ? [
          configured(
            'gateway.closed-http',
            'the http listener, which serves services, denies by default',
            'gateway',
            'SecurityPolicy',
            g.namespace,
            `${g.name}-closed-http`,
            '{.spec.targetRefs[0].sectionName} {.spec.authorization.defaultAction}',
            'http Deny',
          ),
        ]
      : []),
    ...(client.maxHeadersKib === undefined
      ? []
      : [
          configured(
            'traffic.maxRequestHeaders',
            'headers of requests are limited',
            'gatewayClass',
            'EnvoyProxy',
            g.namespace,
            g.proxy,
            '{.spec.bootstrap.jsonPatches[0].value}',
            String(client.maxHeadersKib),
          ),
        ]),
    ...(g.terminated === undefined
      ? [
          ctp(
            'tls.minimum',
            `TLS ${intent.client.tls.minVersion} is the minimum version`,
            '{.spec.tls.minVersion}',
            intent.client.tls.minVersion,
          ),
        ]
      : []),
    ctp(
      'traffic.connections',
      'connections per proxy are limited',
      '{.spec.connection.connectionLimit.value} {.spec.http2.maxConcurrentStreams}',
      `${intent.sizing.connectionLimit.value} ${intent.sizing.maxConcurrentStreams.value}`,
    ),
    ctp(
      'paths.escaped-slashes',
      'paths with encoded slashes are rejected',
      '{.spec.path.escapedSlashesAction}',
      'RejectRequest',
    ),
    ctp(
      'headers.identity',
      'identity headers of clients are removed',
      '{.spec.headers.earlyRequestHeaders.remove[*]}',
      client.identityHeaders.join(' '),
    ),
    ...(client.clientAuth
      ? [
          ctp(
            'tls.clientAuth',
            `clients ${client.clientAuth.optional ? 'may' : 'must'} present a certificate of ${client.clientAuth.ca}`,
            '{.spec.tls.clientValidation.mode} {.spec.tls.clientValidation.caCertificateRefs[0].name}',
            `${client.clientAuth.optional ? 'VerifyIfGiven' : 'RequireAndVerify'} ${client.clientAuth.ca}`,
          ),
        ]
      : []),
    ...(client.filtersHeader
      ? [
          ctp(
            'headers.filters',
            'the listener names its authentication filters',
            '{.spec.headers.earlyRequestHeaders.set[0].value}',
            client.filtersHeader.value,
          ),
        ]
      : []),
  ];
};

/** Credentials for external servers. */
const ofServers = (intent: Intent): Probe[] => [
  ...credentialsOfRoutes(intent).map((c) =>
    configured(
      `credential.${c.filter}`,
      `credential of the gateway for an external server, in ${c.header}`,
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
        `client certificate of the gateway for ${e.host}`,
        'httpRoutes',
        'Backend',
        intent.namespace,
        e.name,
        '{.spec.tls.clientCertificateRef.name}',
        e.certificate!,
      ),
    ),
];

/** What the Gateway needs in addition to its own objects. */
const ofInstallation = (intent: Intent): Probe[] => {
  const { gateway: g } = intent;
  const limits = intent.install.rateLimitService;
  return [
    ...g.certificates
      .filter((c) => c.issued)
      .map((c, i, all) =>
        configured(
          `tls.certificate${i === 0 ? '' : `.${c.secret}`}`,
          all.length === 1 ? 'the certificate is issued' : `the certificate for ${c.names.join(', ')} is issued`,
          'certificate',
          'Certificate',
          g.namespace,
          c.secret,
          '{.status.conditions[?(@.type=="Ready")].status}',
          'True',
        ),
      ),
    ...(limits
      ? [
          configured(
            'rateLimit.onFailure',
            `while Redis is unreachable, requests to limited routes ${limits.failClosed ? 'are rejected' : 'pass'}`,
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

/** The listener of another owner's Gateway. */
const servingListener = ({ gateway }: Intent): string => gateway.listeners.map((l) => l.name).join(', ');

/** Routes and their policies. */
const ofRoutes = (intent: Intent): Probe[] => {
  const { namespace } = intent;
  return [
    ...intent.security.flatMap((s) => securityProbes(s, intent)),
    ...intent.traffic.flatMap((t) => trafficProbes(t, intent)),
    ...extensionProbes(intent),
    ...(['HTTPRoute', 'GRPCRoute'] as const)
      .filter((resource) => intent.routes.some((r) => r.kind === resource))
      .map(
        (resource): Probe => ({
          id: `gateway.listener.${resource}`,
          group: 'configured',
          title: `every ${resource} of a service names the ${intent.gateway.attach ? `listener ${servingListener(intent)}` : intent.gateway.hosts.length > 1 ? 'https listeners of its hosts' : 'https listener'}`,
          lookAt: 'httpRoutes',
          check: { kind: 'listeners', resource },
        }),
      ),
    ...intent.routes
      .filter((r) => r.rules.some((rule) => rule.destinations.length > 1))
      .map((r) =>
        configured(
          routeId(r, 'canary.weight.configured'),
          'canary weights',
          'httpRoutes',
          r.kind,
          namespace,
          r.name,
          '{.spec.rules[*].backendRefs[*].weight}',
          r.rules.flatMap((rule) => rule.destinations.map((d) => d.weight ?? 1)).join(' '),
        ),
      ),
    ...intent.routes
      .filter((r) => r.kind === 'HTTPRoute' && r.rules.some((rule) => rule.timeout !== undefined))
      .map((r) =>
        configured(
          routeId(r, 'timeout'),
          'timeouts',
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

/** Fields of objects in the cluster that requests cannot verify; a team's unit has no Gateway. */
export const configuredProbes = (intent: Intent): Probe[] => {
  const platform = intent.team === undefined && intent.gateway.attach === undefined;
  return [
    ...(platform ? ofListeners(intent) : []),
    ...ofServers(intent),
    ...(platform ? ofInstallation(intent) : []),
    ...ofRoutes(intent),
  ];
};
