// Written by src/crds/vendor from github.com/envoyproxy/gateway/charts/gateway-helm/charts/crds/crds/gatewayapi-crds.yaml v1.9.1; do not edit.

/** gateway.networking.k8s.io/v1 BackendTLSPolicy */
export interface BackendTLSPolicy {
  apiVersion: "gateway.networking.k8s.io/v1";
  kind: "BackendTLSPolicy";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    options?: Record<string, string>;
    targetRefs: {
      group: string;
      kind: string;
      name: string;
      sectionName?: string;
    }[];
    validation: {
      caCertificateRefs?: {
        group: string;
        kind: string;
        name: string;
      }[];
      hostname: string;
      subjectAltNames?: {
        hostname?: string;
        type: "Hostname" | "URI";
        uri?: string;
      }[];
      wellKnownCACertificates?: string;
    };
  };
}
