// Written by src/crds/vendor from github.com/envoyproxy/gateway/charts/gateway-helm/charts/crds/crds/generated/gateway.envoyproxy.io_envoypatchpolicies.yaml v1.9.1; do not edit.

/** gateway.envoyproxy.io/v1alpha1 EnvoyPatchPolicy */
export interface EnvoyPatchPolicy {
  apiVersion: "gateway.envoyproxy.io/v1alpha1";
  kind: "EnvoyPatchPolicy";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    jsonPatches?: {
      name: string;
      operation: {
        from?: string;
        jsonPath?: string;
        op: "add" | "remove" | "replace" | "move" | "copy" | "test";
        path?: string;
        value?: unknown;
      };
      type: "type.googleapis.com/envoy.config.listener.v3.Listener" | "type.googleapis.com/envoy.config.route.v3.RouteConfiguration" | "type.googleapis.com/envoy.config.cluster.v3.Cluster" | "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment" | "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret";
    }[];
    priority?: number;
    targetRef: {
      group: string;
      kind: string;
      name: string;
    };
    type: "JSONPatch";
  };
}
