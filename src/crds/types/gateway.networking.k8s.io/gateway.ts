// Written by src/crds/vendor from github.com/envoyproxy/gateway/charts/gateway-helm/charts/crds/crds/gatewayapi-crds.yaml v1.9.1; do not edit.

/** gateway.networking.k8s.io/v1 Gateway */
export interface Gateway {
  apiVersion: "gateway.networking.k8s.io/v1";
  kind: "Gateway";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    addresses?: {
      type?: string;
      value?: string;
    }[];
    allowedListeners?: {
      namespaces?: {
        from?: "All" | "Selector" | "Same" | "None";
        selector?: {
          matchExpressions?: {
            key: string;
            operator: string;
            values?: string[];
          }[];
          matchLabels?: Record<string, string>;
        };
      };
    };
    defaultScope?: "All" | "None";
    gatewayClassName: string;
    infrastructure?: {
      annotations?: Record<string, string>;
      labels?: Record<string, string>;
      parametersRef?: {
        group: string;
        kind: string;
        name: string;
      };
    };
    listeners: {
      allowedRoutes?: {
        kinds?: {
          group?: string;
          kind: string;
        }[];
        namespaces?: {
          from?: "All" | "Selector" | "Same";
          selector?: {
            matchExpressions?: {
              key: string;
              operator: string;
              values?: string[];
            }[];
            matchLabels?: Record<string, string>;
          };
        };
      };
      hostname?: string;
      name: string;
      port: number;
      protocol: string;
      tls?: {
        certificateRefs?: {
          group?: string;
          kind?: string;
          name: string;
          namespace?: string;
        }[];
        mode?: "Terminate" | "Passthrough";
        options?: Record<string, string>;
      };
    }[];
    tls?: {
      backend?: {
        clientCertificateRef?: {
          group?: string;
          kind?: string;
          name: string;
          namespace?: string;
        };
      };
      frontend?: {
        default: {
          validation?: {
            caCertificateRefs: {
              group: string;
              kind: string;
              name: string;
              namespace?: string;
            }[];
            mode?: "AllowValidOnly" | "AllowInsecureFallback";
          };
        };
        perPort?: {
          port: number;
          tls: {
            validation?: {
              caCertificateRefs: {
                group: string;
                kind: string;
                name: string;
                namespace?: string;
              }[];
              mode?: "AllowValidOnly" | "AllowInsecureFallback";
            };
          };
        }[];
      };
    };
  };
}
