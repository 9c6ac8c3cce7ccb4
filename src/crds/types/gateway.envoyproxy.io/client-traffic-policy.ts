// Written by src/crds/vendor from github.com/envoyproxy/gateway/charts/gateway-helm/charts/crds/crds/generated/gateway.envoyproxy.io_clienttrafficpolicies.yaml v1.9.1; do not edit.

/** gateway.envoyproxy.io/v1alpha1 ClientTrafficPolicy */
export interface ClientTrafficPolicy {
  apiVersion: "gateway.envoyproxy.io/v1alpha1";
  kind: "ClientTrafficPolicy";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    clientIPDetection?: {
      customHeader?: {
        failClosed?: boolean;
        name: string;
      };
      directSourceIP?: Record<string, never>;
      xForwardedFor?: {
        disableXForwardedForAppend?: boolean;
        numTrustedHops?: number;
        trustedCIDRs?: string[];
      };
    };
    connection?: {
      bufferLimit?: number | string;
      connectionLimit?: {
        closeDelay?: string;
        maxConnectionDuration?: string;
        maxRequestsPerConnection?: number;
        maxStreamDuration?: string;
        value?: number;
      };
      maxAcceptPerSocketEvent?: number;
      socketBufferLimit?: number | string;
    };
    enableProxyProtocol?: boolean;
    grpc?: {
      enableWeb?: boolean;
    };
    headers?: {
      disableRateLimitHeaders?: boolean;
      earlyRequestHeaders?: {
        add?: {
          name: string;
          value: string;
        }[];
        addIfAbsent?: {
          name: string;
          value: string;
        }[];
        remove?: string[];
        removeOnMatch?: {
          type?: "Exact" | "Prefix" | "Suffix" | "RegularExpression";
          value: string;
        }[];
        set?: {
          name: string;
          value: string;
        }[];
      };
      enableEnvoyHeaders?: boolean;
      host?: {
        stripTrailingHostDot?: boolean;
      };
      lateResponseHeaders?: {
        add?: {
          name: string;
          value: string;
        }[];
        addIfAbsent?: {
          name: string;
          value: string;
        }[];
        remove?: string[];
        removeOnMatch?: {
          type?: "Exact" | "Prefix" | "Suffix" | "RegularExpression";
          value: string;
        }[];
        set?: {
          name: string;
          value: string;
        }[];
      };
      preserveXRequestID?: boolean;
      requestID?: "PreserveOrGenerate" | "Preserve" | "Generate" | "Disable";
      withUnderscoresAction?: "Allow" | "RejectRequest" | "DropHeader";
      xForwardedClientCert?: {
        certDetailsToAdd?: ("Subject" | "Cert" | "Chain" | "DNS" | "URI")[];
        mode?: "Sanitize" | "ForwardOnly" | "AppendForward" | "SanitizeSet" | "AlwaysForwardOnly";
      };
    };
    healthCheck?: {
      path: string;
    };
    http1?: {
      disableSafeMaxConnectionDuration?: boolean;
      enableTrailers?: boolean;
      http10?: {
        useDefaultHost?: boolean;
      };
      ignoredUpgradeTypes?: {
        type?: "Exact" | "Prefix" | "Suffix" | "RegularExpression";
        value: string;
      }[];
      preserveHeaderCase?: boolean;
    };
    http2?: {
      connectionKeepalive?: {
        idleInterval?: string;
        interval?: string;
        intervalJitter?: number;
        timeout?: string;
      };
      initialConnectionWindowSize?: number | string;
      initialStreamWindowSize?: number | string;
      maxConcurrentStreams?: number;
      onInvalidMessage?: string;
    };
    http3?: Record<string, never>;
    path?: {
      disableMergeSlashes?: boolean;
      escapedSlashesAction?: "KeepUnchanged" | "RejectRequest" | "UnescapeAndForward" | "UnescapeAndRedirect";
    };
    proxyProtocol?: {
      optional?: boolean;
    };
    scheme?: "Preserve" | "MatchBackend";
    targetRef?: {
      group: string;
      kind: string;
      name: string;
      sectionName?: string;
    };
    targetRefs?: {
      group: string;
      kind: string;
      name: string;
      sectionName?: string;
    }[];
    targetSelectors?: {
      group?: string;
      kind: string;
      matchExpressions?: {
        key: string;
        operator: string;
        values?: string[];
      }[];
      matchLabels?: Record<string, string>;
      namespaces?: {
        from: "Same" | "All" | "Selector";
        selector?: {
          matchExpressions?: {
            key: string;
            operator: string;
            values?: string[];
          }[];
          matchLabels?: Record<string, string>;
        };
      };
    }[];
    tcpKeepalive?: {
      idleTime?: string;
      interval?: string;
      probes?: number;
    };
    timeout?: {
      http?: {
        idleTimeout?: string;
        requestHeadersReceivedTimeout?: string;
        requestReceivedTimeout?: string;
        streamIdleTimeout?: string;
      };
      tcp?: {
        connectionInspectionTimeout?: string;
        idleTimeout?: string;
        tlsHandshakeTimeout?: string;
      };
    };
    tls?: {
      alpnProtocols?: string[];
      ciphers?: string[];
      clientValidation?: {
        allowExpiredCertificate?: boolean;
        caCertificateRefs?: {
          group?: string;
          kind?: string;
          name: string;
          namespace?: string;
        }[];
        certificateHashes?: string[];
        crl?: {
          onlyVerifyLeafCertificate?: boolean;
          refs: {
            group?: string;
            kind?: string;
            name: string;
            namespace?: string;
          }[];
        };
        mode?: "Request" | "RequireAny" | "VerifyIfGiven" | "RequireAndVerify";
        optional?: boolean;
        spkiHashes?: string[];
        subjectAltNames?: {
          dnsNames?: {
            type?: "Exact" | "Prefix" | "Suffix" | "RegularExpression";
            value: string;
          }[];
          emailAddresses?: {
            type?: "Exact" | "Prefix" | "Suffix" | "RegularExpression";
            value: string;
          }[];
          ipAddresses?: {
            type?: "Exact" | "Prefix" | "Suffix" | "RegularExpression";
            value: string;
          }[];
          otherNames?: {
            oid: string;
            type?: "Exact" | "Prefix" | "Suffix" | "RegularExpression";
            value: string;
          }[];
          uris?: {
            type?: "Exact" | "Prefix" | "Suffix" | "RegularExpression";
            value: string;
          }[];
        };
      };
      ecdhCurves?: string[];
      fingerprints?: ("JA3" | "JA4")[];
      maxVersion?: "Auto" | "1.0" | "1.1" | "1.2" | "1.3";
      minVersion?: "Auto" | "1.0" | "1.1" | "1.2" | "1.3";
      session?: {
        resumption?: {
          stateful?: Record<string, never>;
          stateless?: Record<string, never>;
        };
      };
      signatureAlgorithms?: string[];
    };
  };
}
