// A ClientTrafficPolicy as answers: TLS, protocols, what is in front of the Gateway, limits of connections.

import { OWN_HEADERS } from '../../../../auth/kinds.ts';
import { entries, fields, isSet, type Loose, text, texts } from '../../../../effective/objects/loose-objects.ts';
import { DEFAULTS } from '../../../../values/defaults.ts';
import { milliseconds } from '../../../../values/duration.ts';
import type { Part } from '../../../neutral/neutral.ts';
import { said } from '../../../report/ledger.ts';
import type { GatewayView } from '../../source-views.ts';
import { sizesOf } from '../sizes/computed-sizes.ts';
import { ObjectRoom } from './answers-of-fields.ts';

/** Values that generate always writes. */
const FIXED = {
  'timeout.tcp.tlsHandshakeTimeout': '10s',
  'timeout.http.requestHeadersReceivedTimeout': '10s',
  'timeout.http.idleTimeout': '60s',
  tcpKeepalive: { probes: 3, idleTime: '60s', interval: '10s' },
  'path.escapedSlashesAction': 'RejectRequest',
  'path.disableMergeSlashes': false,
  'headers.withUnderscoresAction': 'RejectRequest',
  'headers.enableEnvoyHeaders': false,
} as const;

const behind = (room: ObjectRoom): Part[] => {
  const forwarded = fields(room.at('clientIPDetection.xForwardedFor'));
  const part = (value: unknown, field: string): Part[] => [
    { key: 'traffic.clientsBehind', value, from: room.from(field) },
  ];
  const at = 'clientIPDetection.xForwardedFor';
  if (typeof forwarded.numTrustedHops === 'number')
    return part({ trustedHops: forwarded.numTrustedHops }, `${at}.numTrustedHops`);
  if (texts(forwarded.trustedCIDRs).length > 0)
    return part({ trustedCIDRs: texts(forwarded.trustedCIDRs) }, `${at}.trustedCIDRs`);
  const proxy = room.at('proxyProtocol');
  if (isSet(proxy) && fields(proxy).optional !== true) return part('proxyProtocol', 'proxyProtocol');
  if (room.at('enableProxyProtocol') === true) return part('proxyProtocol', 'enableProxyProtocol');
  for (const node of room.from('clientIPDetection', 'proxyProtocol'))
    room.view.ledger.say(node, 'ClientAddressNotAnswered', { field: node.key });
  return [];
};

/** Cipher suites have the same names in the answers. */
const tlsParts = (room: ObjectRoom): Part[] => {
  const { clientValidation } = fields(room.at('tls'));
  const { caCertificateRefs, mode, optional } = fields(clientValidation);
  const [ca, ...more] = entries(caCertificateRefs);
  const name = text(ca?.name);
  const at = 'tls.clientValidation';
  const isOptional = mode === 'VerifyIfGiven' || (mode === undefined && optional === true);
  const isPlain = name !== undefined && more.length === 0 && ca?.kind === 'ConfigMap' && ca.namespace === undefined;
  const isKnown = isPlain && (isOptional || mode === 'RequireAndVerify' || mode === undefined);
  const validated: Part[] = isSet(clientValidation)
    ? isKnown
      ? [
          { key: 'tls.clientAuth.ca', value: name, from: room.from(`${at}.caCertificateRefs`) },
          ...(isOptional
            ? [{ key: 'tls.clientAuth.optional', value: true, from: room.from(`${at}.mode`, `${at}.optional`) }]
            : []),
        ]
      : // Without a CA, generate refuses the answers; without the key, clients would need no certificate.
        [
          { key: 'tls.clientAuth', value: {}, from: [] },
          {
            key: 'tls.clientAuth.ca',
            value: undefined,
            from: room.from(at),
            said: said('ClientCertificatesAsked', { policy: room.object.metadata.name }),
          },
        ]
    : [];
  if (mode === 'RequireAndVerify') room.carried(`${at}.mode`);
  return [
    ...room.answer('tls.minVersion', 'tls.minVersion', DEFAULTS.tlsProtocols.minVersion.value),
    ...room.answer('tls.ciphers', 'tls.ciphers', undefined),
    ...room.answer('tls.alpn', 'tls.alpnProtocols', DEFAULTS.tlsProtocols.alpn.value),
    ...validated,
  ];
};

/** The time for a complete request that generate derives from the timeouts of the services. */
const derivedTimeouts = (view: GatewayView): string[] => {
  const given = view.snapshot
    .of('HTTPRoute')
    .flatMap((r) => entries(fields(r.spec).rules).flatMap((rule) => text(fields(rule.timeouts).request) ?? []));
  const usual = DEFAULTS.traffic.longestTimeout.values.usual;
  const limited = [usual, ...given.filter((d) => milliseconds(d) > 0)];
  const longest = limited.reduce((a, b) => (milliseconds(b) > milliseconds(a) ? b : a));
  return [longest, ...given.filter((d) => milliseconds(d) === 0)];
};

const timeoutParts = (room: ObjectRoom, view: GatewayView): Part[] => {
  const field = 'timeout.http.requestReceivedTimeout';
  const value = text(room.at(field));
  room.fixed({ 'timeout.http.streamIdleTimeout': '5m' });
  room.fixed({ 'timeout.http.streamIdleTimeout': '1h' });
  if (value === undefined) return [];
  if (!derivedTimeouts(view).includes(value)) return [{ key: 'traffic.longestTimeout', value, from: room.from(field) }];
  room.carried(field);
  return [];
};

/** Headers that authentication sets are removed from requests; generate knows them from the methods. */
const headerParts = (room: ObjectRoom): Part[] => {
  const field = 'headers.earlyRequestHeaders';
  const claims = room.view.snapshot
    .of('SecurityPolicy')
    .flatMap((p) => entries(fields(fields(p.spec).jwt).providers).flatMap((x) => entries(x.claimToHeaders)))
    .flatMap((c) => text(c.header)?.toLowerCase() ?? []);
  const known = new Set([...OWN_HEADERS, ...claims, ...authorizerHeaders(room)]);
  for (const [i, name] of texts(fields(room.at(field)).remove).entries())
    if (known.has(name.toLowerCase())) room.carried(`${field}.remove[${i}]`);
  room.fixed({ 'headers.xForwardedClientCert': { mode: 'SanitizeSet', certDetailsToAdd: ['Subject', 'DNS', 'URI'] } });
  const [set] = entries(fields(room.at(field)).set);
  if (text(set?.name)?.toLowerCase() === 'x-gateway-filters') room.carried(`${field}.set[0]`);
  return room.at('headers.disableRateLimitHeaders') === true
    ? [{ key: 'rateLimit.responseHeaders', value: false, from: room.from('headers.disableRateLimitHeaders') }]
    : [];
};

const authorizerHeaders = ({ view }: ObjectRoom): string[] =>
  view.snapshot
    .of('SecurityPolicy')
    .flatMap((p) => texts(fields(fields(fields(p.spec).extAuth).http).headersToBackend))
    .map((h) => h.toLowerCase());

const limitParts = (room: ObjectRoom): Part[] => {
  const { sizing } = sizesOf(room.view);
  const limit = 'connection.connectionLimit.value';
  if (room.at(limit) === sizing.connectionLimit.value) room.carried(limit);
  room.fixed({ 'http2.maxConcurrentStreams': sizing.maxConcurrentStreams.value });
  return room.answer('traffic.clientBuffer', 'connection.bufferLimit', DEFAULTS.traffic.clientBuffer.value);
};

const partsOf = (view: GatewayView, policy: Loose): Part[] => {
  const room = new ObjectRoom(view, policy);
  room.fixed(FIXED);
  const http3: Part[] = isSet(room.at('http3')) ? [{ key: 'http3', value: true, from: room.from('http3') }] : [];
  return [
    ...tlsParts(room),
    ...http3,
    ...behind(room),
    ...timeoutParts(room, view),
    ...headerParts(room),
    ...limitParts(room),
  ];
};

/** The answers that the ClientTrafficPolicy of the Gateway means. Answers have one for all listeners. */
export const clientParts = (view: GatewayView): Part[] => {
  const [policy, ...more] = view.snapshot.of('ClientTrafficPolicy');
  for (const other of more)
    for (const node of view.source.from(other, 'spec'))
      view.ledger.say(node, 'OneClientPolicy', { name: other.metadata.name });
  return policy ? partsOf(view, policy) : [];
};
