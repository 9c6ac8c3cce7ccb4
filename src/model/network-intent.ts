// Who may talk to whom inside the cluster, before it becomes NetworkPolicy or CiliumNetworkPolicy.

/** The other side of a connection. `pods` without labels: all of the namespace. */
export type Peer =
  | {
      readonly is: 'pods';
      readonly namespace: string;
      readonly labels: Readonly<Record<string, string>> | undefined;
    }
  /** Clients anywhere, or all servers that have no better name. */
  | { readonly is: 'world' }
  /** Every pod of the cluster. */
  | { readonly is: 'cluster' }
  /** The kubelet of the node; plain NetworkPolicy never shuts it out. */
  | { readonly is: 'node' }
  | { readonly is: 'apiServer' }
  | { readonly is: 'dns' }
  /** The address that an ambient mesh gives to the kubelet's probes. */
  | { readonly is: 'probes' }
  /** A server outside the cluster. */
  | { readonly is: 'host'; readonly host: string };

/** One kind of request, as the backend sees it: after rewriting. `path` is an expression of the whole path with its query. */
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
  /** Only these; empty: whatever is sent. */
  readonly requests: readonly RequestShape[];
  readonly why: string;
}

/** One policy. A direction that is undefined is not limited; an empty one is closed. */
export interface NetworkPolicyIntent {
  readonly name: string;
  readonly namespace: string;
  /** Pods that it is about; empty: all of the namespace. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ingress: readonly AllowIntent[] | undefined;
  readonly egress: readonly AllowIntent[] | undefined;
  readonly why: string;
  /** What the policy lets the gateway reach. */
  readonly backend: BackendPodsIntent | undefined;
}

/** A backend as a network policy sees it: for the runbook and the probes. */
export interface BackendPodsIntent {
  readonly namespace: string;
  readonly service: string;
  readonly servicePort: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly port: number | string;
  readonly assumed: boolean;
}

export interface NetworkIntent {
  readonly policy: 'kubernetes' | 'cilium';
  readonly hubble: boolean;
  readonly mutualAuthentication: boolean;
  readonly backends: readonly BackendPodsIntent[];
  /** Namespaces in which nothing but what is allowed may connect to any pod. */
  readonly closed: readonly string[];
  readonly policies: readonly NetworkPolicyIntent[];
}
