// Allowed connections inside the cluster, before they become NetworkPolicies or CiliumNetworkPolicies.

/** The other side of a connection. `pods` without labels: all pods of the namespace. */
export type Peer =
  | {
      readonly is: 'pods';
      readonly namespace: string;
      readonly labels: Readonly<Record<string, string>> | undefined;
    }
  /** Any client, or any server that cannot be selected more precisely. */
  | { readonly is: 'world' }
  /** Every pod of the cluster. */
  | { readonly is: 'cluster' }
  /** The kubelet of the node; NetworkPolicy never blocks it. */
  | { readonly is: 'node' }
  | { readonly is: 'apiServer' }
  | { readonly is: 'dns' }
  /** The source address of kubelet probes in an ambient mesh. */
  | { readonly is: 'probes' }
  /** An external server. */
  | { readonly is: 'host'; readonly host: string }
  /** An external server without a name. */
  | { readonly is: 'address'; readonly cidr: string };

/** One kind of request as the backend receives it, after rewriting. `path` is a regular expression for the path with its query. */
export interface RequestShape {
  readonly method: string | undefined;
  readonly path: string;
}

/** One allowed direction. */
export interface AllowIntent {
  readonly peer: Peer;
  /** Container ports, numbers or names. */
  readonly ports: readonly (number | string)[];
  readonly protocols: readonly ('TCP' | 'UDP')[];
  /** Only these requests; empty: all. */
  readonly requests: readonly RequestShape[];
  readonly why: string;
}

/** One policy. An undefined direction is not restricted; an empty one denies all connections. */
export interface NetworkPolicyIntent {
  readonly name: string;
  readonly namespace: string;
  /** The pods that it selects; empty: all pods of the namespace. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ingress: readonly AllowIntent[] | undefined;
  readonly egress: readonly AllowIntent[] | undefined;
  readonly why: string;
  /** The backend that the policy makes accessible for the gateway. */
  readonly backend: BackendPodsIntent | undefined;
}

/** A backend as a network policy sees it: for the runbook and the probes. */
export interface BackendPodsIntent {
  readonly namespace: string;
  readonly service: string;
  readonly servicePort: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly port: number | string;
  readonly protocols: readonly ('TCP' | 'UDP')[];
  readonly assumed: boolean;
}

export interface NetworkIntent {
  readonly policy: 'kubernetes' | 'cilium';
  readonly hubble: boolean;
  readonly mutualAuthentication: boolean;
  readonly backends: readonly BackendPodsIntent[];
  /** Namespaces in which pods accept only allowed connections. */
  readonly closed: readonly string[];
  readonly policies: readonly NetworkPolicyIntent[];
}
