// Written by src/crds/vendor from github.com/envoyproxy/gateway/charts/gateway-helm/charts/crds/crds/gatewayapi-crds.yaml v1.9.1; do not edit.

/** gateway.networking.k8s.io/v1 GRPCRoute */
export interface GRPCRoute {
  apiVersion: "gateway.networking.k8s.io/v1";
  kind: "GRPCRoute";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    hostnames?: string[];
    parentRefs?: {
      group?: string;
      kind?: string;
      name: string;
      namespace?: string;
      port?: number;
      sectionName?: string;
    }[];
    rules?: {
      backendRefs?: {
        filters?: {
          extensionRef?: {
            group: string;
            kind: string;
            name: string;
          };
          requestHeaderModifier?: {
            add?: {
              name: string;
              value: string;
            }[];
            remove?: string[];
            set?: {
              name: string;
              value: string;
            }[];
          };
          requestMirror?: {
            backendRef: {
              group?: string;
              kind?: string;
              name: string;
              namespace?: string;
              port?: number;
            };
            fraction?: {
              denominator?: number;
              numerator: number;
            };
            percent?: number;
          };
          responseHeaderModifier?: {
            add?: {
              name: string;
              value: string;
            }[];
            remove?: string[];
            set?: {
              name: string;
              value: string;
            }[];
          };
          type: "ResponseHeaderModifier" | "RequestHeaderModifier" | "RequestMirror" | "ExtensionRef";
        }[];
        group?: string;
        kind?: string;
        name: string;
        namespace?: string;
        port?: number;
        weight?: number;
      }[];
      filters?: {
        extensionRef?: {
          group: string;
          kind: string;
          name: string;
        };
        requestHeaderModifier?: {
          add?: {
            name: string;
            value: string;
          }[];
          remove?: string[];
          set?: {
            name: string;
            value: string;
          }[];
        };
        requestMirror?: {
          backendRef: {
            group?: string;
            kind?: string;
            name: string;
            namespace?: string;
            port?: number;
          };
          fraction?: {
            denominator?: number;
            numerator: number;
          };
          percent?: number;
        };
        responseHeaderModifier?: {
          add?: {
            name: string;
            value: string;
          }[];
          remove?: string[];
          set?: {
            name: string;
            value: string;
          }[];
        };
        type: "ResponseHeaderModifier" | "RequestHeaderModifier" | "RequestMirror" | "ExtensionRef";
      }[];
      matches?: {
        headers?: {
          name: string;
          type?: "Exact" | "RegularExpression";
          value: string;
        }[];
        method?: {
          method?: string;
          service?: string;
          type?: "Exact" | "RegularExpression";
        };
      }[];
      name?: string;
      sessionPersistence?: {
        absoluteTimeout?: string;
        cookieConfig?: {
          lifetimeType?: "Permanent" | "Session";
        };
        sessionName?: string;
        type?: "Cookie" | "Header";
      };
    }[];
    useDefaultGateways?: "All" | "None";
  };
}
