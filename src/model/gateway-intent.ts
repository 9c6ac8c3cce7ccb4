// The Gateway and what runs it.
import type { ServiceBackend } from '../values/backend-address.ts';

/** A number that was computed, and the sum it came from, for the comment above it. */
export interface Sized {
  readonly value: number;
  readonly sum: string;
}

/** EnvoyProxy.spec.provider.kubernetes.envoyService. */
export interface GatewayServiceIntent {
  readonly type: 'LoadBalancer' | 'NodePort' | 'ClusterIP';
  readonly annotations: Readonly<Record<string, string>>;
  readonly loadBalancerClass: string | undefined;
  readonly loadBalancerIP: string | undefined;
  /** undefined: a Service that nobody outside reaches has none. */
  readonly externalTrafficPolicy: 'Local' | 'Cluster' | undefined;
  readonly loadBalancerSourceRanges: readonly string[];
  /** false: nothing of it was answered. */
  readonly answered: boolean;
}

/** Namespace and name of the objects that others refer to. */
export interface GatewayIntent {
  readonly name: string;
  readonly namespace: string;
  readonly className: string;
  /** The EnvoyProxy; the Gateway refers to it, so that other Gateways of the class are not touched. */
  readonly proxy: string;
  readonly hostname: string;
  /** Path prefix of the route that answers 404 for what no route takes; `/` unless a service has that path. */
  readonly catchAllPath: string;
  /** The Service before the proxies. */
  readonly service: GatewayServiceIntent;
  /** The kubernetes.io/tls Secret of the https listener, in the Gateway's namespace. */
  readonly tlsSecret: string;
}

export interface RedisIntent {
  /** true: we write Deployment and Service; false: it exists. */
  readonly deploy: boolean;
  readonly url: string;
  readonly type: 'single' | 'sentinel' | 'cluster';
  readonly tls: boolean;
  readonly password: { readonly secret: string; readonly key: string } | undefined;
  /** Of the one that we write. */
  readonly image: string | undefined;
}

/** What the Helm values of Envoy Gateway are made from. */
export interface InstallIntent {
  readonly version: string;
  /** The oldest version that the same answers are accepted for. */
  readonly oldest: string;
  readonly namespace: string;
  readonly needsCertManager: boolean;
  /** Backend objects are refused unless it is switched on (extensionApis.enableBackend). */
  readonly enableBackend: boolean;
  readonly controllerReplicas: number;
  /** Where Envoy Gateway puts the proxies (provider.kubernetes.deploy.type), and the namespace that this comes to. */
  readonly proxies: { readonly mode: 'ControllerNamespace' | 'GatewayNamespace'; readonly namespace: string };
  /** undefined: no global limits, so no rate limit service. */
  readonly rateLimitService:
    | { readonly redis: RedisIntent; readonly failClosed: boolean; readonly replicas: number }
    | undefined;
}

export type CertificateIntent =
  | { readonly from: 'secret' }
  | {
      readonly from: 'issuer';
      readonly issuer: { readonly kind: 'ClusterIssuer' | 'Issuer'; readonly name: string };
      /** The issuer that we write too; undefined: it exists. */
      readonly emit:
        | { readonly type: 'selfSigned' }
        | { readonly type: 'acme'; readonly email: string; readonly server: string }
        | undefined;
    };

/** Sizes, each with its sum. Per replica unless the name says otherwise: Envoy counts per proxy pod. */
export interface Sizing {
  readonly peakRequestsPerSecond: number;
  readonly p95LatencyMs: number;
  /** true: the peak was not answered and is a guess that the operator should replace. */
  readonly assumed: boolean;
  readonly minReplicas: Sized;
  readonly maxReplicas: Sized;
  readonly cpuMillis: Sized;
  readonly memoryMiB: Sized;
  readonly maxParallelRequests: Sized;
  readonly maxConnections: Sized;
  readonly maxPendingRequests: Sized;
  readonly connectionLimit: Sized;
  readonly maxConcurrentStreams: Sized;
}

/** What ClientTrafficPolicy is made from. */
export interface ClientIntent {
  readonly name: string;
  readonly behind:
    | { readonly type: 'direct' }
    | { readonly type: 'proxyProtocol' }
    | { readonly type: 'trustedHops'; readonly hops: number }
    | { readonly type: 'trustedCIDRs'; readonly cidrs: readonly string[] };
  /** Headers that only the gateway may set, lower case, sorted: removed from every request before anything else. */
  readonly identityHeaders: readonly string[];
  /** Set on every request: what the filter chain holds. Absent without oidc and extAuth. */
  readonly filtersHeader: { readonly name: string; readonly value: string } | undefined;
  /** Clients show a certificate of this CA; undefined: they are not asked. */
  readonly clientAuth: { readonly ca: string; readonly optional: boolean } | undefined;
  readonly requestReceivedTimeout: string;
  readonly idleTimeout: string;
  readonly streamIdleTimeout: string;
}

export interface ObservabilityIntent {
  readonly accessLog: boolean;
  /** Fields of the JSON access log, in order. */
  readonly accessLogFields: readonly (readonly [field: string, operator: string])[];
  /** A PodMonitor with these labels beside our own; undefined: none is written. */
  readonly prometheus: { readonly labels: Readonly<Record<string, string>> } | undefined;
  readonly tracing: { readonly collector: ServiceBackend; readonly sampling: number } | undefined;
}
