// Written by src/crds/vendor from github.com/envoyproxy/gateway/charts/gateway-helm/charts/crds/crds/gatewayapi-crds.yaml v1.9.1; do not edit.

/** gateway.networking.k8s.io/v1 GatewayClass */
export interface GatewayClass {
  apiVersion: "gateway.networking.k8s.io/v1";
  kind: "GatewayClass";
  metadata: { name: string; namespace?: never; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    controllerName: string;
    description?: string;
    parametersRef?: {
      group: string;
      kind: string;
      name: string;
      namespace?: string;
    };
  };
}
