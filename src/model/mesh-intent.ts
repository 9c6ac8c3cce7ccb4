// The configuration of Istio for this gateway, derived from the same answers as the routes.
import type { MeshMode } from '../values/mesh-answer.ts';
import type { BackendPodsIntent } from './network-intent.ts';

/** The tokens that a waypoint or sidecar verifies again, exactly as the gateway does. */
export interface MeshTokenIntent {
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly jwks: string;
}

/** One backend in the mesh. */
export interface MeshBackendIntent extends BackendPodsIntent {
  /** Verified again in the mesh; empty if nothing there reads requests. */
  readonly tokens: readonly MeshTokenIntent[];
  /** Every request must carry one of the tokens: each route to this backend requires one. */
  readonly tokensNeeded: boolean;
  /** Paths of health checks, which carry no token. */
  readonly healthPaths: readonly string[];
  /** Scopes that every request needs. */
  readonly scopes: readonly string[];
}

/** The identity that the proxies expect of a Service when they use mTLS themselves. */
export interface MeshPeerIntent {
  /** Name of the BackendTLSPolicy. */
  readonly policy: string;
  /** A Backend, in the namespace of the Gateway, if the Service has a failover. */
  readonly target: { readonly kind: 'Service' | 'Backend'; readonly name: string; readonly namespace: string };
  /** `namespace/service`. */
  readonly service: string;
  readonly owner: string;
  /** The name in the handshake. Mesh certificates have no DNS name, so it is not verified. */
  readonly hostname: string;
  /** `spiffe://cluster.local/ns/NAMESPACE/sa/NAME`. */
  readonly identity: string;
  /** true: the ServiceAccount is a guess. */
  readonly assumed: boolean;
}

/** Certificates that the proxies fetch from a socket (Secret Discovery Service). */
export interface SdsIntent {
  readonly volume:
    | { readonly from: 'csi'; readonly driver: string }
    | { readonly from: 'hostPath'; readonly path: string };
  /** Path of the socket in the proxy, and the folder that the volume is mounted at. */
  readonly socket: string;
  readonly folder: string;
  /** Secrets that name the socket and the certificate to request; `roots` is in every namespace of a peer. */
  readonly certificate: string;
  readonly roots: string;
  readonly rootNamespaces: readonly string[];
  readonly peers: readonly MeshPeerIntent[];
}

export interface MeshIntent {
  readonly mode: MeshMode;
  /** undefined: the mesh provides the certificates of the proxies, or there are none. */
  readonly sds: SdsIntent | undefined;
  /** undefined: nothing in the mesh reads requests, except sidecars. */
  readonly waypoint: string | undefined;
  /** `cluster.local/ns/NAMESPACE/sa/NAME` of the gateway's proxies. */
  readonly principal: string;
  /** Namespaces of the backends. */
  readonly namespaces: readonly string[];
  readonly backends: readonly MeshBackendIntent[];
  readonly tracing: { readonly provider: string; readonly sampling: number } | undefined;
}
