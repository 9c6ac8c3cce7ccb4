// Written by src/crds/vendor from github.com/envoyproxy/gateway/charts/gateway-helm/charts/crds/crds/generated/gateway.envoyproxy.io_envoyproxies.yaml v1.9.1; do not edit.

/** gateway.envoyproxy.io/v1alpha1 EnvoyProxy */
export interface EnvoyProxy {
  apiVersion: "gateway.envoyproxy.io/v1alpha1";
  kind: "EnvoyProxy";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    backendTLS?: {
      alpnProtocols?: string[];
      ciphers?: string[];
      clientCertificateRef?: {
        group?: string;
        kind?: string;
        name: string;
        namespace?: string;
      };
      ecdhCurves?: string[];
      fingerprints?: ("JA3" | "JA4")[];
      maxVersion?: "Auto" | "1.0" | "1.1" | "1.2" | "1.3";
      minVersion?: "Auto" | "1.0" | "1.1" | "1.2" | "1.3";
      signatureAlgorithms?: string[];
    };
    bootstrap?: {
      jsonPatches?: {
        from?: string;
        jsonPath?: string;
        op: "add" | "remove" | "replace" | "move" | "copy" | "test";
        path?: string;
        value?: unknown;
      }[];
      type?: "Merge" | "Replace" | "JSONPatch";
      value?: string;
    };
    concurrency?: number;
    dynamicModules?: {
      doNotClose?: boolean;
      loadGlobally?: boolean;
      name: string;
      source: {
        local?: {
          path: string;
        };
        remote?: {
          sha256: string;
          url: string;
        };
        type?: "Local" | "Remote";
      };
    }[];
    extraArgs?: string[];
    filterOrder?: {
      after?: "envoy.filters.http.custom_response" | "envoy.filters.http.health_check" | "envoy.filters.http.fault" | "envoy.filters.http.cors" | "envoy.filters.http.csrf" | "envoy.filters.http.header_mutation" | "envoy.filters.http.ext_authz" | "envoy.filters.http.api_key_auth" | "envoy.filters.http.basic_auth" | "envoy.filters.http.oauth2" | "envoy.filters.http.jwt_authn" | "envoy.filters.http.stateful_session" | "envoy.filters.http.buffer" | "envoy.filters.http.lua" | "envoy.filters.http.ext_proc" | "envoy.filters.http.wasm" | "envoy.filters.http.dynamic_modules" | "envoy.filters.http.geoip" | "envoy.filters.http.rbac" | "envoy.filters.http.local_ratelimit" | "envoy.filters.http.ratelimit" | "envoy.filters.http.bandwidth_limit" | "envoy.filters.http.grpc_web" | "envoy.filters.http.grpc_stats" | "envoy.filters.http.credential_injector" | "envoy.filters.http.compressor" | "envoy.filters.http.dynamic_forward_proxy";
      before?: "envoy.filters.http.custom_response" | "envoy.filters.http.health_check" | "envoy.filters.http.fault" | "envoy.filters.http.cors" | "envoy.filters.http.csrf" | "envoy.filters.http.header_mutation" | "envoy.filters.http.ext_authz" | "envoy.filters.http.api_key_auth" | "envoy.filters.http.basic_auth" | "envoy.filters.http.oauth2" | "envoy.filters.http.jwt_authn" | "envoy.filters.http.stateful_session" | "envoy.filters.http.buffer" | "envoy.filters.http.lua" | "envoy.filters.http.ext_proc" | "envoy.filters.http.wasm" | "envoy.filters.http.dynamic_modules" | "envoy.filters.http.geoip" | "envoy.filters.http.rbac" | "envoy.filters.http.local_ratelimit" | "envoy.filters.http.ratelimit" | "envoy.filters.http.bandwidth_limit" | "envoy.filters.http.grpc_web" | "envoy.filters.http.grpc_stats" | "envoy.filters.http.credential_injector" | "envoy.filters.http.compressor" | "envoy.filters.http.dynamic_forward_proxy";
      name: "envoy.filters.http.custom_response" | "envoy.filters.http.health_check" | "envoy.filters.http.fault" | "envoy.filters.http.cors" | "envoy.filters.http.csrf" | "envoy.filters.http.header_mutation" | "envoy.filters.http.ext_authz" | "envoy.filters.http.api_key_auth" | "envoy.filters.http.basic_auth" | "envoy.filters.http.oauth2" | "envoy.filters.http.jwt_authn" | "envoy.filters.http.stateful_session" | "envoy.filters.http.buffer" | "envoy.filters.http.lua" | "envoy.filters.http.ext_proc" | "envoy.filters.http.wasm" | "envoy.filters.http.dynamic_modules" | "envoy.filters.http.geoip" | "envoy.filters.http.rbac" | "envoy.filters.http.local_ratelimit" | "envoy.filters.http.ratelimit" | "envoy.filters.http.bandwidth_limit" | "envoy.filters.http.grpc_web" | "envoy.filters.http.grpc_stats" | "envoy.filters.http.credential_injector" | "envoy.filters.http.compressor" | "envoy.filters.http.dynamic_forward_proxy";
    }[];
    geoIP?: {
      provider: {
        maxMind?: {
          anonymousIpDbSource?: {
            local: {
              path: string;
            };
          };
          asnDbSource?: {
            local: {
              path: string;
            };
          };
          cityDbSource?: {
            local: {
              path: string;
            };
          };
          countryDbSource?: {
            local: {
              path: string;
            };
          };
          ispDbSource?: {
            local: {
              path: string;
            };
          };
        };
        type: "MaxMind";
      };
    };
    ipFamily?: "IPv4" | "IPv6" | "DualStack";
    logging?: {
      level?: Record<string, "trace" | "debug" | "info" | "warn" | "error" | "off" | "critical">;
    };
    luaValidation?: "Strict" | "InsecureSyntax" | "Disabled";
    mergeBackends?: {
      selector?: {
        matchExpressions?: {
          key: string;
          operator: string;
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      };
    };
    mergeGateways?: boolean;
    mergeType?: "Replace" | "StrategicMerge" | "JSONMerge";
    preserveRouteOrder?: boolean;
    provider?: {
      host?: {
        envoyVersion?: string;
      };
      kubernetes?: {
        envoyDaemonSet?: {
          container?: {
            env?: {
              name: string;
              value?: string;
              valueFrom?: {
                configMapKeyRef?: {
                  key: string;
                  name?: string;
                  optional?: boolean;
                };
                fieldRef?: {
                  apiVersion?: string;
                  fieldPath: string;
                };
                fileKeyRef?: {
                  key: string;
                  optional?: boolean;
                  path: string;
                  volumeName: string;
                };
                resourceFieldRef?: {
                  containerName?: string;
                  divisor?: number | string;
                  resource: string;
                };
                secretKeyRef?: {
                  key: string;
                  name?: string;
                  optional?: boolean;
                };
              };
            }[];
            image?: string;
            imageRepository?: string;
            resources?: {
              claims?: {
                name: string;
                request?: string;
              }[];
              limits?: Record<string, number | string>;
              requests?: Record<string, number | string>;
            };
            securityContext?: {
              allowPrivilegeEscalation?: boolean;
              appArmorProfile?: {
                localhostProfile?: string;
                type: string;
              };
              capabilities?: {
                add?: string[];
                drop?: string[];
              };
              privileged?: boolean;
              procMount?: string;
              readOnlyRootFilesystem?: boolean;
              runAsGroup?: number;
              runAsNonRoot?: boolean;
              runAsUser?: number;
              seLinuxOptions?: {
                level?: string;
                role?: string;
                type?: string;
                user?: string;
              };
              seccompProfile?: {
                localhostProfile?: string;
                type: string;
              };
              windowsOptions?: {
                gmsaCredentialSpec?: string;
                gmsaCredentialSpecName?: string;
                hostProcess?: boolean;
                runAsUserName?: string;
              };
            };
            volumeMounts?: {
              mountPath: string;
              mountPropagation?: string;
              name: string;
              readOnly?: boolean;
              recursiveReadOnly?: string;
              subPath?: string;
              subPathExpr?: string;
            }[];
          };
          name?: string;
          patch?: {
            type?: string;
            value: unknown;
          };
          pod?: {
            affinity?: {
              nodeAffinity?: {
                preferredDuringSchedulingIgnoredDuringExecution?: {
                  preference: {
                    matchExpressions?: {
                      key: string;
                      operator: string;
                      values?: string[];
                    }[];
                    matchFields?: {
                      key: string;
                      operator: string;
                      values?: string[];
                    }[];
                  };
                  weight: number;
                }[];
                requiredDuringSchedulingIgnoredDuringExecution?: {
                  nodeSelectorTerms: {
                    matchExpressions?: {
                      key: string;
                      operator: string;
                      values?: string[];
                    }[];
                    matchFields?: {
                      key: string;
                      operator: string;
                      values?: string[];
                    }[];
                  }[];
                };
              };
              podAffinity?: {
                preferredDuringSchedulingIgnoredDuringExecution?: {
                  podAffinityTerm: {
                    labelSelector?: {
                      matchExpressions?: {
                        key: string;
                        operator: string;
                        values?: string[];
                      }[];
                      matchLabels?: Record<string, string>;
                    };
                    matchLabelKeys?: string[];
                    mismatchLabelKeys?: string[];
                    namespaceSelector?: {
                      matchExpressions?: {
                        key: string;
                        operator: string;
                        values?: string[];
                      }[];
                      matchLabels?: Record<string, string>;
                    };
                    namespaces?: string[];
                    topologyKey: string;
                  };
                  weight: number;
                }[];
                requiredDuringSchedulingIgnoredDuringExecution?: {
                  labelSelector?: {
                    matchExpressions?: {
                      key: string;
                      operator: string;
                      values?: string[];
                    }[];
                    matchLabels?: Record<string, string>;
                  };
                  matchLabelKeys?: string[];
                  mismatchLabelKeys?: string[];
                  namespaceSelector?: {
                    matchExpressions?: {
                      key: string;
                      operator: string;
                      values?: string[];
                    }[];
                    matchLabels?: Record<string, string>;
                  };
                  namespaces?: string[];
                  topologyKey: string;
                }[];
              };
              podAntiAffinity?: {
                preferredDuringSchedulingIgnoredDuringExecution?: {
                  podAffinityTerm: {
                    labelSelector?: {
                      matchExpressions?: {
                        key: string;
                        operator: string;
                        values?: string[];
                      }[];
                      matchLabels?: Record<string, string>;
                    };
                    matchLabelKeys?: string[];
                    mismatchLabelKeys?: string[];
                    namespaceSelector?: {
                      matchExpressions?: {
                        key: string;
                        operator: string;
                        values?: string[];
                      }[];
                      matchLabels?: Record<string, string>;
                    };
                    namespaces?: string[];
                    topologyKey: string;
                  };
                  weight: number;
                }[];
                requiredDuringSchedulingIgnoredDuringExecution?: {
                  labelSelector?: {
                    matchExpressions?: {
                      key: string;
                      operator: string;
                      values?: string[];
                    }[];
                    matchLabels?: Record<string, string>;
                  };
                  matchLabelKeys?: string[];
                  mismatchLabelKeys?: string[];
                  namespaceSelector?: {
                    matchExpressions?: {
                      key: string;
                      operator: string;
                      values?: string[];
                    }[];
                    matchLabels?: Record<string, string>;
                  };
                  namespaces?: string[];
                  topologyKey: string;
                }[];
              };
            };
            annotations?: Record<string, string>;
            imagePullSecrets?: {
              name?: string;
            }[];
            labels?: Record<string, string>;
            nodeSelector?: Record<string, string>;
            priorityClassName?: string;
            securityContext?: {
              appArmorProfile?: {
                localhostProfile?: string;
                type: string;
              };
              fsGroup?: number;
              fsGroupChangePolicy?: string;
              runAsGroup?: number;
              runAsNonRoot?: boolean;
              runAsUser?: number;
              seLinuxChangePolicy?: string;
              seLinuxOptions?: {
                level?: string;
                role?: string;
                type?: string;
                user?: string;
              };
              seccompProfile?: {
                localhostProfile?: string;
                type: string;
              };
              supplementalGroups?: number[];
              supplementalGroupsPolicy?: string;
              sysctls?: {
                name: string;
                value: string;
              }[];
              windowsOptions?: {
                gmsaCredentialSpec?: string;
                gmsaCredentialSpecName?: string;
                hostProcess?: boolean;
                runAsUserName?: string;
              };
            };
            tolerations?: {
              effect?: string;
              key?: string;
              operator?: string;
              tolerationSeconds?: number;
              value?: string;
            }[];
            topologySpreadConstraints?: {
              labelSelector?: {
                matchExpressions?: {
                  key: string;
                  operator: string;
                  values?: string[];
                }[];
                matchLabels?: Record<string, string>;
              };
              matchLabelKeys?: string[];
              maxSkew: number;
              minDomains?: number;
              nodeAffinityPolicy?: string;
              nodeTaintsPolicy?: string;
              topologyKey: string;
              whenUnsatisfiable: string;
            }[];
            volumes?: {
              awsElasticBlockStore?: {
                fsType?: string;
                partition?: number;
                readOnly?: boolean;
                volumeID: string;
              };
              azureDisk?: {
                cachingMode?: string;
                diskName: string;
                diskURI: string;
                fsType?: string;
                kind?: string;
                readOnly?: boolean;
              };
              azureFile?: {
                readOnly?: boolean;
                secretName: string;
                shareName: string;
              };
              cephfs?: {
                monitors: string[];
                path?: string;
                readOnly?: boolean;
                secretFile?: string;
                secretRef?: {
                  name?: string;
                };
                user?: string;
              };
              cinder?: {
                fsType?: string;
                readOnly?: boolean;
                secretRef?: {
                  name?: string;
                };
                volumeID: string;
              };
              configMap?: {
                defaultMode?: number;
                items?: {
                  key: string;
                  mode?: number;
                  path: string;
                }[];
                name?: string;
                optional?: boolean;
              };
              csi?: {
                driver: string;
                fsType?: string;
                nodePublishSecretRef?: {
                  name?: string;
                };
                readOnly?: boolean;
                volumeAttributes?: Record<string, string>;
              };
              downwardAPI?: {
                defaultMode?: number;
                items?: {
                  fieldRef?: {
                    apiVersion?: string;
                    fieldPath: string;
                  };
                  mode?: number;
                  path: string;
                  resourceFieldRef?: {
                    containerName?: string;
                    divisor?: number | string;
                    resource: string;
                  };
                }[];
              };
              emptyDir?: {
                medium?: string;
                sizeLimit?: number | string;
              };
              ephemeral?: {
                volumeClaimTemplate?: {
                  metadata?: Record<string, never>;
                  spec: {
                    accessModes?: string[];
                    dataSource?: {
                      apiGroup?: string;
                      kind: string;
                      name: string;
                    };
                    dataSourceRef?: {
                      apiGroup?: string;
                      kind: string;
                      name: string;
                      namespace?: string;
                    };
                    resources?: {
                      limits?: Record<string, number | string>;
                      requests?: Record<string, number | string>;
                    };
                    selector?: {
                      matchExpressions?: {
                        key: string;
                        operator: string;
                        values?: string[];
                      }[];
                      matchLabels?: Record<string, string>;
                    };
                    storageClassName?: string;
                    volumeAttributesClassName?: string;
                    volumeMode?: string;
                    volumeName?: string;
                  };
                };
              };
              fc?: {
                fsType?: string;
                lun?: number;
                readOnly?: boolean;
                targetWWNs?: string[];
                wwids?: string[];
              };
              flexVolume?: {
                driver: string;
                fsType?: string;
                options?: Record<string, string>;
                readOnly?: boolean;
                secretRef?: {
                  name?: string;
                };
              };
              flocker?: {
                datasetName?: string;
                datasetUUID?: string;
              };
              gcePersistentDisk?: {
                fsType?: string;
                partition?: number;
                pdName: string;
                readOnly?: boolean;
              };
              gitRepo?: {
                directory?: string;
                repository: string;
                revision?: string;
              };
              glusterfs?: {
                endpoints: string;
                path: string;
                readOnly?: boolean;
              };
              hostPath?: {
                path: string;
                type?: string;
              };
              image?: {
                pullPolicy?: string;
                reference?: string;
              };
              iscsi?: {
                chapAuthDiscovery?: boolean;
                chapAuthSession?: boolean;
                fsType?: string;
                initiatorName?: string;
                iqn: string;
                iscsiInterface?: string;
                lun: number;
                portals?: string[];
                readOnly?: boolean;
                secretRef?: {
                  name?: string;
                };
                targetPortal: string;
              };
              name: string;
              nfs?: {
                path: string;
                readOnly?: boolean;
                server: string;
              };
              persistentVolumeClaim?: {
                claimName: string;
                readOnly?: boolean;
              };
              photonPersistentDisk?: {
                fsType?: string;
                pdID: string;
              };
              portworxVolume?: {
                fsType?: string;
                readOnly?: boolean;
                volumeID: string;
              };
              projected?: {
                defaultMode?: number;
                sources?: {
                  clusterTrustBundle?: {
                    labelSelector?: {
                      matchExpressions?: {
                        key: string;
                        operator: string;
                        values?: string[];
                      }[];
                      matchLabels?: Record<string, string>;
                    };
                    name?: string;
                    optional?: boolean;
                    path: string;
                    signerName?: string;
                  };
                  configMap?: {
                    items?: {
                      key: string;
                      mode?: number;
                      path: string;
                    }[];
                    name?: string;
                    optional?: boolean;
                  };
                  downwardAPI?: {
                    items?: {
                      fieldRef?: {
                        apiVersion?: string;
                        fieldPath: string;
                      };
                      mode?: number;
                      path: string;
                      resourceFieldRef?: {
                        containerName?: string;
                        divisor?: number | string;
                        resource: string;
                      };
                    }[];
                  };
                  podCertificate?: {
                    certificateChainPath?: string;
                    credentialBundlePath?: string;
                    keyPath?: string;
                    keyType: string;
                    maxExpirationSeconds?: number;
                    signerName: string;
                    userAnnotations?: Record<string, string>;
                  };
                  secret?: {
                    items?: {
                      key: string;
                      mode?: number;
                      path: string;
                    }[];
                    name?: string;
                    optional?: boolean;
                  };
                  serviceAccountToken?: {
                    audience?: string;
                    expirationSeconds?: number;
                    path: string;
                  };
                }[];
              };
              quobyte?: {
                group?: string;
                readOnly?: boolean;
                registry: string;
                tenant?: string;
                user?: string;
                volume: string;
              };
              rbd?: {
                fsType?: string;
                image: string;
                keyring?: string;
                monitors: string[];
                pool?: string;
                readOnly?: boolean;
                secretRef?: {
                  name?: string;
                };
                user?: string;
              };
              scaleIO?: {
                fsType?: string;
                gateway: string;
                protectionDomain?: string;
                readOnly?: boolean;
                secretRef: {
                  name?: string;
                };
                sslEnabled?: boolean;
                storageMode?: string;
                storagePool?: string;
                system: string;
                volumeName?: string;
              };
              secret?: {
                defaultMode?: number;
                items?: {
                  key: string;
                  mode?: number;
                  path: string;
                }[];
                optional?: boolean;
                secretName?: string;
              };
              storageos?: {
                fsType?: string;
                readOnly?: boolean;
                secretRef?: {
                  name?: string;
                };
                volumeName?: string;
                volumeNamespace?: string;
              };
              vsphereVolume?: {
                fsType?: string;
                storagePolicyID?: string;
                storagePolicyName?: string;
                volumePath: string;
              };
            }[];
          };
          strategy?: {
            rollingUpdate?: {
              maxSurge?: number | string;
              maxUnavailable?: number | string;
            };
            type?: string;
          };
        };
        envoyDeployment?: {
          container?: {
            env?: {
              name: string;
              value?: string;
              valueFrom?: {
                configMapKeyRef?: {
                  key: string;
                  name?: string;
                  optional?: boolean;
                };
                fieldRef?: {
                  apiVersion?: string;
                  fieldPath: string;
                };
                fileKeyRef?: {
                  key: string;
                  optional?: boolean;
                  path: string;
                  volumeName: string;
                };
                resourceFieldRef?: {
                  containerName?: string;
                  divisor?: number | string;
                  resource: string;
                };
                secretKeyRef?: {
                  key: string;
                  name?: string;
                  optional?: boolean;
                };
              };
            }[];
            image?: string;
            imageRepository?: string;
            resources?: {
              claims?: {
                name: string;
                request?: string;
              }[];
              limits?: Record<string, number | string>;
              requests?: Record<string, number | string>;
            };
            securityContext?: {
              allowPrivilegeEscalation?: boolean;
              appArmorProfile?: {
                localhostProfile?: string;
                type: string;
              };
              capabilities?: {
                add?: string[];
                drop?: string[];
              };
              privileged?: boolean;
              procMount?: string;
              readOnlyRootFilesystem?: boolean;
              runAsGroup?: number;
              runAsNonRoot?: boolean;
              runAsUser?: number;
              seLinuxOptions?: {
                level?: string;
                role?: string;
                type?: string;
                user?: string;
              };
              seccompProfile?: {
                localhostProfile?: string;
                type: string;
              };
              windowsOptions?: {
                gmsaCredentialSpec?: string;
                gmsaCredentialSpecName?: string;
                hostProcess?: boolean;
                runAsUserName?: string;
              };
            };
            volumeMounts?: {
              mountPath: string;
              mountPropagation?: string;
              name: string;
              readOnly?: boolean;
              recursiveReadOnly?: string;
              subPath?: string;
              subPathExpr?: string;
            }[];
          };
          initContainers?: {
            args?: string[];
            command?: string[];
            env?: {
              name: string;
              value?: string;
              valueFrom?: {
                configMapKeyRef?: {
                  key: string;
                  name?: string;
                  optional?: boolean;
                };
                fieldRef?: {
                  apiVersion?: string;
                  fieldPath: string;
                };
                fileKeyRef?: {
                  key: string;
                  optional?: boolean;
                  path: string;
                  volumeName: string;
                };
                resourceFieldRef?: {
                  containerName?: string;
                  divisor?: number | string;
                  resource: string;
                };
                secretKeyRef?: {
                  key: string;
                  name?: string;
                  optional?: boolean;
                };
              };
            }[];
            envFrom?: {
              configMapRef?: {
                name?: string;
                optional?: boolean;
              };
              prefix?: string;
              secretRef?: {
                name?: string;
                optional?: boolean;
              };
            }[];
            image?: string;
            imagePullPolicy?: string;
            lifecycle?: {
              postStart?: {
                exec?: {
                  command?: string[];
                };
                httpGet?: {
                  host?: string;
                  httpHeaders?: {
                    name: string;
                    value: string;
                  }[];
                  path?: string;
                  port: number | string;
                  scheme?: string;
                };
                sleep?: {
                  seconds: number;
                };
                tcpSocket?: {
                  host?: string;
                  port: number | string;
                };
              };
              preStop?: {
                exec?: {
                  command?: string[];
                };
                httpGet?: {
                  host?: string;
                  httpHeaders?: {
                    name: string;
                    value: string;
                  }[];
                  path?: string;
                  port: number | string;
                  scheme?: string;
                };
                sleep?: {
                  seconds: number;
                };
                tcpSocket?: {
                  host?: string;
                  port: number | string;
                };
              };
              stopSignal?: string;
            };
            livenessProbe?: {
              exec?: {
                command?: string[];
              };
              failureThreshold?: number;
              grpc?: {
                port: number;
                service?: string;
              };
              httpGet?: {
                host?: string;
                httpHeaders?: {
                  name: string;
                  value: string;
                }[];
                path?: string;
                port: number | string;
                scheme?: string;
              };
              initialDelaySeconds?: number;
              periodSeconds?: number;
              successThreshold?: number;
              tcpSocket?: {
                host?: string;
                port: number | string;
              };
              terminationGracePeriodSeconds?: number;
              timeoutSeconds?: number;
            };
            name: string;
            ports?: {
              containerPort: number;
              hostIP?: string;
              hostPort?: number;
              name?: string;
              protocol?: string;
            }[];
            readinessProbe?: {
              exec?: {
                command?: string[];
              };
              failureThreshold?: number;
              grpc?: {
                port: number;
                service?: string;
              };
              httpGet?: {
                host?: string;
                httpHeaders?: {
                  name: string;
                  value: string;
                }[];
                path?: string;
                port: number | string;
                scheme?: string;
              };
              initialDelaySeconds?: number;
              periodSeconds?: number;
              successThreshold?: number;
              tcpSocket?: {
                host?: string;
                port: number | string;
              };
              terminationGracePeriodSeconds?: number;
              timeoutSeconds?: number;
            };
            resizePolicy?: {
              resourceName: string;
              restartPolicy: string;
            }[];
            resources?: {
              claims?: {
                name: string;
                request?: string;
              }[];
              limits?: Record<string, number | string>;
              requests?: Record<string, number | string>;
            };
            restartPolicy?: string;
            restartPolicyRules?: {
              action: string;
              exitCodes?: {
                operator: string;
                values?: number[];
              };
            }[];
            securityContext?: {
              allowPrivilegeEscalation?: boolean;
              appArmorProfile?: {
                localhostProfile?: string;
                type: string;
              };
              capabilities?: {
                add?: string[];
                drop?: string[];
              };
              privileged?: boolean;
              procMount?: string;
              readOnlyRootFilesystem?: boolean;
              runAsGroup?: number;
              runAsNonRoot?: boolean;
              runAsUser?: number;
              seLinuxOptions?: {
                level?: string;
                role?: string;
                type?: string;
                user?: string;
              };
              seccompProfile?: {
                localhostProfile?: string;
                type: string;
              };
              windowsOptions?: {
                gmsaCredentialSpec?: string;
                gmsaCredentialSpecName?: string;
                hostProcess?: boolean;
                runAsUserName?: string;
              };
            };
            startupProbe?: {
              exec?: {
                command?: string[];
              };
              failureThreshold?: number;
              grpc?: {
                port: number;
                service?: string;
              };
              httpGet?: {
                host?: string;
                httpHeaders?: {
                  name: string;
                  value: string;
                }[];
                path?: string;
                port: number | string;
                scheme?: string;
              };
              initialDelaySeconds?: number;
              periodSeconds?: number;
              successThreshold?: number;
              tcpSocket?: {
                host?: string;
                port: number | string;
              };
              terminationGracePeriodSeconds?: number;
              timeoutSeconds?: number;
            };
            stdin?: boolean;
            stdinOnce?: boolean;
            terminationMessagePath?: string;
            terminationMessagePolicy?: string;
            tty?: boolean;
            volumeDevices?: {
              devicePath: string;
              name: string;
            }[];
            volumeMounts?: {
              mountPath: string;
              mountPropagation?: string;
              name: string;
              readOnly?: boolean;
              recursiveReadOnly?: string;
              subPath?: string;
              subPathExpr?: string;
            }[];
            workingDir?: string;
          }[];
          name?: string;
          patch?: {
            type?: string;
            value: unknown;
          };
          pod?: {
            affinity?: {
              nodeAffinity?: {
                preferredDuringSchedulingIgnoredDuringExecution?: {
                  preference: {
                    matchExpressions?: {
                      key: string;
                      operator: string;
                      values?: string[];
                    }[];
                    matchFields?: {
                      key: string;
                      operator: string;
                      values?: string[];
                    }[];
                  };
                  weight: number;
                }[];
                requiredDuringSchedulingIgnoredDuringExecution?: {
                  nodeSelectorTerms: {
                    matchExpressions?: {
                      key: string;
                      operator: string;
                      values?: string[];
                    }[];
                    matchFields?: {
                      key: string;
                      operator: string;
                      values?: string[];
                    }[];
                  }[];
                };
              };
              podAffinity?: {
                preferredDuringSchedulingIgnoredDuringExecution?: {
                  podAffinityTerm: {
                    labelSelector?: {
                      matchExpressions?: {
                        key: string;
                        operator: string;
                        values?: string[];
                      }[];
                      matchLabels?: Record<string, string>;
                    };
                    matchLabelKeys?: string[];
                    mismatchLabelKeys?: string[];
                    namespaceSelector?: {
                      matchExpressions?: {
                        key: string;
                        operator: string;
                        values?: string[];
                      }[];
                      matchLabels?: Record<string, string>;
                    };
                    namespaces?: string[];
                    topologyKey: string;
                  };
                  weight: number;
                }[];
                requiredDuringSchedulingIgnoredDuringExecution?: {
                  labelSelector?: {
                    matchExpressions?: {
                      key: string;
                      operator: string;
                      values?: string[];
                    }[];
                    matchLabels?: Record<string, string>;
                  };
                  matchLabelKeys?: string[];
                  mismatchLabelKeys?: string[];
                  namespaceSelector?: {
                    matchExpressions?: {
                      key: string;
                      operator: string;
                      values?: string[];
                    }[];
                    matchLabels?: Record<string, string>;
                  };
                  namespaces?: string[];
                  topologyKey: string;
                }[];
              };
              podAntiAffinity?: {
                preferredDuringSchedulingIgnoredDuringExecution?: {
                  podAffinityTerm: {
                    labelSelector?: {
                      matchExpressions?: {
                        key: string;
                        operator: string;
                        values?: string[];
                      }[];
                      matchLabels?: Record<string, string>;
                    };
                    matchLabelKeys?: string[];
                    mismatchLabelKeys?: string[];
                    namespaceSelector?: {
                      matchExpressions?: {
                        key: string;
                        operator: string;
                        values?: string[];
                      }[];
                      matchLabels?: Record<string, string>;
                    };
                    namespaces?: string[];
                    topologyKey: string;
                  };
                  weight: number;
                }[];
                requiredDuringSchedulingIgnoredDuringExecution?: {
                  labelSelector?: {
                    matchExpressions?: {
                      key: string;
                      operator: string;
                      values?: string[];
                    }[];
                    matchLabels?: Record<string, string>;
                  };
                  matchLabelKeys?: string[];
                  mismatchLabelKeys?: string[];
                  namespaceSelector?: {
                    matchExpressions?: {
                      key: string;
                      operator: string;
                      values?: string[];
                    }[];
                    matchLabels?: Record<string, string>;
                  };
                  namespaces?: string[];
                  topologyKey: string;
                }[];
              };
            };
            annotations?: Record<string, string>;
            imagePullSecrets?: {
              name?: string;
            }[];
            labels?: Record<string, string>;
            nodeSelector?: Record<string, string>;
            priorityClassName?: string;
            securityContext?: {
              appArmorProfile?: {
                localhostProfile?: string;
                type: string;
              };
              fsGroup?: number;
              fsGroupChangePolicy?: string;
              runAsGroup?: number;
              runAsNonRoot?: boolean;
              runAsUser?: number;
              seLinuxChangePolicy?: string;
              seLinuxOptions?: {
                level?: string;
                role?: string;
                type?: string;
                user?: string;
              };
              seccompProfile?: {
                localhostProfile?: string;
                type: string;
              };
              supplementalGroups?: number[];
              supplementalGroupsPolicy?: string;
              sysctls?: {
                name: string;
                value: string;
              }[];
              windowsOptions?: {
                gmsaCredentialSpec?: string;
                gmsaCredentialSpecName?: string;
                hostProcess?: boolean;
                runAsUserName?: string;
              };
            };
            tolerations?: {
              effect?: string;
              key?: string;
              operator?: string;
              tolerationSeconds?: number;
              value?: string;
            }[];
            topologySpreadConstraints?: {
              labelSelector?: {
                matchExpressions?: {
                  key: string;
                  operator: string;
                  values?: string[];
                }[];
                matchLabels?: Record<string, string>;
              };
              matchLabelKeys?: string[];
              maxSkew: number;
              minDomains?: number;
              nodeAffinityPolicy?: string;
              nodeTaintsPolicy?: string;
              topologyKey: string;
              whenUnsatisfiable: string;
            }[];
            volumes?: {
              awsElasticBlockStore?: {
                fsType?: string;
                partition?: number;
                readOnly?: boolean;
                volumeID: string;
              };
              azureDisk?: {
                cachingMode?: string;
                diskName: string;
                diskURI: string;
                fsType?: string;
                kind?: string;
                readOnly?: boolean;
              };
              azureFile?: {
                readOnly?: boolean;
                secretName: string;
                shareName: string;
              };
              cephfs?: {
                monitors: string[];
                path?: string;
                readOnly?: boolean;
                secretFile?: string;
                secretRef?: {
                  name?: string;
                };
                user?: string;
              };
              cinder?: {
                fsType?: string;
                readOnly?: boolean;
                secretRef?: {
                  name?: string;
                };
                volumeID: string;
              };
              configMap?: {
                defaultMode?: number;
                items?: {
                  key: string;
                  mode?: number;
                  path: string;
                }[];
                name?: string;
                optional?: boolean;
              };
              csi?: {
                driver: string;
                fsType?: string;
                nodePublishSecretRef?: {
                  name?: string;
                };
                readOnly?: boolean;
                volumeAttributes?: Record<string, string>;
              };
              downwardAPI?: {
                defaultMode?: number;
                items?: {
                  fieldRef?: {
                    apiVersion?: string;
                    fieldPath: string;
                  };
                  mode?: number;
                  path: string;
                  resourceFieldRef?: {
                    containerName?: string;
                    divisor?: number | string;
                    resource: string;
                  };
                }[];
              };
              emptyDir?: {
                medium?: string;
                sizeLimit?: number | string;
              };
              ephemeral?: {
                volumeClaimTemplate?: {
                  metadata?: Record<string, never>;
                  spec: {
                    accessModes?: string[];
                    dataSource?: {
                      apiGroup?: string;
                      kind: string;
                      name: string;
                    };
                    dataSourceRef?: {
                      apiGroup?: string;
                      kind: string;
                      name: string;
                      namespace?: string;
                    };
                    resources?: {
                      limits?: Record<string, number | string>;
                      requests?: Record<string, number | string>;
                    };
                    selector?: {
                      matchExpressions?: {
                        key: string;
                        operator: string;
                        values?: string[];
                      }[];
                      matchLabels?: Record<string, string>;
                    };
                    storageClassName?: string;
                    volumeAttributesClassName?: string;
                    volumeMode?: string;
                    volumeName?: string;
                  };
                };
              };
              fc?: {
                fsType?: string;
                lun?: number;
                readOnly?: boolean;
                targetWWNs?: string[];
                wwids?: string[];
              };
              flexVolume?: {
                driver: string;
                fsType?: string;
                options?: Record<string, string>;
                readOnly?: boolean;
                secretRef?: {
                  name?: string;
                };
              };
              flocker?: {
                datasetName?: string;
                datasetUUID?: string;
              };
              gcePersistentDisk?: {
                fsType?: string;
                partition?: number;
                pdName: string;
                readOnly?: boolean;
              };
              gitRepo?: {
                directory?: string;
                repository: string;
                revision?: string;
              };
              glusterfs?: {
                endpoints: string;
                path: string;
                readOnly?: boolean;
              };
              hostPath?: {
                path: string;
                type?: string;
              };
              image?: {
                pullPolicy?: string;
                reference?: string;
              };
              iscsi?: {
                chapAuthDiscovery?: boolean;
                chapAuthSession?: boolean;
                fsType?: string;
                initiatorName?: string;
                iqn: string;
                iscsiInterface?: string;
                lun: number;
                portals?: string[];
                readOnly?: boolean;
                secretRef?: {
                  name?: string;
                };
                targetPortal: string;
              };
              name: string;
              nfs?: {
                path: string;
                readOnly?: boolean;
                server: string;
              };
              persistentVolumeClaim?: {
                claimName: string;
                readOnly?: boolean;
              };
              photonPersistentDisk?: {
                fsType?: string;
                pdID: string;
              };
              portworxVolume?: {
                fsType?: string;
                readOnly?: boolean;
                volumeID: string;
              };
              projected?: {
                defaultMode?: number;
                sources?: {
                  clusterTrustBundle?: {
                    labelSelector?: {
                      matchExpressions?: {
                        key: string;
                        operator: string;
                        values?: string[];
                      }[];
                      matchLabels?: Record<string, string>;
                    };
                    name?: string;
                    optional?: boolean;
                    path: string;
                    signerName?: string;
                  };
                  configMap?: {
                    items?: {
                      key: string;
                      mode?: number;
                      path: string;
                    }[];
                    name?: string;
                    optional?: boolean;
                  };
                  downwardAPI?: {
                    items?: {
                      fieldRef?: {
                        apiVersion?: string;
                        fieldPath: string;
                      };
                      mode?: number;
                      path: string;
                      resourceFieldRef?: {
                        containerName?: string;
                        divisor?: number | string;
                        resource: string;
                      };
                    }[];
                  };
                  podCertificate?: {
                    certificateChainPath?: string;
                    credentialBundlePath?: string;
                    keyPath?: string;
                    keyType: string;
                    maxExpirationSeconds?: number;
                    signerName: string;
                    userAnnotations?: Record<string, string>;
                  };
                  secret?: {
                    items?: {
                      key: string;
                      mode?: number;
                      path: string;
                    }[];
                    name?: string;
                    optional?: boolean;
                  };
                  serviceAccountToken?: {
                    audience?: string;
                    expirationSeconds?: number;
                    path: string;
                  };
                }[];
              };
              quobyte?: {
                group?: string;
                readOnly?: boolean;
                registry: string;
                tenant?: string;
                user?: string;
                volume: string;
              };
              rbd?: {
                fsType?: string;
                image: string;
                keyring?: string;
                monitors: string[];
                pool?: string;
                readOnly?: boolean;
                secretRef?: {
                  name?: string;
                };
                user?: string;
              };
              scaleIO?: {
                fsType?: string;
                gateway: string;
                protectionDomain?: string;
                readOnly?: boolean;
                secretRef: {
                  name?: string;
                };
                sslEnabled?: boolean;
                storageMode?: string;
                storagePool?: string;
                system: string;
                volumeName?: string;
              };
              secret?: {
                defaultMode?: number;
                items?: {
                  key: string;
                  mode?: number;
                  path: string;
                }[];
                optional?: boolean;
                secretName?: string;
              };
              storageos?: {
                fsType?: string;
                readOnly?: boolean;
                secretRef?: {
                  name?: string;
                };
                volumeName?: string;
                volumeNamespace?: string;
              };
              vsphereVolume?: {
                fsType?: string;
                storagePolicyID?: string;
                storagePolicyName?: string;
                volumePath: string;
              };
            }[];
          };
          replicas?: number;
          strategy?: {
            rollingUpdate?: {
              maxSurge?: number | string;
              maxUnavailable?: number | string;
            };
            type?: string;
          };
        };
        envoyHpa?: {
          behavior?: {
            scaleDown?: {
              policies?: {
                periodSeconds: number;
                type: string;
                value: number;
              }[];
              selectPolicy?: string;
              stabilizationWindowSeconds?: number;
              tolerance?: number | string;
            };
            scaleUp?: {
              policies?: {
                periodSeconds: number;
                type: string;
                value: number;
              }[];
              selectPolicy?: string;
              stabilizationWindowSeconds?: number;
              tolerance?: number | string;
            };
          };
          maxReplicas: number;
          metrics?: {
            containerResource?: {
              container: string;
              name: string;
              target: {
                averageUtilization?: number;
                averageValue?: number | string;
                type: string;
                value?: number | string;
              };
            };
            external?: {
              metric: {
                name: string;
                selector?: {
                  matchExpressions?: {
                    key: string;
                    operator: string;
                    values?: string[];
                  }[];
                  matchLabels?: Record<string, string>;
                };
              };
              target: {
                averageUtilization?: number;
                averageValue?: number | string;
                type: string;
                value?: number | string;
              };
            };
            object?: {
              describedObject: {
                apiVersion?: string;
                kind: string;
                name: string;
              };
              metric: {
                name: string;
                selector?: {
                  matchExpressions?: {
                    key: string;
                    operator: string;
                    values?: string[];
                  }[];
                  matchLabels?: Record<string, string>;
                };
              };
              target: {
                averageUtilization?: number;
                averageValue?: number | string;
                type: string;
                value?: number | string;
              };
            };
            pods?: {
              metric: {
                name: string;
                selector?: {
                  matchExpressions?: {
                    key: string;
                    operator: string;
                    values?: string[];
                  }[];
                  matchLabels?: Record<string, string>;
                };
              };
              target: {
                averageUtilization?: number;
                averageValue?: number | string;
                type: string;
                value?: number | string;
              };
            };
            resource?: {
              name: string;
              target: {
                averageUtilization?: number;
                averageValue?: number | string;
                type: string;
                value?: number | string;
              };
            };
            type: string;
          }[];
          minReplicas?: number;
          name?: string;
          patch?: {
            type?: string;
            value: unknown;
          };
        };
        envoyPDB?: {
          maxUnavailable?: number | string;
          minAvailable?: number | string;
          name?: string;
          patch?: {
            type?: string;
            value: unknown;
          };
        };
        envoyService?: {
          allocateLoadBalancerNodePorts?: boolean;
          annotations?: Record<string, string>;
          externalTrafficPolicy?: "Local" | "Cluster";
          labels?: Record<string, string>;
          loadBalancerClass?: string;
          loadBalancerIP?: string;
          loadBalancerSourceRanges?: string[];
          name?: string;
          patch?: {
            type?: string;
            value: unknown;
          };
          type?: "ClusterIP" | "LoadBalancer" | "NodePort";
        };
        envoyServiceAccount?: {
          name?: string;
        };
        useListenerPortAsContainerPort?: boolean;
      };
      type: "Kubernetes" | "Host";
    };
    routingType?: string;
    shutdown?: {
      drainTimeout?: string;
      healthCheckFailureDelay?: string;
      minDrainDuration?: string;
    };
    telemetry?: {
      accessLog?: {
        disable?: boolean;
        settings?: {
          format?: {
            json?: Record<string, string>;
            text?: string;
            type?: "Text" | "JSON";
          };
          matches?: string[];
          sinks: {
            als?: {
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
              http?: {
                requestHeaders?: string[];
                responseHeaders?: string[];
                responseTrailers?: string[];
              };
              logName?: string;
              type: "HTTP" | "TCP";
            };
            file?: {
              path?: string;
            };
            openTelemetry?: {
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
              headers?: {
                name: string;
                value: string;
              }[];
              host?: string;
              port?: number;
              resourceAttributes?: Record<string, string>;
              resources?: Record<string, string>;
            };
            type?: "ALS" | "File" | "OpenTelemetry";
          }[];
          type?: "Listener" | "Route" | "Upstream";
        }[];
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
      metrics?: {
        clusterStatName?: string;
        enableGRPCStats?: boolean;
        enablePerEndpointStats?: boolean;
        enableRequestResponseSizesStats?: boolean;
        enableVirtualHostStats?: boolean;
        matches?: {
          type?: "Exact" | "Prefix" | "Suffix" | "RegularExpression";
          value: string;
        }[];
        prometheus?: {
          compression?: {
            brotli?: Record<string, never>;
            gzip?: Record<string, never>;
            minContentLength?: number | string;
            type: "Gzip" | "Brotli" | "Zstd";
            zstd?: Record<string, never>;
          };
          disable?: boolean;
        };
        sinks?: {
          openTelemetry?: {
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
            headers?: {
              name: string;
              value: string;
            }[];
            host?: string;
            port?: number;
            reportCountersAsDeltas?: boolean;
            reportHistogramsAsDeltas?: boolean;
            resourceAttributes?: Record<string, string>;
          };
          type: "OpenTelemetry";
        }[];
      };
      requestID?: {
        tracing?: "PackAndSample" | "Sample" | "Pack" | "Disable";
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
        provider: {
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
          host?: string;
          openTelemetry?: {
            headers?: {
              name: string;
              value: string;
            }[];
            resourceAttributes?: Record<string, string>;
            sampler?: {
              samplingPercentage?: {
                denominator?: number;
                numerator: number;
              };
              type: "AlwaysOn" | "AlwaysOff" | "TraceIdRatio" | "ParentBasedAlwaysOn" | "ParentBasedAlwaysOff" | "ParentBasedTraceIdRatio";
            };
          };
          port?: number;
          serviceName?: string;
          type: "OpenTelemetry" | "Zipkin" | "Datadog";
          zipkin?: {
            disableSharedSpanContext?: boolean;
            enable128BitTraceId?: boolean;
          };
        };
        samplingFraction?: {
          denominator?: number;
          numerator: number;
        };
        samplingRate?: number;
        spanName?: {
          client: string;
          server: string;
        };
        tags?: Record<string, string>;
      };
    };
  };
}
