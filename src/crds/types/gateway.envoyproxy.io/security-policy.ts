// Written by src/crds/vendor from github.com/envoyproxy/gateway/charts/gateway-helm/charts/crds/crds/generated/gateway.envoyproxy.io_securitypolicies.yaml v1.9.1; do not edit.

/** gateway.envoyproxy.io/v1alpha1 SecurityPolicy */
export interface SecurityPolicy {
  apiVersion: "gateway.envoyproxy.io/v1alpha1";
  kind: "SecurityPolicy";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    apiKeyAuth?: {
      credentialRefs: {
        group?: string;
        kind?: string;
        name: string;
        namespace?: string;
      }[];
      extractFrom: {
        cookies?: string[];
        headers?: string[];
        params?: string[];
      }[];
      forwardClientIDHeader?: string;
      sanitize?: boolean;
    };
    authorization?: {
      defaultAction?: "Allow" | "Deny";
      rules?: {
        action: "Allow" | "Deny";
        cel?: string;
        name?: string;
        operation?: {
          methods?: ("GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "CONNECT" | "OPTIONS" | "TRACE" | "PATCH")[];
          path?: {
            invert?: boolean;
            type?: "Exact" | "PathPrefix" | "RegularExpression";
            value: string;
          };
        };
        principal?: {
          clientCIDRs?: string[];
          clientIPGeoLocations?: {
            anonymous?: {
              isAnonymous?: boolean;
              isHosting?: boolean;
              isProxy?: boolean;
              isTor?: boolean;
              isVPN?: boolean;
            };
            asn?: number;
            city?: string;
            country?: string;
            isp?: string;
            region?: string;
          }[];
          headers?: {
            name: string;
            values: string[];
          }[];
          jwt?: {
            claims?: {
              name: string;
              valueType?: "String" | "StringArray";
              values: string[];
            }[];
            provider: string;
            scopes?: string[];
          };
        };
      }[];
    };
    basicAuth?: {
      forwardUsernameHeader?: string;
      users: {
        group?: string;
        kind?: string;
        name: string;
        namespace?: string;
      };
    };
    cors?: {
      allowCredentials?: boolean;
      allowHeaders?: string[];
      allowMethods?: string[];
      allowOrigins?: string[];
      exposeHeaders?: string[];
      maxAge?: string;
    };
    csrf?: {
      additionalOrigins?: string[];
      shadowFraction?: {
        denominator?: number;
        numerator: number;
      };
    };
    extAuth?: {
      bodyToExtAuth?: {
        maxRequestBytes: number;
      };
      contextExtensions?: {
        name: string;
        type: "Value" | "ValueRef";
        value?: string;
        valueRef?: {
          group: string;
          key: string;
          kind: string;
          name: string;
        };
      }[];
      failOpen?: boolean;
      grpc?: {
        backendRef?: {
          group?: string;
          kind?: string;
          name: string;
          namespace?: string;
          port?: number;
        };
        backendRefs?: {
          fallback?: boolean;
          group?: string;
          kind?: string;
          name: string;
          namespace?: string;
          port?: number;
          weight?: number;
        }[];
        backendSettings?: {
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
          proxyProtocol?: {
            version: "V1" | "V2";
          };
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
          tcpKeepalive?: {
            idleTime?: string;
            interval?: string;
            probes?: number;
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
        };
      };
      headersToExtAuth?: string[];
      http?: {
        backendRef?: {
          group?: string;
          kind?: string;
          name: string;
          namespace?: string;
          port?: number;
        };
        backendRefs?: {
          fallback?: boolean;
          group?: string;
          kind?: string;
          name: string;
          namespace?: string;
          port?: number;
          weight?: number;
        }[];
        backendSettings?: {
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
          proxyProtocol?: {
            version: "V1" | "V2";
          };
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
          tcpKeepalive?: {
            idleTime?: string;
            interval?: string;
            probes?: number;
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
        };
        headersToBackend?: string[];
        path?: string;
        pathOverride?: string;
      };
      includeRouteMetadata?: boolean;
      recomputeRoute?: boolean;
      statusOnError?: 400 | 401 | 402 | 403 | 404 | 405 | 406 | 407 | 408 | 409 | 410 | 411 | 412 | 413 | 414 | 415 | 416 | 417 | 421 | 422 | 423 | 424 | 426 | 428 | 429 | 431 | 500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 510 | 511;
      timeout?: string;
    };
    jwt?: {
      failOpen?: boolean;
      optional?: boolean;
      providers: {
        audiences?: string[];
        claimToHeaders?: {
          claim: string;
          header: string;
        }[];
        extractFrom?: {
          cookies?: string[];
          headers?: {
            name: string;
            valuePrefix?: string;
          }[];
          params?: string[];
        };
        issuer?: string;
        localJWKS?: {
          inline?: string;
          type: "Inline" | "ValueRef";
          valueRef?: {
            group: string;
            kind: string;
            name: string;
          };
        };
        name: string;
        recomputeRoute?: boolean;
        remoteJWKS?: {
          backendRef?: {
            group?: string;
            kind?: string;
            name: string;
            namespace?: string;
            port?: number;
          };
          backendRefs?: {
            fallback?: boolean;
            group?: string;
            kind?: string;
            name: string;
            namespace?: string;
            port?: number;
            weight?: number;
          }[];
          backendSettings?: {
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
            proxyProtocol?: {
              version: "V1" | "V2";
            };
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
            tcpKeepalive?: {
              idleTime?: string;
              interval?: string;
              probes?: number;
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
          };
          cacheDuration?: string;
          failedRefetchDuration?: string;
          uri: string;
        };
      }[];
    };
    mergeType?: string;
    oidc?: {
      clientID?: string;
      clientIDRef?: {
        group?: string;
        kind?: string;
        name: string;
        namespace?: string;
      };
      clientSecret: {
        group?: string;
        kind?: string;
        name: string;
        namespace?: string;
      };
      cookieConfig?: {
        sameSite?: "Lax" | "Strict" | "None";
      };
      cookieDomain?: string;
      cookieNames?: {
        accessToken?: string;
        idToken?: string;
      };
      csrfTokenTTL?: string;
      defaultRefreshTokenTTL?: string;
      defaultTokenTTL?: string;
      denyRedirect?: {
        headers: {
          name: string;
          type?: "Exact" | "Prefix" | "Suffix" | "RegularExpression";
          value: string;
        }[];
      };
      disableTokenEncryption?: boolean;
      forwardAccessToken?: boolean;
      forwardIDToken?: {
        header: string;
      };
      logoutPath?: string;
      passThroughAuthHeader?: boolean;
      provider: {
        authorizationEndpoint?: string;
        backendRef?: {
          group?: string;
          kind?: string;
          name: string;
          namespace?: string;
          port?: number;
        };
        backendRefs?: {
          fallback?: boolean;
          group?: string;
          kind?: string;
          name: string;
          namespace?: string;
          port?: number;
          weight?: number;
        }[];
        backendSettings?: {
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
          proxyProtocol?: {
            version: "V1" | "V2";
          };
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
          tcpKeepalive?: {
            idleTime?: string;
            interval?: string;
            probes?: number;
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
        };
        endSessionEndpoint?: string;
        issuer: string;
        tokenEndpoint?: string;
      };
      redirectURL?: string;
      refreshToken?: boolean;
      resources?: string[];
      scopes?: string[];
    };
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
  };
}
