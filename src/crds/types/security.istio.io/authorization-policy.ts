// Written by src/crds/vendor from istio.io/api/kubernetes/customresourcedefinitions.gen.yaml v1.31.1; do not edit.

/** security.istio.io/v1 AuthorizationPolicy */
export interface AuthorizationPolicy {
  apiVersion: "security.istio.io/v1";
  kind: "AuthorizationPolicy";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: {
    action?: "ALLOW" | "DENY" | "AUDIT" | "CUSTOM";
    provider?: {
      name?: string;
    };
    rules?: {
      from?: {
        source?: {
          ipBlocks?: string[];
          namespaces?: string[];
          notIpBlocks?: string[];
          notNamespaces?: string[];
          notPrincipals?: string[];
          notRemoteIpBlocks?: string[];
          notRequestPrincipals?: string[];
          notServiceAccounts?: string[];
          notTrustDomains?: string[];
          principals?: string[];
          remoteIpBlocks?: string[];
          requestPrincipals?: string[];
          serviceAccounts?: string[];
          trustDomains?: string[];
        };
      }[];
      to?: {
        operation?: {
          hosts?: string[];
          methods?: string[];
          notHosts?: string[];
          notMethods?: string[];
          notPaths?: string[];
          notPorts?: string[];
          paths?: string[];
          ports?: string[];
        };
      }[];
      when?: {
        key: string;
        notValues?: string[];
        values?: string[];
      }[];
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
