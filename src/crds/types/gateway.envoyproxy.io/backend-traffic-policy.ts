// Written by src/crds/vendor from github.com/envoyproxy/gateway/charts/gateway-helm/charts/crds/crds/generated/gateway.envoyproxy.io_backendtrafficpolicies.yaml v1.9.1; do not edit.

/** gateway.envoyproxy.io/v1alpha1 BackendTrafficPolicy */
export interface BackendTrafficPolicy {
  apiVersion: "gateway.envoyproxy.io/v1alpha1";
  kind: "BackendTrafficPolicy";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    admissionControl?: {
      maxRejectionPercent?: number;
      minRequestRate?: number;
      minSuccessRate?: number;
      rejectionAggression?: number;
      samplingWindow?: string;
      successCriteria?: {
        grpc?: {
          statusCodes?: ("Ok" | "Cancelled" | "Unknown" | "InvalidArgument" | "DeadlineExceeded" | "NotFound" | "AlreadyExists" | "PermissionDenied" | "ResourceExhausted" | "FailedPrecondition" | "Aborted" | "OutOfRange" | "Unimplemented" | "Internal" | "Unavailable" | "DataLoss" | "Unauthenticated")[];
        };
        http?: {
          statusCodes?: number[];
        };
      };
    };
    bandwidthLimit?: {
      request?: {
        limit: {
          unit: "Second" | "Minute" | "Hour";
          value: number | string;
        };
      };
      response?: {
        limit: {
          unit: "Second" | "Minute" | "Hour";
          value: number | string;
        };
        responseTrailers?: {
          prefix?: string;
        };
      };
    };
    circuitBreaker?: {
      maxConnections?: number;
      maxParallelRequests?: number;
      maxParallelRetries?: number;
      maxPendingRequests?: number;
      maxRequestsPerConnection?: number;
      perEndpoint?: {
        maxConnections?: number;
      };
      retryBudget?: {
        minRetryConcurrency?: number;
        percent: {
          denominator?: number;
          numerator: number;
        };
      };
    };
    compression?: {
      brotli?: Record<string, never>;
      gzip?: Record<string, never>;
      minContentLength?: number | string;
      type: "Gzip" | "Brotli" | "Zstd";
      zstd?: Record<string, never>;
    }[];
    compressor?: {
      brotli?: Record<string, never>;
      gzip?: Record<string, never>;
      minContentLength?: number | string;
      type: "Gzip" | "Brotli" | "Zstd";
      zstd?: Record<string, never>;
    }[];
    connection?: {
      bufferLimit?: number | string;
      preconnect?: {
        perEndpointPercent?: number;
        predictivePercent?: number;
      };
      socketBufferLimit?: number | string;
    };
    dns?: {
      dnsRefreshRate?: string;
      lookupFamily?: "IPv4" | "IPv6" | "IPv4Preferred" | "IPv6Preferred" | "IPv4AndIPv6";
      respectDnsTtl?: boolean;
    };
    faultInjection?: {
      abort?: {
        grpcStatus?: number;
        httpStatus?: number;
        percentage?: number;
      };
      delay?: {
        fixedDelay: string;
        percentage?: number;
      };
    };
    healthCheck?: {
      active?: {
        grpc?: {
          service?: string;
        };
        healthCheckLog?: {
          matches?: ("Failure" | "FailureSeriesStart" | "Success" | "HealthyTransition")[];
          sinks?: {
            file?: {
              path: string;
            };
            type: "File";
          }[];
        };
        healthyThreshold?: number;
        http?: {
          expectedResponse?: {
            binary?: string;
            text?: string;
            type: "Text" | "Binary";
          };
          expectedStatuses?: number[];
          hostname?: string;
          method?: string;
          path: string;
          requestBody?: {
            binary?: string;
            text?: string;
            type: "Text" | "Binary";
          };
          retriableStatuses?: number[];
        };
        initialJitter?: string;
        interval?: string;
        overrides?: {
          port?: number;
        };
        tcp?: {
          receive?: {
            binary?: string;
            text?: string;
            type: "Text" | "Binary";
          };
          send?: {
            binary?: string;
            text?: string;
            type: "Text" | "Binary";
          };
        };
        timeout?: string;
        type: "HTTP" | "TCP" | "GRPC";
        unhealthyThreshold?: number;
      };
      panicThreshold?: number;
      passive?: {
        alwaysEjectOneEndpoint?: boolean;
        baseEjectionTime?: string;
        consecutive5XxErrors?: number;
        consecutiveGatewayErrors?: number;
        consecutiveLocalOriginFailures?: number;
        failurePercentageThreshold?: number;
        interval?: string;
        maxEjectionPercent?: number;
        splitExternalLocalOriginErrors?: boolean;
      };
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
    httpUpgrade?: {
      connect?: {
        terminate?: boolean;
      };
      type: string;
    }[];
    loadBalancer?: {
      backendUtilization?: {
        blackoutPeriod?: string;
        errorUtilizationPenaltyPercent?: number;
        keepResponseHeaders?: boolean;
        metricNamesForComputingUtilization?: string[];
        outOfBand?: {
          authority?: string;
          port?: number;
          reportingPeriod?: string;
        };
        weightExpirationPeriod?: string;
        weightUpdatePeriod?: string;
      };
      consistentHash?: {
        cookie?: {
          attributes?: Record<string, string>;
          name: string;
          ttl?: string;
        };
        header?: {
          name: string;
        };
        headers?: {
          name: string;
        }[];
        queryParams?: {
          name: string;
        }[];
        tableSize?: number;
        type: "SourceIP" | "Header" | "Headers" | "Cookie" | "QueryParams";
      };
      dynamicModule?: {
        config?: unknown;
        lbPolicyName: string;
        name: string;
      };
      endpointOverride?: {
        extractFrom: {
          header?: string;
        }[];
      };
      slowStart?: {
        window: string;
      };
      type: "ConsistentHash" | "LeastRequest" | "Random" | "RoundRobin" | "BackendUtilization" | "DynamicModule";
      zoneAware?: {
        preferLocal?: {
          force?: {
            minEndpointsInZoneThreshold?: number;
          };
          minEndpointsThreshold?: number;
          percentageEnabled?: number;
        };
        weightedZones?: {
          weight: number;
          zone: string;
        }[];
      };
    };
    mergeType?: string;
    proxyProtocol?: {
      version: "V1" | "V2";
    };
    rateLimit?: {
      global?: {
        rules: {
          clientSelectors?: {
            headers?: {
              invert?: boolean;
              name: string;
              type?: "Exact" | "RegularExpression" | "Distinct";
              value?: string;
            }[];
            methods?: {
              invert?: boolean;
              value: "GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "CONNECT" | "OPTIONS" | "TRACE" | "PATCH";
            }[];
            path?: {
              invert?: boolean;
              type?: "Exact" | "PathPrefix" | "RegularExpression";
              value: string;
            };
            queryParams?: {
              invert?: boolean;
              name: string;
              type?: "Exact" | "RegularExpression" | "Distinct";
              value?: string;
            }[];
            sourceCIDR?: {
              invert?: boolean;
              type?: "Exact" | "Distinct";
              value: string;
            };
          }[];
          cost?: {
            request?: {
              from: "Number" | "Metadata";
              metadata?: {
                key: string;
                namespace: string;
              };
              number?: number;
            };
            response?: {
              from: "Number" | "Metadata";
              metadata?: {
                key: string;
                namespace: string;
              };
              number?: number;
            };
          };
          limit: {
            fromMetadata?: {
              key: string;
              namespace: string;
            };
            requests: number;
            unit: "Second" | "Minute" | "Hour" | "Day" | "Week" | "Month" | "Year";
          };
          shadowMode?: boolean;
          shared?: boolean;
          xRateLimitHeaders?: "Off" | "DraftVersion03";
        }[];
      };
      local?: {
        rules?: {
          clientSelectors?: {
            headers?: {
              invert?: boolean;
              name: string;
              type?: "Exact" | "RegularExpression" | "Distinct";
              value?: string;
            }[];
            methods?: {
              invert?: boolean;
              value: "GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "CONNECT" | "OPTIONS" | "TRACE" | "PATCH";
            }[];
            path?: {
              invert?: boolean;
              type?: "Exact" | "PathPrefix" | "RegularExpression";
              value: string;
            };
            queryParams?: {
              invert?: boolean;
              name: string;
              type?: "Exact" | "RegularExpression" | "Distinct";
              value?: string;
            }[];
            sourceCIDR?: {
              invert?: boolean;
              type?: "Exact" | "Distinct";
              value: string;
            };
          }[];
          cost?: {
            request?: {
              from: "Number" | "Metadata";
              metadata?: {
                key: string;
                namespace: string;
              };
              number?: number;
            };
            response?: {
              from: "Number" | "Metadata";
              metadata?: {
                key: string;
                namespace: string;
              };
              number?: number;
            };
          };
          limit: {
            fromMetadata?: {
              key: string;
              namespace: string;
            };
            requests: number;
            unit: "Second" | "Minute" | "Hour" | "Day" | "Week" | "Month" | "Year";
          };
          shadowMode?: boolean;
          shared?: boolean;
          xRateLimitHeaders?: "Off" | "DraftVersion03";
        }[];
      };
      type?: "Global" | "Local";
    };
    requestBuffer?: {
      limit?: number | string;
    };
    responseOverride?: {
      match: {
        responseHeaders?: {
          name: string;
          value: {
            type?: "Exact" | "Prefix" | "Suffix" | "RegularExpression";
            value: string;
          };
        }[];
        statusCodes?: {
          range?: {
            end: number;
            start: number;
          };
          type: "Value" | "Range";
          value?: number;
        }[];
      };
      redirect?: {
        hostname?: string;
        path?: {
          replaceFullPath?: string;
          replacePrefixMatch?: string;
          type: "ReplaceFullPath" | "ReplacePrefixMatch";
        };
        port?: number;
        scheme?: "http" | "https";
        statusCode?: 301 | 302;
      };
      response?: {
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
      source?: "All" | "Local" | "Backend";
    }[];
    retry?: {
      numAttemptsPerPriority?: number;
      numRetries?: number;
      perRetry?: {
        backOff?: {
          baseInterval?: string;
          maxInterval?: string;
        };
        timeout?: string;
      };
      retryOn?: {
        httpStatusCodes?: number[];
        triggers?: ("5xx" | "gateway-error" | "reset" | "reset-before-request" | "connect-failure" | "retriable-4xx" | "refused-stream" | "retriable-status-codes" | "cancelled" | "deadline-exceeded" | "internal" | "resource-exhausted" | "unavailable")[];
      };
    };
    routingType?: string;
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
    telemetry?: {
      metrics?: {
        routeStatName?: string;
      };
      tracing?: {
        clientSamplingFraction?: {
          denominator?: number;
          numerator: number;
        };
        customTags?: Record<string, {
          environment?: {
            defaultValue?: string;
            name: string;
          };
          literal?: {
            value: string;
          };
          requestHeader?: {
            defaultValue?: string;
            name: string;
          };
          type: "Literal" | "Environment" | "RequestHeader";
        }>;
        overallSamplingFraction?: {
          denominator?: number;
          numerator: number;
        };
        samplingFraction?: {
          denominator?: number;
          numerator: number;
        };
        spanName?: {
          client: string;
          server: string;
        };
        tags?: Record<string, string>;
      };
    };
    timeout?: {
      http?: {
        connectionIdleTimeout?: string;
        maxConnectionDuration?: string;
        maxStreamDuration?: string;
        requestTimeout?: string;
        streamIdleTimeout?: string;
      };
      tcp?: {
        connectTimeout?: string;
      };
    };
    useClientProtocol?: boolean;
  };
}
