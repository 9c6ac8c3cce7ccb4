// HTTP/3, compression, sizes of requests.
import { constant, define, type Group } from '../definition.ts';

export const protocolsNotices = {
  Http3NeedsUdp: constant('info', {
    what: 'HTTP/3 needs UDP on port 443, so the Service of the proxies has this port for TCP and for UDP.',
    why: 'Not every load balancer forwards both on one port; some controllers then create none.',
    fix: 'Read the documentation of your load balancer before you apply this. Clients that cannot use UDP stay with HTTP/2.',
  }),
  TlsTerminated: constant('info', {
    what: 'Between the load balancer and the proxies, requests and credentials travel without TLS.',
    why: 'Whoever reaches port 443 of the proxies directly uses the API without TLS as well.',
    fix: 'Let only the load balancer reach the proxies. Its port 443 must lead to port 443 of the Service, and its port 80 to port 80 or to a redirect.',
  }),
  PlainHttp: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'devices' },
    words: ({ names }) => ({
      what: `Clients may call these services without TLS: ${names}.`,
      why: 'Anybody on the way can read and change requests and responses.',
      fix: 'Let clients verify what they receive, such as signatures.',
    }),
  }),
  BodiesBuffered: define<{ names: string; total: string; parallel: number; memory: string; over: boolean }>({
    severity: 'info',
    sample: { names: 'uploads', total: '2 GiB', parallel: 200, memory: '512 MiB', over: true },
    words: ({ names, total, parallel, memory, over }) => ({
      what: `With maxRequestBody, the proxies receive the whole body of a request before they forward it: ${names}.`,
      why: `${parallel} parallel requests of the largest size use ${total} in one proxy, which has ${memory}. ${over ? 'At 80 % of it, Envoy starts to reject requests.' : 'WebSockets and streams to these services do not work.'}`,
      fix: over ? 'Lower maxRequestBody, or set a larger proxy.resources.memory.' : '',
    }),
  }),
  StreamBodiesUnlimited: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'chat' },
    words: ({ names }) => ({
      what: `maxRequestBody does not apply to services with protocol: grpc or websocket: ${names}.`,
      why: 'Envoy would wait for the end of the stream.',
      fix: 'Limit messages in these services.',
    }),
  }),
  CompressedSecrets: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'shop' },
    words: ({ names }) => ({
      what: `Responses of services that a browser authenticates to by itself are compressed: ${names}.`,
      why: 'If a response contains a secret and text of the request, its length can reveal the secret to another website (BREACH).',
      fix: 'Set compression: none for services with such responses.',
    }),
  }),
} as const satisfies Group;
