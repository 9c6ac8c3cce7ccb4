// Connections that the gateway only forwards.
import { constant, define, type Group } from '../definition.ts';

export const streamsRefusals = {
  StreamKind: define<{ none: boolean }>({
    severity: 'error',
    sample: { none: true },
    words: ({ none }) => ({
      what: none
        ? 'The stream has none of tlsPassthrough, tcp and udp.'
        : 'The stream has several of tlsPassthrough, tcp and udp.',
      why: 'A stream is one listener with one protocol.',
      fix: 'Write one of them, such as tcp: 1883. For several protocols, write a stream for each.',
    }),
  }),
  StreamAnyHost: constant('error', {
    what: 'tlsPassthrough contains "*".',
    why: 'A TLSRoute must name its hosts.',
    fix: 'Write the names, or tcp: PORT for every connection to a port.',
  }),
  StreamPortTaken: define<{ stream: string; port: number; by: string }>({
    severity: 'error',
    sample: { stream: 'mqtt', port: 443, by: 'the https listener' },
    words: ({ stream, port, by }) => ({
      what: `Stream ${stream} uses port ${port}, and ${by} uses it, too.`,
      why: 'Only TLS listeners with different names can share a port. Envoy listens on ports below 1024 plus 10000.',
      fix: 'Write another port.',
    }),
  }),
  StreamHostTaken: define<{ stream: string; host: string; by: string }>({
    severity: 'error',
    sample: { stream: 'db', host: 'api.example.com', by: 'the API' },
    words: ({ stream, host, by }) => ({
      what: `Stream ${stream} takes the TLS connections for ${host}, and ${by} has the same name on the same port.`,
      why: 'Envoy Gateway rejects two listeners with one name and one port.',
      fix: 'Write another name or tlsPassthrough.port.',
    }),
  }),
  StreamNameTaken: define<{ stream: string }>({
    severity: 'error',
    sample: { stream: 'mqtt' },
    words: ({ stream }) => ({
      what: `Another stream or a service has the name ${stream}.`,
      why: 'Routes and policies are named after it.',
      fix: 'Write another name.',
    }),
  }),
  StreamUdpCidrs: define<{ stream: string }>({
    severity: 'error',
    sample: { stream: 'dns' },
    words: ({ stream }) => ({
      what: `Stream ${stream} has udp and allow.`,
      why: 'Envoy Gateway 1.9 cannot limit the clients of a UDPRoute, so everybody could send datagrams.',
      fix: 'Remove allow, and limit the clients in the firewall of the load balancer.',
    }),
  }),
  StreamCidrsBehindProxy: define<{ stream: string }>({
    severity: 'error',
    sample: { stream: 'mqtt' },
    words: ({ stream }) => ({
      what: `Stream ${stream} has allow.cidrs, and clients reach the gateway through a proxy (traffic.clientsBehind).`,
      why: 'A connection without HTTP has no X-Forwarded-For header: its address is that of the proxy.',
      fix: 'Write traffic: { clientsBehind: proxyProtocol } if the proxy supports it, or remove allow.',
    }),
  }),
  StreamsWithMesh: constant('error', {
    what: 'The answers have streams and mesh.',
    why: 'The policies of the mesh describe HTTP requests to services; connections of streams would be rejected or not encrypted.',
    fix: 'Remove mesh or streams, or give the streams a gateway with answers of their own.',
  }),
} as const satisfies Group;
