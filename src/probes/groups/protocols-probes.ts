import type { Intent } from '../../model/intent.ts';
import { opensslName, SUITE_NAMES } from '../../values/cipher-suites.ts';
import type { Check, Probe } from '../probe.ts';
import { plainRequest } from '../route-request.ts';
import { clientFile } from './client-file.ts';
import { http1Only } from './hosts-probes.ts';

/**
 * TLS versions, cipher suites and versions of HTTP. `path`: one that the gateway serves; `http2`: whether its listener has HTTP/2.
 */
export const protocolProbes = (intent: Intent, path: string, http2: boolean): Probe[] => {
  const { tls, http3 } = intent.client;
  const one = (id: string, title: string, check: Check): Probe => ({
    id: `tls.${id}`,
    group: 'tls',
    title,
    lookAt: clientFile(intent),
    check,
  });
  const old = tls.minVersion === '1.2';
  const offered = (tls.alpn ?? ['h2']).includes('h2');
  return [
    one('1.1', 'TLS 1.1 is rejected', { kind: 'tls', version: '1.1', accepted: false }),
    one('1.2', `TLS 1.2 is ${old ? 'accepted' : 'rejected'}`, { kind: 'tls', version: '1.2', accepted: old }),
    ...(old ? [] : [one('1.3', 'TLS 1.3 is accepted', { kind: 'tls', version: '1.3', accepted: true })]),
    ...(tls.ciphers ? cipherChecks(tls.ciphers).map(([id, title, check]) => one(id, title, check)) : []),
    offered && !http2
      ? { ...http1Only(intent.gateway.hostname), id: 'tls.http1' }
      : one('http2', `HTTP/2 is ${offered ? 'negotiated' : 'not offered'}`, {
          kind: 'http2',
          ...(offered ? {} : { version: '1.1' as const }),
        }),
    ...(http3
      ? [
          one('alt-svc', 'responses announce HTTP/3', {
            kind: 'http',
            request: plainRequest('https', path),
            expect: { status: '1xx 2xx 3xx 4xx 5xx', header: { name: 'alt-svc', pattern: '^h3=":[0-9]+"; ma=86400$' } },
          }),
          one('http3', 'HTTP/3 is served', { kind: 'http3' }),
        ]
      : []),
  ];
};

type Named = [id: string, title: string, check: Check];

/** A client that offers only suites of the list, and one that offers only others. */
const cipherChecks = (ciphers: readonly string[]): Named[] => {
  const listed = [...new Set(ciphers.map(opensslName))];
  const others = [...new Set(SUITE_NAMES.map(opensslName))].filter((name) => !listed.includes(name));
  const check = (accepted: boolean, offered: readonly string[]): Check => ({
    kind: 'tls',
    version: '1.2',
    accepted,
    ciphers: offered,
  });
  return [
    ['ciphers', 'TLS 1.2 with a cipher suite of the list is accepted', check(true, listed)],
    ...(others.length > 0
      ? [['ciphers.others', 'TLS 1.2 with other cipher suites is rejected', check(false, others)] satisfies Named]
      : []),
  ];
};
