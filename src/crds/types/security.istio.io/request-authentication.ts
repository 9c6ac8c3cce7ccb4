// Written by src/crds/vendor from istio.io/api/kubernetes/customresourcedefinitions.gen.yaml v1.31.1; do not edit.

/** security.istio.io/v1 RequestAuthentication */
export interface RequestAuthentication {
  apiVersion: "security.istio.io/v1";
  kind: "RequestAuthentication";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: {
    jwtRules?: {
      audiences?: string[];
      forwardOriginalToken?: boolean;
      fromCookies?: string[];
      fromHeaders?: {
        name: string;
        prefix?: string;
      }[];
      fromParams?: string[];
      issuer?: string;
      jwks?: string;
      jwksUri?: string;
      jwks_uri?: string;
      outputClaimToHeaders?: {
        claim: string;
        header: string;
      }[];
      outputPayloadToHeader?: string;
      spaceDelimitedClaims?: string[];
      timeout?: string;
    }[];
    selector?: {
      matchLabels?: Record<string, string>;
    };
    targetRef?: {
      group?: string;
      kind: string;
      name: string;
      namespace?: string;
    };
    targetRefs?: {
      group?: string;
      kind: string;
      name: string;
      namespace?: string;
    }[];
  };
}
