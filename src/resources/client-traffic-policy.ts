import type { ClientTrafficPolicy } from '../crds/types/index.ts';
import type { ClientIntent, Intent } from '../model/intent.ts';
import { defined, ENVOY_GATEWAY, GATEWAY_GROUP, meta, note, resource } from '../objects/make.ts';
import type { Note, Resource } from '../objects/resource.ts';
import { milliseconds } from '../values/duration.ts';
import { listenerRefs } from './authorization-policy.ts';
import { CLIENTS } from './notes/listeners-notes.ts';
import { listenersThat } from './route-parts.ts';

type Spec = NonNullable<ClientTrafficPolicy['spec']>;

const clientIP = (behind: ClientIntent['behind']): Pick<Spec, 'clientIPDetection' | 'proxyProtocol'> => {
  switch (behind.type) {
    case 'trustedHops':
      return { clientIPDetection: { xForwardedFor: { numTrustedHops: behind.hops } } };
    case 'trustedCIDRs':
      return { clientIPDetection: { xForwardedFor: { trustedCIDRs: [...behind.cidrs] } } };
    case 'proxyProtocol':
      return { proxyProtocol: { optional: false } };
    case 'direct':
      return {};
  }
};

const WHY_BEHIND: Record<ClientIntent['behind']['type'], string | undefined> = {
  direct: undefined,
  trustedHops: CLIENTS.trustedHops,
  trustedCIDRs: CLIENTS.trustedCIDRs,
  proxyProtocol: CLIENTS.proxyProtocol,
};

type Tls = NonNullable<ClientTrafficPolicy['spec']['tls']>;

const clientValidation = (auth: Intent['client']['clientAuth']): Pick<Tls, 'clientValidation'> =>
  auth
    ? {
        clientValidation: {
          mode: auth.optional ? 'VerifyIfGiven' : 'RequireAndVerify',
          caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: auth.ca }],
        },
      }
    : {};

const listenerTls = ({ minVersion, ciphers, alpn }: ClientIntent['tls']): Tls => ({
  minVersion,
  ...(ciphers && { ciphers: [...ciphers] }),
  ...(alpn && { alpnProtocols: [...alpn] }),
});

/**
 * The Gateway. If Gateways share their proxies, the https listeners: Envoy Gateway refuses a policy for the http listeners of several
 * Gateways on one port (validatePortOverlapForClientTrafficPolicy), and identity headers would be forwarded.
 */
const targetsOf = (intent: Intent): NonNullable<Spec['targetRefs']> =>
  intent.gateway.merged === undefined
    ? [{ group: GATEWAY_GROUP, kind: 'Gateway', name: intent.gateway.name }]
    : listenerRefs(intent, listenersThat(intent, 'routes'));

/** Rules for client connections before a route is chosen: TLS, protocols, limits, paths, and headers of the gateway. */
export const clientTrafficPolicy = (intent: Intent): Resource[] => {
  const { client, sizing } = intent;
  const behind = clientIP(client.behind);
  const object: ClientTrafficPolicy = {
    apiVersion: ENVOY_GATEWAY,
    kind: 'ClientTrafficPolicy',
    metadata: meta(intent, client.name),
    spec: {
      targetRefs: targetsOf(intent),
      ...(intent.gateway.terminated === undefined && {
        tls: {
          ...listenerTls(client.tls),
          ...clientValidation(client.clientAuth),
        },
      }),
      ...(client.http3 && { http3: {} }),
      http2: { maxConcurrentStreams: sizing.maxConcurrentStreams.value },
      timeout: {
        tcp: { tlsHandshakeTimeout: '10s' },
        http: {
          requestHeadersReceivedTimeout: '10s',
          requestReceivedTimeout: client.requestReceivedTimeout,
          idleTimeout: client.idleTimeout,
          streamIdleTimeout: client.streamIdleTimeout,
        },
      },
      connection: { bufferLimit: client.buffer, connectionLimit: { value: sizing.connectionLimit.value } },
      tcpKeepalive: { probes: 3, idleTime: '60s', interval: '10s' },
      path: { escapedSlashesAction: 'RejectRequest', disableMergeSlashes: false },
      headers: {
        earlyRequestHeaders: defined({
          set: client.filtersHeader && [{ ...client.filtersHeader }],
          remove: [...client.identityHeaders],
        }),
        // Removes the header of the client and sets it from the TLS handshake.
        ...(client.clientAuth && {
          xForwardedClientCert: { mode: 'SanitizeSet' as const, certDetailsToAdd: ['Subject', 'DNS', 'URI'] as const },
        }),
        withUnderscoresAction: 'RejectRequest',
        enableEnvoyHeaders: false,
        ...(client.rateLimitHeaders ? {} : { disableRateLimitHeaders: true }),
      },
      ...defined(behind),
    },
  };
  const why = WHY_BEHIND[client.behind.type];
  const notes: Note[] = [
    note('sizing', sizing.maxConcurrentStreams.calculation, 'spec', 'http2', 'maxConcurrentStreams'),
    ...(client.tls.alpn || intent.gateway.terminated !== undefined
      ? []
      : [note('why', CLIENTS.alpnByListener, 'spec', 'tls')]),
    ...(client.tls.ciphers ? [note('why', CLIENTS.ciphers, 'spec', 'tls', 'ciphers')] : []),
    ...(client.http3 ? [note('why', CLIENTS.http3, 'spec', 'http3')] : []),
    note('why', CLIENTS.timeouts, 'spec', 'timeout'),
    ...(milliseconds(client.requestReceivedTimeout) === 0
      ? [note('why', CLIENTS.requestTimeoutOff, 'spec', 'timeout', 'http', 'requestReceivedTimeout')]
      : []),
    note(
      'sizing',
      CLIENTS.connectionLimit(sizing.connectionLimit.calculation),
      'spec',
      'connection',
      'connectionLimit',
      'value',
    ),
    note('why', CLIENTS.escapedSlashes, 'spec', 'path', 'escapedSlashesAction'),
    note('why', CLIENTS.identityHeaders, 'spec', 'headers', 'earlyRequestHeaders'),
    ...(client.filtersHeader
      ? [note('why', CLIENTS.filtersHeader, 'spec', 'headers', 'earlyRequestHeaders', 'set')]
      : []),
    ...(client.clientAuth
      ? [
          note(
            'why',
            CLIENTS[client.clientAuth.optional ? 'optionalCertificate' : 'requiredCertificate'](client.clientAuth.ca),
            'spec',
            'tls',
            'clientValidation',
          ),
        ]
      : []),
    ...(why
      ? [note('why', why, 'spec', client.behind.type === 'proxyProtocol' ? 'proxyProtocol' : 'clientIPDetection')]
      : []),
  ];
  // If client certificates are required, the policy must be applied before any route.
  const stage = client.clientAuth ? 'gateway' : 'clientTrafficPolicy';
  return [resource(stage, 'clienttrafficpolicy', object, notes)];
};
