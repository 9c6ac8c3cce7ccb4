// What Istio is told about the gateway, from the same answers as the routes.
import type { MeshMode } from '../values/mesh-answer.ts';
import type { BackendPodsIntent } from './network-intent.ts';

/** The tokens that a waypoint or sidecar checks again, exactly as the edge does. */
export interface MeshTokenIntent {
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly jwks: string;
}

/** One backend in the mesh. */
export interface MeshBackendIntent extends BackendPodsIntent {
  /** Checked again behind the edge; empty where nothing there reads requests. */
  readonly tokens: readonly MeshTokenIntent[];
  /** Every request has to carry one of the tokens: no route leads there without. */
  readonly tokensNeeded: boolean;
  /** Paths of health checks, which carry no token. */
  readonly healthPaths: readonly string[];
  /** Scopes that every request needs. */
  readonly scopes: readonly string[];
}

/** Whom the proxies expect behind a Service, when they speak mTLS to it themselves. */
export interface MeshPeerIntent {
  /** Name of the BackendTLSPolicy. */
  readonly policy: string;
  /** A Backend where the Service takes turns with another; it is in the Gateway's namespace. */
  readonly target: { readonly kind: 'Service' | 'Backend'; readonly name: string; readonly namespace: string };
  /** `namespace/service`. */
  readonly service: string;
  readonly owner: string;
  /** The name in the handshake; certificates of a mesh have none, so nothing is compared with it. */
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
  /** As the proxies see it, and the folder that the volume is mounted at. */
  readonly socket: string;
  readonly folder: string;
  /** Secrets that name the socket and what to ask it for; the second one in every namespace of a peer. */
  readonly certificate: string;
  readonly roots: string;
  readonly rootNamespaces: readonly string[];
  readonly peers: readonly MeshPeerIntent[];
}

export interface MeshIntent {
  readonly mode: MeshMode;
  /** undefined: the mesh has the certificates of the proxies, or nobody. */
  readonly sds: SdsIntent | undefined;
  /** undefined: nothing in the mesh reads requests, but for sidecars. */
  readonly waypoint: string | undefined;
  /** `cluster.local/ns/NAMESPACE/sa/NAME` of the gateway's proxies. */
  readonly principal: string;
  /** Namespaces of the backends. */
  readonly namespaces: readonly string[];
  readonly backends: readonly MeshBackendIntent[];
  readonly tracing: { readonly provider: string; readonly sampling: number } | undefined;
}
