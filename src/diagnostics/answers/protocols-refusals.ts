// TLS versions and ciphers, versions of HTTP, sizes of requests and responses.
import { constant, define, type Group } from '../definition.ts';
import { quote } from '../shown.ts';

export const protocolsRefusals = {
  InvalidCipher: define<{ value: string; tls13: boolean; suggestion: string | undefined }>({
    severity: 'error',
    sample: { value: 'TLS_AES_128_GCM_SHA256', tls13: true, suggestion: undefined },
    words: ({ value, tls13, suggestion }) => ({
      what: tls13
        ? `${quote(value, 80)} is a cipher suite of TLS 1.3.`
        : `${quote(value, 80)} is not a cipher suite that Envoy supports.`,
      why: tls13
        ? 'Envoy always offers its suites of TLS 1.3; the list applies to TLS 1.2.'
        : 'Envoy Gateway refuses the whole policy, and requests get 500.',
      fix: tls13
        ? 'Remove it from the list.'
        : `Write ${suggestion ?? 'a name such as ECDHE-ECDSA-AES256-GCM-SHA384 or ECDHE-RSA-AES256-GCM-SHA384'}.`,
    }),
  }),
  CiphersUnused: constant('error', {
    what: 'tls.ciphers is set, and tls.minVersion is 1.3.',
    why: 'The list applies to TLS 1.2, which no client may use, and the API server rejects the combination.',
    fix: 'Remove ciphers.',
  }),
  CiphersForbidHttp2: define<{ ciphers: readonly string[] }>({
    severity: 'error',
    sample: { ciphers: ['AES256-SHA'] },
    words: ({ ciphers }) => ({
      what: `The listener offers HTTP/2, which forbids all of these ciphers: ${ciphers.slice(0, 4).join(', ')}.`,
      why: 'Clients with TLS 1.2 and HTTP/2 close the connection (RFC 9113, appendix A).',
      fix: 'Add ECDHE-ECDSA-AES128-GCM-SHA256 or ECDHE-RSA-AES128-GCM-SHA256, or set tls.alpn: [http/1.1].',
    }),
  }),
  CiphersForOtherKey: define<{ by: string }>({
    severity: 'error',
    sample: { by: 'tls.issuer' },
    words: ({ by }) => ({
      what: `No cipher in the list works with the certificate: with ${by} its key is ECDSA.`,
      why: 'No client with TLS 1.2 could connect.',
      fix: 'Add a suite with ECDSA in its name, such as ECDHE-ECDSA-AES256-GCM-SHA384.',
    }),
  }),
  AlpnMissing: define<{ service: string; protocol: 'grpc' | 'websocket' }>({
    severity: 'error',
    sample: { service: 'orders', protocol: 'grpc' },
    words: ({ service, protocol }) => {
      const version = protocol === 'grpc' ? 'h2' : 'http/1.1';
      return {
        what: `Service ${service} has protocol: ${protocol}, and tls.alpn does not contain ${version}.`,
        why:
          protocol === 'grpc'
            ? 'gRPC clients use HTTP/2 and close a connection on which it is not offered.'
            : 'Clients open a WebSocket over HTTP/1.1 (Upgrade).',
        fix: `Add ${version} to tls.alpn.`,
      };
    },
  }),
  Http3ClientCertificates: constant('error', {
    what: 'http3 is set, and clients authenticate by certificate (tls.clientAuth).',
    why: 'Envoy cannot verify client certificates over QUIC, so Envoy Gateway 1.9 switches HTTP/3 off.',
    fix: 'Remove http3 or tls.clientAuth.',
  }),
  Http3ProxyProtocol: constant('error', {
    what: 'http3 is set, and traffic.clientsBehind is proxyProtocol.',
    why: 'The PROXY protocol is for TCP: HTTP/3 requests would have no header with the address of the client.',
    fix: 'Remove http3, or use a load balancer that keeps the client address and write traffic: { clientsBehind: direct }.',
  }),
  InvalidSize: define<{ value: string; suggestion: string | undefined; range: readonly [string, string] | undefined }>({
    severity: 'error',
    sample: { value: '10MB', suggestion: '10Mi', range: undefined },
    words: ({ value, suggestion, range }) => ({
      what: range
        ? `${quote(value, 80)} is not between ${range[0]} and ${range[1]} bytes.`
        : `${quote(value, 80)} is not a size.`,
      why: range
        ? 'Envoy Gateway refuses such a value.'
        : 'The API server accepts whole numbers with Ki, Mi, Gi, k, M or G.',
      fix: range
        ? `Write a size in this range, such as ${range[0] === '30' ? '1Ki' : '64Ki'}.`
        : `Write ${suggestion ?? '10Mi'}.`,
    }),
  }),
  BodyLimitForStream: define<{ service: string; protocol: string }>({
    severity: 'error',
    sample: { service: 'orders', protocol: 'grpc' },
    words: ({ service, protocol }) => ({
      what: `Service ${service} has protocol: ${protocol} and maxRequestBody.`,
      why: 'Envoy would wait for the end of a stream before it forwards it, so streams would hang.',
      fix: `Remove maxRequestBody from ${service}, and limit messages in the service.`,
    }),
  }),
  BodySettingUnused: define<{ service: string; key: 'maxRequestBody' | 'compression' }>({
    severity: 'error',
    sample: { service: 'users', key: 'compression' },
    words: ({ service, key }) => ({
      what: `Service ${service} has ${key}: none, and no ${key} is set for all services.`,
      why: 'It has no effect.',
      fix: 'Remove it.',
    }),
  }),
  BodySettingWithTeams: define<{ key: 'maxRequestBody' | 'compression'; service: string | undefined }>({
    severity: 'error',
    sample: { key: 'maxRequestBody', service: undefined },
    words: ({ key, service }) => ({
      what: service
        ? `Service ${service} of a team has ${key}.`
        : `${key} is set for all services, and teams share the Gateway.`,
      why: 'It uses memory or CPU of the proxies that all teams share, so admission policies reject it in the policies of teams.',
      fix: service
        ? `Remove ${key}.`
        : key === 'maxRequestBody'
          ? 'Set maxRequestBody for single services of this file.'
          : 'Remove compression, and let the services compress.',
    }),
  }),
  BufferWithTeams: constant('error', {
    what: 'traffic.backendBuffer is set, and teams share the Gateway.',
    why: 'Admission policies reject buffers of the shared proxies in the policies of teams.',
    fix: 'Remove backendBuffer.',
  }),
  PlainHttpRefused: define<{
    service: string;
    reason: 'auth' | 'certificates' | 'root' | 'grpc' | 'team' | 'attached';
  }>({
    severity: 'error',
    sample: { service: 'users', reason: 'auth' },
    words: ({ service, reason }) => {
      const [why, fix] = {
        auth: [
          'Clients would send their credentials in clear text, and anybody on the way could use them.',
          `Remove plainHttp, or make a service without credentials of the paths that need it (auth: none).`,
        ],
        certificates: [
          'tls.clientAuth requires certificates of clients, which http does not have.',
          'Remove plainHttp or tls.clientAuth.',
        ],
        root: ['The redirect to https has the same path /, and only one of them can apply.', 'Use a longer path.'],
        grpc: [
          'gRPC clients without TLS need HTTP/2 without negotiation, which is not generated.',
          'Remove plainHttp.',
        ],
        attached: ['The listeners belong to the owner of the Gateway (gateway.attach).', 'Remove plainHttp.'],
        team: ['The listener without TLS belongs to the platform.', 'Remove plainHttp.'],
      }[reason] as [string, string];
      return { what: `Service ${service} has plainHttp.`, why, fix };
    },
  }),
} as const satisfies Group;
