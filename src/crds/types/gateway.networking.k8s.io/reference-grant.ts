// Written by src/crds/vendor from github.com/envoyproxy/gateway/charts/gateway-helm/charts/crds/crds/gatewayapi-crds.yaml v1.9.1; do not edit.

/** gateway.networking.k8s.io/v1 ReferenceGrant */
export interface ReferenceGrant {
  apiVersion: "gateway.networking.k8s.io/v1";
  kind: "ReferenceGrant";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    from: {
      group: string;
      kind: string;
      namespace: string;
    }[];
    to: {
      group: string;
      kind: string;
      name?: string;
    }[];
  };
}
