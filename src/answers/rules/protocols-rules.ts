// TLS and versions of HTTP: combinations that no client could use, and those that Envoy cannot keep.

import { suiteOf } from '../../values/cipher-suites.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { acceptedMethods } from './accepted-methods.ts';
import { type Found, found, type Rule } from './rule.ts';

const cipherRules = ({ tls }: Answers): Found[] => {
  const { ciphers, alpn, minVersion } = tls;
  if (!ciphers) return [];
  const at = ['tls', 'ciphers'];
  if (minVersion === '1.3') return [found(at, 'CiphersUnused')];
  const suites = ciphers.flatMap((name) => suiteOf(name) ?? []);
  const out: Found[] = [];
  if ((alpn === undefined || alpn.includes('h2')) && suites.every((s) => !s.http2))
    out.push(found(at, 'CiphersForbidHttp2', { ciphers }));
  // Of a Secret that exists, the key is not known.
  const by = tls.selfSigned ? 'tls.selfSigned' : tls.issuer ? 'tls.issuer' : undefined;
  if (by && suites.every((s) => s.certificate !== 'ECDSA')) out.push(found(at, 'CiphersForOtherKey', { by }));
  return out;
};

const alpnRules = ({ tls: { alpn }, services }: Answers): Found[] => {
  if (!alpn) return [];
  return services.flatMap((s, i) => {
    const needed = s.protocol === 'grpc' ? 'h2' : s.protocol === 'websocket' ? 'http/1.1' : undefined;
    if (needed === undefined || alpn.includes(needed)) return [];
    const protocol = s.protocol as 'grpc' | 'websocket';
    return [found(['services', i, 'protocol'], 'AlpnMissing', { service: s.name, protocol })];
  });
};

/** Sizes of bodies and compression. */
const bodyRules = (answers: Answers, ofTeam: boolean): Found[] => {
  const out: Found[] = [];
  for (const key of ['maxRequestBody', 'compression'] as const) {
    if (!ofTeam && answers.teams && answers[key] !== undefined)
      out.push(found([key], 'BodySettingWithTeams', { key, service: undefined }));
    for (const [i, s] of answers.services.entries()) {
      const at = ['services', i, key];
      const { name: service, protocol } = s;
      if (s[key] === undefined) continue;
      if (ofTeam) out.push(found(at, 'BodySettingWithTeams', { key, service }));
      else if (s[key] === 'none' && answers[key] === undefined)
        out.push(found(at, 'BodySettingUnused', { service, key }));
      else if (key === 'maxRequestBody' && s[key] !== 'none' && (protocol === 'grpc' || protocol === 'websocket'))
        out.push(found(at, 'BodyLimitForStream', { service, protocol }));
    }
  }
  return out;
};

/** Services without TLS: only those that need no secret on the way. */
const plainRules = (answers: Answers, ofTeam: boolean): Found[] =>
  answers.services.flatMap((s, i) => {
    if (s.plainHttp === undefined) return [];
    const reason = ofTeam
      ? 'team'
      : answers.gateway?.attach
        ? 'attached'
        : acceptedMethods(s, answers.auth).length > 0
          ? 'auth'
          : answers.tls.clientAuth
            ? 'certificates'
            : s.protocol === 'grpc'
              ? 'grpc'
              : s.paths.includes('/')
                ? 'root'
                : undefined;
    return reason ? [found(['services', i, 'plainHttp'], 'PlainHttpRefused', { service: s.name, reason })] : [];
  });

export const protocolRules: Rule = (answers, view) => {
  const { http3, tls, traffic } = answers;
  const out = [
    ...alpnRules(answers),
    ...bodyRules(answers, view !== undefined),
    ...plainRules(answers, view !== undefined),
  ];
  if (view) return out;
  out.push(...cipherRules(answers));
  if (answers.teams && traffic?.backendBuffer !== undefined)
    out.push(found(['traffic', 'backendBuffer'], 'BufferWithTeams'));
  if (http3 && tls.clientAuth) out.push(found(['http3'], 'Http3ClientCertificates'));
  if (http3 && traffic?.clientsBehind?.type === 'proxyProtocol') out.push(found(['http3'], 'Http3ProxyProtocol'));
  return out;
};
