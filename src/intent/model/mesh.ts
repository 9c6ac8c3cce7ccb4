// What Istio is told about the gateway, from the same answers as the routes.
import type { BackendPodsIntent } from './network.ts';

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

export interface MeshIntent {
  readonly mode: 'ambient' | 'sidecar' | 'permissive';
  /** undefined: nothing in the mesh reads requests, but for sidecars. */
  readonly waypoint: string | undefined;
  /** `cluster.local/ns/NAMESPACE/sa/NAME` of the gateway's proxies. */
  readonly principal: string;
  /** Namespaces of the backends. */
  readonly namespaces: readonly string[];
  readonly backends: readonly MeshBackendIntent[];
  readonly tracing: { readonly provider: string; readonly sampling: number } | undefined;
}
