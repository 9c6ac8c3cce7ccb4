// Written by src/crds/vendor from github.com/envoyproxy/gateway/charts/gateway-helm/charts/crds/crds/generated/gateway.envoyproxy.io_httproutefilters.yaml v1.9.1; do not edit.

/** gateway.envoyproxy.io/v1alpha1 HTTPRouteFilter */
export interface HTTPRouteFilter {
  apiVersion: "gateway.envoyproxy.io/v1alpha1";
  kind: "HTTPRouteFilter";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    credentialInjection?: {
      credential: {
        valueRef: {
          group?: string;
          kind?: string;
          name: string;
          namespace?: string;
        };
      };
      header?: string;
      overwrite?: boolean;
    };
    directResponse?: {
      body?: {
        inline?: string;
        type: "Inline" | "ValueRef";
        valueRef?: {
          group: string;
          kind: string;
          name: string;
        };
      };
      contentType?: string;
      header?: {
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
      statusCode?: number;
    };
    matches?: {
      cookies?: {
        name: string;
        type?: "Exact" | "RegularExpression";
        value: string;
      }[];
    }[];
    urlRewrite?: {
      appendXForwardedHost?: boolean;
      hostname?: {
        header?: string;
        pathRegex?: {
          pattern: string;
          substitution: string;
        };
        type: "Header" | "Backend" | "PathRegex";
      };
      path?: {
        replaceRegexMatch?: {
          pattern: string;
          substitution: string;
        };
        type: "ReplaceRegexMatch";
      };
    };
  };
}
