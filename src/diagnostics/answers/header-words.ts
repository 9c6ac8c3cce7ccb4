/** What a header belongs to. `trace`: request IDs and traces, which Envoy creates or passes on. */
export type HeaderClass = 'connection' | 'forwarding' | 'envoy' | 'trace' | 'gateway' | 'identity' | 'credential';

/** What a header of a class is, as the end of a sentence that begins with its name. */
export const HEADER_IS: Readonly<Record<HeaderClass, string>> = {
  connection: 'belongs to the connection, or contains the requested host or path',
  forwarding: 'states where a request came from or was sent, and services and Envoy trust it',
  envoy: 'is a header of Envoy itself',
  trace: 'identifies a request or its trace, and Envoy creates it or passes it on',
  gateway: 'is set by the gateway itself after authentication',
  identity: 'is set by authentication, and is removed from what clients send',
  credential: 'carries credentials that authentication reads',
};
