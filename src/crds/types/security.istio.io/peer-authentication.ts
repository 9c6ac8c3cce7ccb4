// Written by src/crds/vendor from istio.io/api/kubernetes/customresourcedefinitions.gen.yaml v1.31.1; do not edit.

/** security.istio.io/v1 PeerAuthentication */
export interface PeerAuthentication {
  apiVersion: "security.istio.io/v1";
  kind: "PeerAuthentication";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: {
    mtls?: {
      mode?: "UNSET" | "DISABLE" | "PERMISSIVE" | "STRICT";
    };
    portLevelMtls?: Record<string, {
      mode?: "UNSET" | "DISABLE" | "PERMISSIVE" | "STRICT";
    }>;
    selector?: {
      matchLabels?: Record<string, string>;
    };
  };
}
