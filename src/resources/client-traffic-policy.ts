import type { ClientTrafficPolicy } from '../crds/types/index.ts';
import type { ClientIntent, Intent } from '../model/intent.ts';
import { defined, ENVOY_GATEWAY, GATEWAY_GROUP, meta, note, resource } from '../objects/make.ts';
import type { Note, Resource } from '../objects/resource.ts';
import { milliseconds } from '../values/duration.ts';

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
  trustedHops: 'So many proxies before the Gateway are believed; if fewer are there, a client can choose its address.',
  trustedCIDRs: 'Only these proxies are believed when they name the client.',
  proxyProtocol: 'Every connection must begin with a PROXY header; plain ones are closed.',
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

/** What clients may do before any route is chosen: TLS, protocols, limits, paths, and headers that only we may set. */
export const clientTrafficPolicy = (intent: Intent): Resource[] => {
  const { client, sizing, gateway: g } = intent;
  const behind = clientIP(client.behind);
  const object: ClientTrafficPolicy = {
    apiVersion: ENVOY_GATEWAY,
    kind: 'ClientTrafficPolicy',
    metadata: meta(intent, client.name),
    spec: {
      targetRefs: [{ group: GATEWAY_GROUP, kind: 'Gateway', name: g.name }],
      tls: { minVersion: '1.2', alpnProtocols: ['h2', 'http/1.1'], ...clientValidation(client.clientAuth) },
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
      connection: { bufferLimit: '32Ki', connectionLimit: { value: sizing.connectionLimit.value } },
      tcpKeepalive: { probes: 3, idleTime: '60s', interval: '10s' },
      path: { escapedSlashesAction: 'RejectRequest', disableMergeSlashes: false },
      headers: {
        earlyRequestHeaders: defined({
          set: client.filtersHeader && [{ ...client.filtersHeader }],
          remove: [...client.identityHeaders],
        }),
        // What a client writes itself is taken away; what stands there was seen in the handshake.
        ...(client.clientAuth && {
          xForwardedClientCert: { mode: 'SanitizeSet' as const, certDetailsToAdd: ['Subject', 'DNS', 'URI'] as const },
        }),
        withUnderscoresAction: 'RejectRequest',
        enableEnvoyHeaders: false,
      },
      ...defined(behind),
    },
  };
  const why = WHY_BEHIND[client.behind.type];
  const notes: Note[] = [
    note('sum', sizing.maxConcurrentStreams.sum, 'spec', 'http2', 'maxConcurrentStreams'),
    note('why', 'A client that sends slowly holds a connection; these end it.', 'spec', 'timeout'),
    ...(milliseconds(client.requestReceivedTimeout) === 0
      ? [
          note(
            'why',
            'Off: the answers let a request take any time (0s), and Envoy has one such limit for a listener.',
            'spec',
            'timeout',
            'http',
            'requestReceivedTimeout',
          ),
        ]
      : []),
    note('sum', `${sizing.connectionLimit.sum}; for each replica`, 'spec', 'connection', 'connectionLimit', 'value'),
    note(
      'why',
      'A path with an encoded slash could look different to a policy and to a service, so it is refused.',
      'spec',
      'path',
      'escapedSlashesAction',
    ),
    note(
      'why',
      'Only the gateway may say who a client is: these are removed from every request before anything sets them.',
      'spec',
      'headers',
      'earlyRequestHeaders',
    ),
    ...(client.filtersHeader
      ? [
          note(
            'why',
            'What the listener holds: the policies of these names let in only where it is set, so a connection without their filter stays closed.',
            'spec',
            'headers',
            'earlyRequestHeaders',
            'set',
          ),
        ]
      : []),
    ...(client.clientAuth
      ? [
          note(
            'why',
            `${client.clientAuth.optional ? 'Who has a certificate shows it' : 'No certificate of this CA, no connection'}; services see whose in X-Forwarded-Client-Cert. ConfigMap ${client.clientAuth.ca} has to exist, with ca.crt in it.`,
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
  // Where clients have to show a certificate, no route may be there before that is asked.
  const stage = client.clientAuth ? 'gateway' : 'clientTrafficPolicy';
  return [resource(stage, 'clienttrafficpolicy', object, notes)];
};
