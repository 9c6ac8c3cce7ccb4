import { ANY_HOST, covers, isWildcard } from '../../values/host-patterns.ts';
import { hostListeners } from '../host-certificates.ts';
import { hostShares } from '../host-shares.ts';
import { hostPlan, listedHosts } from '../hosts.ts';
import { ownServices } from '../own-services.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

/** Gateway.spec.listeners, maxItems, without the http listener. */
const MOST_LISTENERS = 63;

/** The path of a listed host. */
const placeOf = ({ hostname }: Pick<Answers, 'hostname'>, i: number): PropertyKey[] =>
  hostname === undefined ? ['hostnames', i] : i === 0 ? ['hostname'] : ['hostnames', i - 1];

const listed = (answers: Answers): Found[] => {
  const out: Found[] = [];
  const seen = new Set<string>();
  for (const [i, { hostname, secret, issuer }] of listedHosts(answers).entries()) {
    const at = placeOf(answers, i);
    if (seen.has(hostname)) out.push(found(at, 'HostTwice', { host: hostname }));
    seen.add(hostname);
    if (secret !== undefined && issuer !== undefined) out.push(found(at, 'HostCertificateTwice', { host: hostname }));
  }
  return out;
};

const anyHost = (answers: Answers): Found[] => {
  const { declared } = hostPlan(answers);
  const any = declared.find((d) => d.hostname === ANY_HOST);
  const reason = answers.anyHostReason;
  if (!any) return reason === undefined ? [] : [found(['anyHostReason'], 'AnyHostReasonUnused')];
  return [
    ...(reason === undefined ? [found(['hostnames'], 'AnyHostUnconfirmed')] : []),
    ...(answers.tls.terminatedByLoadBalancer === undefined &&
    any.secret === undefined &&
    (any.issuer !== undefined || answers.tls.secret === undefined)
      ? [found(['hostnames'], 'AnyHostNeedsSecret')]
      : []),
  ];
};

/** HTTP-01 verifies one host; Let's Encrypt gives certificates for wildcards only after DNS-01. */
const acmeWildcards = (answers: Answers): Found[] =>
  answers.tls.acme === undefined
    ? []
    : hostListeners(answers).flatMap(({ issued }) =>
        issued && issued.issuer === undefined && isWildcard(issued.name) && issued.name !== ANY_HOST
          ? [found(['tls', 'acme'], 'AcmeWildcard', { host: issued.name })]
          : [],
      );

/** Protocols with which a client reuses a connection for another name of the certificate, and reaches the routes of the wrong listener. */
const protocols = (answers: Answers): Found[] => {
  const [host] = hostListeners(answers).flatMap((l) => (l.http2 ? [] : l.hosts));
  if (host === undefined) return [];
  return [
    ...(answers.tls.alpn?.includes('h2')
      ? [found(['tls', 'alpn'], 'ProtocolSharesNames', { key: 'tls.alpn', host })]
      : []),
    ...(answers.http3 ? [found(['http3'], 'ProtocolSharesNames', { key: 'http3', host })] : []),
  ];
};

type Unserved = (host: string, at: readonly PropertyKey[], what: { service: string; own?: boolean }) => Found[];

/** What is wrong with a host that a service or an answer of the gateway names. */
const unservedOf = (answers: Answers, shared: boolean): Unserved => {
  const hosts = hostPlan(answers).declared.map((d) => d.hostname);
  const exact = new Set(hosts);
  const wildcards = hosts.filter(isWildcard);
  return (host, at, what) => {
    if (exact.has(host)) return [];
    if (!wildcards.some((w) => covers(w, host))) return [found(at, 'HostNotServed', { ...what, host, hosts })];
    return shared ? [found(at, 'HostNotListed', { ...what, host })] : [];
  };
};

const servicesOf = (answers: Answers, unserved: Unserved): Found[] => {
  const noHttp2 = new Set(
    hostListeners(answers)
      .filter((l) => !l.http2)
      .flatMap((l) => l.hosts),
  );
  return answers.services.flatMap((s, index): Found[] => {
    const out = (s.hostnames ?? []).flatMap((host, i, { length }) =>
      unserved(host, ['services', index, ...(length > 1 ? ['hostnames', i] : ['hostname'])], { service: s.name }),
    );
    const shares = hostShares(s, answers);
    if (out.length === 0 && shares.length === 0)
      out.push(found(['services', index], 'ServiceReplaced', { service: s.name, paths: s.paths }));
    const without = s.protocol === 'grpc' ? shares.flatMap((x) => x.hosts).find((h) => noHttp2.has(h)) : undefined;
    if (without !== undefined)
      out.push(found(['services', index, 'protocol'], 'GrpcNeedsHttp2', { service: s.name, host: without }));
    return out;
  });
};

/** Hosts of redirects and responses. */
const ownHosts = (answers: Answers, unserved: Unserved): Found[] =>
  ownServices(answers).flatMap(({ service: s, at, key }) => {
    const what = { service: key === 'from' ? s.name : `response at ${s.paths[0]}`, own: true };
    return (s.hostnames ?? []).flatMap((host) => unserved(host, [...at, 'hostname'], what));
  });

/** Checks the host names of the gateway and of its services. */
export const hostRules: Rule = (answers, view) => {
  const shared = view !== undefined || Object.keys(answers.teams ?? {}).length > 0;
  const none = shared ? listedHosts(answers).length === 0 : hostPlan(answers).names.length === 0;
  if (none) return [found(['hostname'], 'MissingAnswer', { key: 'hostname', expected: ['string'] })];
  const unserved = unservedOf(answers, shared);
  const services = servicesOf(answers, unserved);
  if (view) return services;
  const listeners = hostListeners(answers);
  // Each name of a stream has a listener, too.
  const ofStreams = (answers.streams ?? []).reduce((n, s) => n + (s.tlsPassthrough?.hostnames.length ?? 1), 0);
  const most = MOST_LISTENERS - ofStreams;
  return [
    ...listed(answers),
    ...anyHost(answers),
    ...acmeWildcards(answers),
    ...(listeners.length > most ? [found(['hostnames'], 'TooManyHosts', { listeners: listeners.length, most })] : []),
    ...protocols(answers),
    ...services,
    ...ownHosts(answers, unserved),
  ];
};
