// The Gateway and its installation.

import type { ServiceBackend } from '../values/backend-address.ts';

/** A fixed node port of the Service. */
export interface NodePortIntent {
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly port: number;
  readonly nodePort: number;
}

/** EnvoyProxy.spec.provider.kubernetes.envoyService. */
export interface GatewayServiceIntent {
  /** The preset, the page that documents it, and the annotations and fields that come from it; undefined: none is set. */
  readonly cloud: { readonly name: string; readonly doc: string; readonly keys: readonly string[] } | undefined;
  readonly type: 'LoadBalancer' | 'NodePort' | 'ClusterIP';
  readonly annotations: Readonly<Record<string, string>>;
  readonly loadBalancerClass: string | undefined;
  readonly loadBalancerIP: string | undefined;
  /** undefined: the Service has no external address. */
  readonly externalTrafficPolicy: 'Local' | 'Cluster' | undefined;
  readonly loadBalancerSourceRanges: readonly string[];
  /** false: no node ports are allocated. */
  readonly allocateLoadBalancerNodePorts: false | undefined;
  readonly nodePorts: readonly NodePortIntent[];
  /** Annotations for external-dns, which are among `annotations` too; empty: none. */
  readonly dnsKeys: readonly string[];
  /** Annotations of the Gateway for external-dns. */
  readonly gatewayAnnotations: Readonly<Record<string, string>>;
  /** Gateway.spec.addresses, which become externalIPs, or the cluster IP of a ClusterIP Service. */
  readonly addresses: readonly string[];
  /** false: gateway.service is not set. */
  readonly answered: boolean;
}

/** A listener for HTTP. Each https listener has a policy that denies, and a route that answers 404. */
export interface ListenerIntent {
  readonly name: string;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly port: number;
  /** undefined: any host name. */
  readonly hostname: string | undefined;
  /** The kubernetes.io/tls Secrets in the Gateway's namespace; empty: no TLS. */
  readonly tlsSecrets: readonly string[];
  /** false: clients get HTTP/1.1 only, because the certificate has a name in common with that of another listener. */
  readonly http2: boolean;
  /** `redirect`: every request is redirected to https. `routes`: the routes of services are attached. */
  readonly serves: 'redirect' | 'routes';
}

/** A Gateway of another owner. */
export interface AttachIntent {
  readonly name: string;
  readonly namespace: string;
}

/** A host that the gateway serves. */
export interface HostIntent {
  /** `api.example.com`, `*.example.com`, or `*` for any host. */
  readonly pattern: string;
  /** A concrete host that reaches the routes of the pattern. */
  readonly example: string;
  /** Name of its https listener. */
  readonly listener: string;
  /** Path prefix of the catch-all route that answers 404 there; `/` unless a service of the host has that path. */
  readonly catchAllPath: string;
}

/** A certificate of the https listeners. */
export interface CertificateOfHosts {
  /** The kubernetes.io/tls Secret, in the Gateway's namespace. */
  readonly secret: string;
  /** The names that it must contain. */
  readonly names: readonly string[];
  /** true: cert-manager issues it. */
  readonly issued: boolean;
  /** The issuer of these hosts; undefined: that of `certificate`. */
  readonly issuer: { readonly kind: 'ClusterIssuer' | 'Issuer'; readonly name: string } | undefined;
}

/** Namespace and names of the objects that others refer to. */
export interface GatewayIntent {
  /** Of the Gateway. With `attach`: in names and labels of the routes and policies, and nothing has it as its name. */
  readonly name: string;
  /** The Gateway of another owner, to which the routes are attached; undefined: the Gateway is generated. */
  readonly attach: AttachIntent | undefined;
  readonly namespace: string;
  readonly className: string;
  /** The Gateways of the class share their proxies; `owner`: the EnvoyProxy of the class is generated. */
  readonly merged: 'owner' | 'member' | undefined;
  /** The EnvoyProxy. The Gateway refers to it, so that other Gateways of the class are not affected. */
  readonly proxy: string;
  /** A concrete host name, for messages and for what needs one. */
  readonly hostname: string;
  /** All hosts, in the order of the answers. */
  readonly hosts: readonly HostIntent[];
  /** Why the gateway serves any host; undefined: it does not. */
  readonly anyHostReason: string | undefined;
  readonly listeners: readonly ListenerIntent[];
  /** Whether the http listener also serves services; it then denies by default, like the others. */
  readonly plainHttp: boolean;
  /** Why the load balancer terminates TLS, so that the https listener receives HTTP; undefined: the proxies terminate it. */
  readonly terminated: string | undefined;
  /** The Service of the proxies. */
  readonly service: GatewayServiceIntent;
  /** EnvoyProxy.spec.ipFamily; undefined: IPv4, the default. */
  readonly ipFamily: 'IPv4' | 'IPv6' | 'DualStack' | undefined;
  /** One proxy on every node; undefined: a Deployment with autoscaling. */
  readonly daemonSet: { readonly nodes: number; readonly hostNetwork: boolean } | undefined;
  readonly certificates: readonly CertificateOfHosts[];
}

export type CertificateIntent =
  | { readonly from: 'secret' }
  | {
      readonly from: 'issuer';
      readonly issuer: { readonly kind: 'ClusterIssuer' | 'Issuer'; readonly name: string };
      /** The generated issuer; undefined: it exists. */
      readonly emit:
        | { readonly type: 'selfSigned' }
        | { readonly type: 'acme'; readonly email: string; readonly server: string }
        | undefined;
    };

/** Input of the ClientTrafficPolicy. */
export interface ClientIntent {
  readonly name: string;
  readonly behind:
    | { readonly type: 'direct' }
    | { readonly type: 'proxyProtocol' }
    | { readonly type: 'trustedHops'; readonly hops: number }
    | { readonly type: 'trustedCIDRs'; readonly cidrs: readonly string[] };
  /** Headers that only the gateway may set, lower case, sorted: removed from every request before anything else. */
  readonly identityHeaders: readonly string[];
  /** Set on every request: names the authentication filters of the listener. Absent without oidc and extAuth. */
  readonly filtersHeader: { readonly name: string; readonly value: string } | undefined;
  /** Clients present a certificate of this CA; undefined: client certificates are off. */
  readonly clientAuth: { readonly ca: string; readonly optional: boolean } | undefined;
  readonly tls: {
    readonly minVersion: '1.2' | '1.3';
    /** For TLS 1.2; undefined: those of Envoy. */
    readonly ciphers: readonly string[] | undefined;
    /** undefined: not written, so that Envoy Gateway offers HTTP/1.1 only where certificates of listeners have a name in common. */
    readonly alpn: readonly ('h2' | 'http/1.1')[] | undefined;
  };
  /** CTP connection.bufferLimit. */
  readonly buffer: string;
  /** In KiB; undefined: that of Envoy (60 KiB). */
  readonly maxHeadersKib: number | undefined;
  /** HTTP/3 in addition: the listener with TLS also receives UDP. */
  readonly http3: boolean;
  /** Whether responses have X-RateLimit headers. */
  readonly rateLimitHeaders: boolean;
  readonly requestReceivedTimeout: string;
  readonly idleTimeout: string;
  readonly streamIdleTimeout: string;
}

export interface ObservabilityIntent {
  readonly accessLog: boolean;
  /** Fields of the JSON access log, in order. */
  readonly accessLogFields: readonly (readonly [field: string, operator: string])[];
  /** Labels of the PodMonitor, in addition to the common ones; undefined: no PodMonitor. */
  readonly prometheus: { readonly labels: Readonly<Record<string, string>> } | undefined;
  readonly tracing: { readonly collector: ServiceBackend; readonly sampling: number } | undefined;
}
