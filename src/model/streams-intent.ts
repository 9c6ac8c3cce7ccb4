// Connections that the gateway forwards without looking into them.

export interface StreamListenerIntent {
  readonly name: string;
  /** The name in the TLS handshake; undefined: every connection to the port. */
  readonly hostname: string | undefined;
}

/** Listeners next to those of the API, and one route. */
export interface StreamIntent {
  readonly name: string;
  readonly protocol: 'TLS' | 'TCP' | 'UDP';
  readonly kind: 'TLSRoute' | 'TCPRoute' | 'UDPRoute';
  readonly port: number;
  readonly listeners: readonly StreamListenerIntent[];
  readonly backend: { readonly service: string; readonly namespace: string | undefined; readonly port: number };
  /** Why everybody may connect. */
  readonly reason: string;
  /** Networks of the clients; empty: all. */
  readonly cidrs: readonly string[];
  /** Name of its SecurityPolicy and of its BackendTrafficPolicy. */
  readonly policy: string;
}

/** Envoy does not run as root: for a port below 1024 it listens 10000 higher. */
export const portInProxy = (port: number): number => (port < 1024 ? port + 10_000 : port);
