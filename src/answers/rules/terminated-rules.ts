// TLS ends at the load balancer: settings of TLS that the proxies then do not have, and annotations that contradict.
import type { Answers } from '../schema/answers-schema.ts';
import { socketOf } from '../schema/streams-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
const CERTIFICATE = `${AWS}ssl-cert`;
const PORTS = `${AWS}ssl-ports`;
const PROTOCOL = `${AWS}backend-protocol`;
const ENCRYPTED = new Set(['ssl', 'tls', 'https']);

const OF_LOAD_BALANCER = 'The load balancer decides about TLS with clients, and the proxies see none.';

const notOf = (path: readonly PropertyKey[], key: string, why = OF_LOAD_BALANCER, fix = `Remove ${key}.`): Found =>
  found(path, 'NotOfTerminated', { key, why, fix });

/** What the annotations of an AWS load balancer say about TLS. */
const ofAnnotations = ({ gateway, tls }: Answers): Found[] => {
  const annotations = gateway?.service?.annotations ?? {};
  const at = (key: string): readonly PropertyKey[] => ['gateway', 'service', 'annotations', key];
  const encrypts = ENCRYPTED.has(annotations[PROTOCOL] ?? '');
  if (tls.terminatedByLoadBalancer === undefined)
    return annotations[CERTIFICATE] === undefined || encrypts
      ? []
      : [found(at(CERTIFICATE), 'CertificateOfLoadBalancer', { annotation: CERTIFICATE, protocol: PROTOCOL })];
  if (encrypts) return [found(at(PROTOCOL), 'BackendProtocolEncrypts', { annotation: PROTOCOL })];
  if (annotations[CERTIFICATE] === undefined || ['443', 'https-443', 'http-443'].includes(annotations[PORTS] ?? ''))
    return [];
  return [found(at(annotations[PORTS] === undefined ? CERTIFICATE : PORTS), 'PlainPortWithTls', { annotation: PORTS })];
};

const ofServices = ({ services }: Answers): Found[] =>
  services.flatMap((s, i) =>
    s.plainHttp === undefined
      ? []
      : [
          notOf(
            ['services', i, 'plainHttp'],
            'plainHttp',
            'Behind port 80 of the load balancer is only the redirect to https; clients without TLS could reach every service on the same way.',
          ),
        ],
  );

const ofStreams = ({ streams }: Answers): Found[] =>
  (streams ?? []).flatMap((s, i) =>
    s.tlsPassthrough !== undefined && socketOf(s).port === 443
      ? [
          notOf(
            ['streams', i, 'tlsPassthrough'],
            'tlsPassthrough on port 443',
            'The load balancer terminates TLS on this port, so the proxies cannot see the name of the handshake.',
            'Write tlsPassthrough: { hostnames: [...], port: 8443 } with a port that the load balancer forwards unchanged.',
          ),
        ]
      : [],
  );

/** Rules for `tls.terminatedByLoadBalancer`, and for annotations that need it. */
export const terminatedRules: Rule = (answers, view) => {
  if (view || answers.gateway?.attach) return [];
  const annotations = ofAnnotations(answers);
  const { tls, http3, gateway, traffic, hostnames } = answers;
  if (tls.terminatedByLoadBalancer === undefined) return annotations;
  return [
    ...annotations,
    ...(traffic?.clientsBehind === undefined
      ? [found(['tls', 'terminatedByLoadBalancer'], 'TerminatedClientsUnknown')]
      : []),
    ...(['minVersion', 'ciphers', 'alpn', 'clientAuth', 'acme'] as const)
      .filter((key) => tls[key] !== undefined)
      .map((key) => notOf(['tls', key], `tls.${key}`)),
    ...(http3 ? [notOf(['http3'], 'http3')] : []),
    ...(hostnames ?? []).flatMap((host, i) =>
      (['secret', 'issuer'] as const)
        .filter((key) => host[key] !== undefined)
        .map((key) => notOf(['hostnames', i, key], `${key} of ${host.hostname}`)),
    ),
    ...(gateway?.merge === undefined
      ? []
      : [
          notOf(
            ['gateway', 'merge'],
            'gateway.merge',
            'Envoy Gateway refuses a ClientTrafficPolicy for listeners without TLS of several Gateways on one port, and identity headers of clients would be forwarded.',
          ),
        ]),
    ...ofServices(answers),
    ...ofStreams(answers),
  ];
};
