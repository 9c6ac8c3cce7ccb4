// Written by src/crds/vendor from github.com/argoproj/argo-cd/v3/manifests/crds/applicationset-crd.yaml v3.6.1; do not edit.

/** argoproj.io/v1alpha1 ApplicationSet */
export interface ApplicationSet {
  apiVersion: "argoproj.io/v1alpha1";
  kind: "ApplicationSet";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    applyNestedSelectors?: boolean;
    generators: {
      clusterDecisionResource?: {
        configMapRef: string;
        labelSelector?: {
          matchExpressions?: {
            key: string;
            operator: string;
            values?: string[];
          }[];
          matchLabels?: Record<string, string>;
        };
        name?: string;
        requeueAfterSeconds?: number;
        template?: {
          metadata: {
            annotations?: Record<string, string>;
            finalizers?: string[];
            labels?: Record<string, string>;
            name?: string;
            namespace?: string;
          };
          spec: {
            destination: {
              name?: string;
              namespace?: string;
              server?: string;
            };
            ignoreDifferences?: {
              group?: string;
              jqPathExpressions?: string[];
              jsonPointers?: string[];
              kind: string;
              managedFieldsManagers?: string[];
              name?: string;
              namespace?: string;
            }[];
            info?: {
              name: string;
              value: string;
            }[];
            project: string;
            revisionHistoryLimit?: number;
            source?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            };
            sourceHydrator?: {
              drySource: {
                directory?: {
                  disableExtensionFilter?: boolean;
                  exclude?: string;
                  include?: string;
                  jsonnet?: {
                    extVars?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                    libs?: string[];
                    tlas?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                  };
                  recurse?: boolean;
                };
                helm?: {
                  apiVersions?: string[];
                  fileParameters?: {
                    name?: string;
                    path?: string;
                  }[];
                  ignoreMissingValueFiles?: boolean;
                  kubeVersion?: string;
                  namespace?: string;
                  parameters?: {
                    forceString?: boolean;
                    name?: string;
                    value?: string;
                  }[];
                  passCredentials?: boolean;
                  releaseName?: string;
                  skipCrds?: boolean;
                  skipSchemaValidation?: boolean;
                  skipTests?: boolean;
                  valueFiles?: string[];
                  values?: string;
                  valuesObject?: Record<string, unknown>;
                  version?: string;
                };
                kustomize?: {
                  apiVersions?: string[];
                  commonAnnotations?: Record<string, string>;
                  commonAnnotationsEnvsubst?: boolean;
                  commonLabels?: Record<string, string>;
                  components?: string[];
                  forceCommonAnnotations?: boolean;
                  forceCommonLabels?: boolean;
                  ignoreMissingComponents?: boolean;
                  images?: string[];
                  kubeVersion?: string;
                  labelIncludeTemplates?: boolean;
                  labelWithoutSelector?: boolean;
                  namePrefix?: string;
                  nameSuffix?: string;
                  namespace?: string;
                  patches?: {
                    options?: Record<string, boolean>;
                    patch?: string;
                    path?: string;
                    target?: {
                      annotationSelector?: string;
                      group?: string;
                      kind?: string;
                      labelSelector?: string;
                      name?: string;
                      namespace?: string;
                      version?: string;
                    };
                  }[];
                  replicas?: {
                    count: number | string;
                    name: string;
                  }[];
                  version?: string;
                };
                path: string;
                plugin?: {
                  env?: {
                    name: string;
                    value: string;
                  }[];
                  name?: string;
                  parameters?: {
                    array?: string[];
                    map?: Record<string, string>;
                    name?: string;
                    string?: string;
                  }[];
                };
                repoURL: string;
                targetRevision: string;
              };
              hydrateTo?: {
                targetBranch: string;
              };
              syncSource: {
                path: string;
                repoURL?: string;
                targetBranch: string;
              };
            };
            sources?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            }[];
            syncPolicy?: {
              automated?: {
                allowEmpty?: boolean;
                enabled?: boolean;
                prune?: boolean;
                selfHeal?: boolean;
              };
              managedNamespaceMetadata?: {
                annotations?: Record<string, string>;
                labels?: Record<string, string>;
              };
              retry?: {
                backoff?: {
                  duration?: string;
                  factor?: number;
                  maxDuration?: string;
                };
                limit?: number;
                refresh?: boolean;
              };
              syncOptions?: string[];
            };
          };
        };
        values?: Record<string, string>;
      };
      clusters?: {
        flatList?: boolean;
        selector?: {
          matchExpressions?: {
            key: string;
            operator: string;
            values?: string[];
          }[];
          matchLabels?: Record<string, string>;
        };
        template?: {
          metadata: {
            annotations?: Record<string, string>;
            finalizers?: string[];
            labels?: Record<string, string>;
            name?: string;
            namespace?: string;
          };
          spec: {
            destination: {
              name?: string;
              namespace?: string;
              server?: string;
            };
            ignoreDifferences?: {
              group?: string;
              jqPathExpressions?: string[];
              jsonPointers?: string[];
              kind: string;
              managedFieldsManagers?: string[];
              name?: string;
              namespace?: string;
            }[];
            info?: {
              name: string;
              value: string;
            }[];
            project: string;
            revisionHistoryLimit?: number;
            source?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            };
            sourceHydrator?: {
              drySource: {
                directory?: {
                  disableExtensionFilter?: boolean;
                  exclude?: string;
                  include?: string;
                  jsonnet?: {
                    extVars?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                    libs?: string[];
                    tlas?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                  };
                  recurse?: boolean;
                };
                helm?: {
                  apiVersions?: string[];
                  fileParameters?: {
                    name?: string;
                    path?: string;
                  }[];
                  ignoreMissingValueFiles?: boolean;
                  kubeVersion?: string;
                  namespace?: string;
                  parameters?: {
                    forceString?: boolean;
                    name?: string;
                    value?: string;
                  }[];
                  passCredentials?: boolean;
                  releaseName?: string;
                  skipCrds?: boolean;
                  skipSchemaValidation?: boolean;
                  skipTests?: boolean;
                  valueFiles?: string[];
                  values?: string;
                  valuesObject?: Record<string, unknown>;
                  version?: string;
                };
                kustomize?: {
                  apiVersions?: string[];
                  commonAnnotations?: Record<string, string>;
                  commonAnnotationsEnvsubst?: boolean;
                  commonLabels?: Record<string, string>;
                  components?: string[];
                  forceCommonAnnotations?: boolean;
                  forceCommonLabels?: boolean;
                  ignoreMissingComponents?: boolean;
                  images?: string[];
                  kubeVersion?: string;
                  labelIncludeTemplates?: boolean;
                  labelWithoutSelector?: boolean;
                  namePrefix?: string;
                  nameSuffix?: string;
                  namespace?: string;
                  patches?: {
                    options?: Record<string, boolean>;
                    patch?: string;
                    path?: string;
                    target?: {
                      annotationSelector?: string;
                      group?: string;
                      kind?: string;
                      labelSelector?: string;
                      name?: string;
                      namespace?: string;
                      version?: string;
                    };
                  }[];
                  replicas?: {
                    count: number | string;
                    name: string;
                  }[];
                  version?: string;
                };
                path: string;
                plugin?: {
                  env?: {
                    name: string;
                    value: string;
                  }[];
                  name?: string;
                  parameters?: {
                    array?: string[];
                    map?: Record<string, string>;
                    name?: string;
                    string?: string;
                  }[];
                };
                repoURL: string;
                targetRevision: string;
              };
              hydrateTo?: {
                targetBranch: string;
              };
              syncSource: {
                path: string;
                repoURL?: string;
                targetBranch: string;
              };
            };
            sources?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            }[];
            syncPolicy?: {
              automated?: {
                allowEmpty?: boolean;
                enabled?: boolean;
                prune?: boolean;
                selfHeal?: boolean;
              };
              managedNamespaceMetadata?: {
                annotations?: Record<string, string>;
                labels?: Record<string, string>;
              };
              retry?: {
                backoff?: {
                  duration?: string;
                  factor?: number;
                  maxDuration?: string;
                };
                limit?: number;
                refresh?: boolean;
              };
              syncOptions?: string[];
            };
          };
        };
        values?: Record<string, string>;
      };
      git?: {
        directories?: {
          exclude?: boolean;
          path: string;
        }[];
        files?: {
          exclude?: boolean;
          path: string;
        }[];
        pathParamPrefix?: string;
        repoURL: string;
        requeueAfterSeconds?: number;
        revision: string;
        template?: {
          metadata: {
            annotations?: Record<string, string>;
            finalizers?: string[];
            labels?: Record<string, string>;
            name?: string;
            namespace?: string;
          };
          spec: {
            destination: {
              name?: string;
              namespace?: string;
              server?: string;
            };
            ignoreDifferences?: {
              group?: string;
              jqPathExpressions?: string[];
              jsonPointers?: string[];
              kind: string;
              managedFieldsManagers?: string[];
              name?: string;
              namespace?: string;
            }[];
            info?: {
              name: string;
              value: string;
            }[];
            project: string;
            revisionHistoryLimit?: number;
            source?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            };
            sourceHydrator?: {
              drySource: {
                directory?: {
                  disableExtensionFilter?: boolean;
                  exclude?: string;
                  include?: string;
                  jsonnet?: {
                    extVars?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                    libs?: string[];
                    tlas?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                  };
                  recurse?: boolean;
                };
                helm?: {
                  apiVersions?: string[];
                  fileParameters?: {
                    name?: string;
                    path?: string;
                  }[];
                  ignoreMissingValueFiles?: boolean;
                  kubeVersion?: string;
                  namespace?: string;
                  parameters?: {
                    forceString?: boolean;
                    name?: string;
                    value?: string;
                  }[];
                  passCredentials?: boolean;
                  releaseName?: string;
                  skipCrds?: boolean;
                  skipSchemaValidation?: boolean;
                  skipTests?: boolean;
                  valueFiles?: string[];
                  values?: string;
                  valuesObject?: Record<string, unknown>;
                  version?: string;
                };
                kustomize?: {
                  apiVersions?: string[];
                  commonAnnotations?: Record<string, string>;
                  commonAnnotationsEnvsubst?: boolean;
                  commonLabels?: Record<string, string>;
                  components?: string[];
                  forceCommonAnnotations?: boolean;
                  forceCommonLabels?: boolean;
                  ignoreMissingComponents?: boolean;
                  images?: string[];
                  kubeVersion?: string;
                  labelIncludeTemplates?: boolean;
                  labelWithoutSelector?: boolean;
                  namePrefix?: string;
                  nameSuffix?: string;
                  namespace?: string;
                  patches?: {
                    options?: Record<string, boolean>;
                    patch?: string;
                    path?: string;
                    target?: {
                      annotationSelector?: string;
                      group?: string;
                      kind?: string;
                      labelSelector?: string;
                      name?: string;
                      namespace?: string;
                      version?: string;
                    };
                  }[];
                  replicas?: {
                    count: number | string;
                    name: string;
                  }[];
                  version?: string;
                };
                path: string;
                plugin?: {
                  env?: {
                    name: string;
                    value: string;
                  }[];
                  name?: string;
                  parameters?: {
                    array?: string[];
                    map?: Record<string, string>;
                    name?: string;
                    string?: string;
                  }[];
                };
                repoURL: string;
                targetRevision: string;
              };
              hydrateTo?: {
                targetBranch: string;
              };
              syncSource: {
                path: string;
                repoURL?: string;
                targetBranch: string;
              };
            };
            sources?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            }[];
            syncPolicy?: {
              automated?: {
                allowEmpty?: boolean;
                enabled?: boolean;
                prune?: boolean;
                selfHeal?: boolean;
              };
              managedNamespaceMetadata?: {
                annotations?: Record<string, string>;
                labels?: Record<string, string>;
              };
              retry?: {
                backoff?: {
                  duration?: string;
                  factor?: number;
                  maxDuration?: string;
                };
                limit?: number;
                refresh?: boolean;
              };
              syncOptions?: string[];
            };
          };
        };
        values?: Record<string, string>;
      };
      list?: {
        elements?: unknown[];
        elementsYaml?: string;
        template?: {
          metadata: {
            annotations?: Record<string, string>;
            finalizers?: string[];
            labels?: Record<string, string>;
            name?: string;
            namespace?: string;
          };
          spec: {
            destination: {
              name?: string;
              namespace?: string;
              server?: string;
            };
            ignoreDifferences?: {
              group?: string;
              jqPathExpressions?: string[];
              jsonPointers?: string[];
              kind: string;
              managedFieldsManagers?: string[];
              name?: string;
              namespace?: string;
            }[];
            info?: {
              name: string;
              value: string;
            }[];
            project: string;
            revisionHistoryLimit?: number;
            source?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            };
            sourceHydrator?: {
              drySource: {
                directory?: {
                  disableExtensionFilter?: boolean;
                  exclude?: string;
                  include?: string;
                  jsonnet?: {
                    extVars?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                    libs?: string[];
                    tlas?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                  };
                  recurse?: boolean;
                };
                helm?: {
                  apiVersions?: string[];
                  fileParameters?: {
                    name?: string;
                    path?: string;
                  }[];
                  ignoreMissingValueFiles?: boolean;
                  kubeVersion?: string;
                  namespace?: string;
                  parameters?: {
                    forceString?: boolean;
                    name?: string;
                    value?: string;
                  }[];
                  passCredentials?: boolean;
                  releaseName?: string;
                  skipCrds?: boolean;
                  skipSchemaValidation?: boolean;
                  skipTests?: boolean;
                  valueFiles?: string[];
                  values?: string;
                  valuesObject?: Record<string, unknown>;
                  version?: string;
                };
                kustomize?: {
                  apiVersions?: string[];
                  commonAnnotations?: Record<string, string>;
                  commonAnnotationsEnvsubst?: boolean;
                  commonLabels?: Record<string, string>;
                  components?: string[];
                  forceCommonAnnotations?: boolean;
                  forceCommonLabels?: boolean;
                  ignoreMissingComponents?: boolean;
                  images?: string[];
                  kubeVersion?: string;
                  labelIncludeTemplates?: boolean;
                  labelWithoutSelector?: boolean;
                  namePrefix?: string;
                  nameSuffix?: string;
                  namespace?: string;
                  patches?: {
                    options?: Record<string, boolean>;
                    patch?: string;
                    path?: string;
                    target?: {
                      annotationSelector?: string;
                      group?: string;
                      kind?: string;
                      labelSelector?: string;
                      name?: string;
                      namespace?: string;
                      version?: string;
                    };
                  }[];
                  replicas?: {
                    count: number | string;
                    name: string;
                  }[];
                  version?: string;
                };
                path: string;
                plugin?: {
                  env?: {
                    name: string;
                    value: string;
                  }[];
                  name?: string;
                  parameters?: {
                    array?: string[];
                    map?: Record<string, string>;
                    name?: string;
                    string?: string;
                  }[];
                };
                repoURL: string;
                targetRevision: string;
              };
              hydrateTo?: {
                targetBranch: string;
              };
              syncSource: {
                path: string;
                repoURL?: string;
                targetBranch: string;
              };
            };
            sources?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            }[];
            syncPolicy?: {
              automated?: {
                allowEmpty?: boolean;
                enabled?: boolean;
                prune?: boolean;
                selfHeal?: boolean;
              };
              managedNamespaceMetadata?: {
                annotations?: Record<string, string>;
                labels?: Record<string, string>;
              };
              retry?: {
                backoff?: {
                  duration?: string;
                  factor?: number;
                  maxDuration?: string;
                };
                limit?: number;
                refresh?: boolean;
              };
              syncOptions?: string[];
            };
          };
        };
      };
      matrix?: {
        generators: {
          clusterDecisionResource?: {
            configMapRef: string;
            labelSelector?: {
              matchExpressions?: {
                key: string;
                operator: string;
                values?: string[];
              }[];
              matchLabels?: Record<string, string>;
            };
            name?: string;
            requeueAfterSeconds?: number;
            template?: Record<string, unknown>;
            values?: Record<string, string>;
          };
          clusters?: {
            flatList?: boolean;
            selector?: {
              matchExpressions?: {
                key: string;
                operator: string;
                values?: string[];
              }[];
              matchLabels?: Record<string, string>;
            };
            template?: Record<string, unknown>;
            values?: Record<string, string>;
          };
          git?: {
            directories?: {
              exclude?: boolean;
              path: string;
            }[];
            files?: {
              exclude?: boolean;
              path: string;
            }[];
            pathParamPrefix?: string;
            repoURL: string;
            requeueAfterSeconds?: number;
            revision: string;
            template?: Record<string, unknown>;
            values?: Record<string, string>;
          };
          list?: {
            elements?: unknown[];
            elementsYaml?: string;
            template?: Record<string, unknown>;
          };
          matrix?: unknown;
          merge?: unknown;
          oci?: {
            directories?: {
              exclude?: boolean;
              path: string;
            }[];
            files?: {
              exclude?: boolean;
              path: string;
            }[];
            pathParamPrefix?: string;
            repoURL: string;
            requeueAfterSeconds?: number;
            revision: string;
            template?: Record<string, unknown>;
            values?: Record<string, string>;
          };
          plugin?: {
            configMapRef: {
              name: string;
            };
            input?: {
              parameters?: Record<string, unknown>;
            };
            requeueAfterSeconds?: number;
            template?: Record<string, unknown>;
            values?: Record<string, string>;
          };
          pullRequest?: {
            azuredevops?: {
              api?: string;
              labels?: string[];
              organization: string;
              project: string;
              repo: string;
              tokenRef?: {
                key: string;
                secretName: string;
              };
            };
            bitbucket?: {
              api?: string;
              basicAuth?: {
                passwordRef: {
                  key: string;
                  secretName: string;
                };
                username: string;
              };
              bearerToken?: {
                tokenRef: {
                  key: string;
                  secretName: string;
                };
              };
              owner: string;
              repo: string;
            };
            bitbucketServer?: {
              api: string;
              basicAuth?: {
                passwordRef: {
                  key: string;
                  secretName: string;
                };
                username: string;
              };
              bearerToken?: {
                tokenRef: {
                  key: string;
                  secretName: string;
                };
              };
              caRef?: {
                configMapName: string;
                key: string;
              };
              insecure?: boolean;
              project: string;
              repo: string;
            };
            continueOnRepoNotFoundError?: boolean;
            filters?: {
              branchMatch?: string;
              targetBranchMatch?: string;
              titleMatch?: string;
            }[];
            gitea?: {
              api: string;
              insecure?: boolean;
              labels?: string[];
              owner: string;
              repo: string;
              tokenRef?: {
                key: string;
                secretName: string;
              };
            };
            github?: {
              api?: string;
              appSecretName?: string;
              labels?: string[];
              owner: string;
              repo: string;
              tokenRef?: {
                key: string;
                secretName: string;
              };
            };
            gitlab?: {
              api?: string;
              caRef?: {
                configMapName: string;
                key: string;
              };
              insecure?: boolean;
              labels?: string[];
              project: string;
              pullRequestState?: string;
              tokenRef?: {
                key: string;
                secretName: string;
              };
            };
            requeueAfterSeconds?: number;
            template?: Record<string, unknown>;
            values?: Record<string, string>;
          };
          scmProvider?: {
            awsCodeCommit?: {
              allBranches?: boolean;
              region?: string;
              role?: string;
              tagFilters?: {
                key: string;
                value?: string;
              }[];
            };
            azureDevOps?: {
              accessTokenRef: {
                key: string;
                secretName: string;
              };
              allBranches?: boolean;
              api?: string;
              organization: string;
              teamProject: string;
            };
            bitbucket?: {
              allBranches?: boolean;
              appPasswordRef: {
                key: string;
                secretName: string;
              };
              owner: string;
              user: string;
            };
            bitbucketServer?: {
              allBranches?: boolean;
              api: string;
              basicAuth?: {
                passwordRef: {
                  key: string;
                  secretName: string;
                };
                username: string;
              };
              bearerToken?: {
                tokenRef: {
                  key: string;
                  secretName: string;
                };
              };
              caRef?: {
                configMapName: string;
                key: string;
              };
              insecure?: boolean;
              project: string;
            };
            cloneProtocol?: string;
            filters?: {
              branchMatch?: string;
              labelMatch?: string;
              pathsDoNotExist?: string[];
              pathsExist?: string[];
              repositoryMatch?: string;
            }[];
            gitea?: {
              allBranches?: boolean;
              api: string;
              excludeArchivedRepos?: boolean;
              insecure?: boolean;
              owner: string;
              tokenRef?: {
                key: string;
                secretName: string;
              };
            };
            github?: {
              allBranches?: boolean;
              api?: string;
              appSecretName?: string;
              excludeArchivedRepos?: boolean;
              organization: string;
              tokenRef?: {
                key: string;
                secretName: string;
              };
            };
            gitlab?: {
              allBranches?: boolean;
              api?: string;
              caRef?: {
                configMapName: string;
                key: string;
              };
              group: string;
              includeArchivedRepos?: boolean;
              includeSharedProjects?: boolean;
              includeSubgroups?: boolean;
              insecure?: boolean;
              tokenRef?: {
                key: string;
                secretName: string;
              };
              topic?: string;
            };
            requeueAfterSeconds?: number;
            template?: Record<string, unknown>;
            values?: Record<string, string>;
          };
          selector?: {
            matchExpressions?: {
              key: string;
              operator: string;
              values?: string[];
            }[];
            matchLabels?: Record<string, string>;
          };
        }[];
        template?: {
          metadata: {
            annotations?: Record<string, string>;
            finalizers?: string[];
            labels?: Record<string, string>;
            name?: string;
            namespace?: string;
          };
          spec: {
            destination: {
              name?: string;
              namespace?: string;
              server?: string;
            };
            ignoreDifferences?: {
              group?: string;
              jqPathExpressions?: string[];
              jsonPointers?: string[];
              kind: string;
              managedFieldsManagers?: string[];
              name?: string;
              namespace?: string;
            }[];
            info?: {
              name: string;
              value: string;
            }[];
            project: string;
            revisionHistoryLimit?: number;
            source?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            };
            sourceHydrator?: {
              drySource: {
                directory?: {
                  disableExtensionFilter?: boolean;
                  exclude?: string;
                  include?: string;
                  jsonnet?: {
                    extVars?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                    libs?: string[];
                    tlas?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                  };
                  recurse?: boolean;
                };
                helm?: {
                  apiVersions?: string[];
                  fileParameters?: {
                    name?: string;
                    path?: string;
                  }[];
                  ignoreMissingValueFiles?: boolean;
                  kubeVersion?: string;
                  namespace?: string;
                  parameters?: {
                    forceString?: boolean;
                    name?: string;
                    value?: string;
                  }[];
                  passCredentials?: boolean;
                  releaseName?: string;
                  skipCrds?: boolean;
                  skipSchemaValidation?: boolean;
                  skipTests?: boolean;
                  valueFiles?: string[];
                  values?: string;
                  valuesObject?: Record<string, unknown>;
                  version?: string;
                };
                kustomize?: {
                  apiVersions?: string[];
                  commonAnnotations?: Record<string, string>;
                  commonAnnotationsEnvsubst?: boolean;
                  commonLabels?: Record<string, string>;
                  components?: string[];
                  forceCommonAnnotations?: boolean;
                  forceCommonLabels?: boolean;
                  ignoreMissingComponents?: boolean;
                  images?: string[];
                  kubeVersion?: string;
                  labelIncludeTemplates?: boolean;
                  labelWithoutSelector?: boolean;
                  namePrefix?: string;
                  nameSuffix?: string;
                  namespace?: string;
                  patches?: {
                    options?: Record<string, boolean>;
                    patch?: string;
                    path?: string;
                    target?: {
                      annotationSelector?: string;
                      group?: string;
                      kind?: string;
                      labelSelector?: string;
                      name?: string;
                      namespace?: string;
                      version?: string;
                    };
                  }[];
                  replicas?: {
                    count: number | string;
                    name: string;
                  }[];
                  version?: string;
                };
                path: string;
                plugin?: {
                  env?: {
                    name: string;
                    value: string;
                  }[];
                  name?: string;
                  parameters?: {
                    array?: string[];
                    map?: Record<string, string>;
                    name?: string;
                    string?: string;
                  }[];
                };
                repoURL: string;
                targetRevision: string;
              };
              hydrateTo?: {
                targetBranch: string;
              };
              syncSource: {
                path: string;
                repoURL?: string;
                targetBranch: string;
              };
            };
            sources?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            }[];
            syncPolicy?: {
              automated?: {
                allowEmpty?: boolean;
                enabled?: boolean;
                prune?: boolean;
                selfHeal?: boolean;
              };
              managedNamespaceMetadata?: {
                annotations?: Record<string, string>;
                labels?: Record<string, string>;
              };
              retry?: {
                backoff?: {
                  duration?: string;
                  factor?: number;
                  maxDuration?: string;
                };
                limit?: number;
                refresh?: boolean;
              };
              syncOptions?: string[];
            };
          };
        };
      };
      merge?: {
        generators: {
          clusterDecisionResource?: {
            configMapRef: string;
            labelSelector?: {
              matchExpressions?: {
                key: string;
                operator: string;
                values?: string[];
              }[];
              matchLabels?: Record<string, string>;
            };
            name?: string;
            requeueAfterSeconds?: number;
            template?: Record<string, unknown>;
            values?: Record<string, string>;
          };
          clusters?: {
            flatList?: boolean;
            selector?: {
              matchExpressions?: {
                key: string;
                operator: string;
                values?: string[];
              }[];
              matchLabels?: Record<string, string>;
            };
            template?: Record<string, unknown>;
            values?: Record<string, string>;
          };
          git?: {
            directories?: {
              exclude?: boolean;
              path: string;
            }[];
            files?: {
              exclude?: boolean;
              path: string;
            }[];
            pathParamPrefix?: string;
            repoURL: string;
            requeueAfterSeconds?: number;
            revision: string;
            template?: Record<string, unknown>;
            values?: Record<string, string>;
          };
          list?: {
            elements?: unknown[];
            elementsYaml?: string;
            template?: Record<string, unknown>;
          };
          matrix?: unknown;
          merge?: unknown;
          oci?: {
            directories?: {
              exclude?: boolean;
              path: string;
            }[];
            files?: {
              exclude?: boolean;
              path: string;
            }[];
            pathParamPrefix?: string;
            repoURL: string;
            requeueAfterSeconds?: number;
            revision: string;
            template?: Record<string, unknown>;
            values?: Record<string, string>;
          };
          plugin?: {
            configMapRef: {
              name: string;
            };
            input?: {
              parameters?: Record<string, unknown>;
            };
            requeueAfterSeconds?: number;
            template?: Record<string, unknown>;
            values?: Record<string, string>;
          };
          pullRequest?: {
            azuredevops?: {
              api?: string;
              labels?: string[];
              organization: string;
              project: string;
              repo: string;
              tokenRef?: {
                key: string;
                secretName: string;
              };
            };
            bitbucket?: {
              api?: string;
              basicAuth?: {
                passwordRef: {
                  key: string;
                  secretName: string;
                };
                username: string;
              };
              bearerToken?: {
                tokenRef: {
                  key: string;
                  secretName: string;
                };
              };
              owner: string;
              repo: string;
            };
            bitbucketServer?: {
              api: string;
              basicAuth?: {
                passwordRef: {
                  key: string;
                  secretName: string;
                };
                username: string;
              };
              bearerToken?: {
                tokenRef: {
                  key: string;
                  secretName: string;
                };
              };
              caRef?: {
                configMapName: string;
                key: string;
              };
              insecure?: boolean;
              project: string;
              repo: string;
            };
            continueOnRepoNotFoundError?: boolean;
            filters?: {
              branchMatch?: string;
              targetBranchMatch?: string;
              titleMatch?: string;
            }[];
            gitea?: {
              api: string;
              insecure?: boolean;
              labels?: string[];
              owner: string;
              repo: string;
              tokenRef?: {
                key: string;
                secretName: string;
              };
            };
            github?: {
              api?: string;
              appSecretName?: string;
              labels?: string[];
              owner: string;
              repo: string;
              tokenRef?: {
                key: string;
                secretName: string;
              };
            };
            gitlab?: {
              api?: string;
              caRef?: {
                configMapName: string;
                key: string;
              };
              insecure?: boolean;
              labels?: string[];
              project: string;
              pullRequestState?: string;
              tokenRef?: {
                key: string;
                secretName: string;
              };
            };
            requeueAfterSeconds?: number;
            template?: Record<string, unknown>;
            values?: Record<string, string>;
          };
          scmProvider?: {
            awsCodeCommit?: {
              allBranches?: boolean;
              region?: string;
              role?: string;
              tagFilters?: {
                key: string;
                value?: string;
              }[];
            };
            azureDevOps?: {
              accessTokenRef: {
                key: string;
                secretName: string;
              };
              allBranches?: boolean;
              api?: string;
              organization: string;
              teamProject: string;
            };
            bitbucket?: {
              allBranches?: boolean;
              appPasswordRef: {
                key: string;
                secretName: string;
              };
              owner: string;
              user: string;
            };
            bitbucketServer?: {
              allBranches?: boolean;
              api: string;
              basicAuth?: {
                passwordRef: {
                  key: string;
                  secretName: string;
                };
                username: string;
              };
              bearerToken?: {
                tokenRef: {
                  key: string;
                  secretName: string;
                };
              };
              caRef?: {
                configMapName: string;
                key: string;
              };
              insecure?: boolean;
              project: string;
            };
            cloneProtocol?: string;
            filters?: {
              branchMatch?: string;
              labelMatch?: string;
              pathsDoNotExist?: string[];
              pathsExist?: string[];
              repositoryMatch?: string;
            }[];
            gitea?: {
              allBranches?: boolean;
              api: string;
              excludeArchivedRepos?: boolean;
              insecure?: boolean;
              owner: string;
              tokenRef?: {
                key: string;
                secretName: string;
              };
            };
            github?: {
              allBranches?: boolean;
              api?: string;
              appSecretName?: string;
              excludeArchivedRepos?: boolean;
              organization: string;
              tokenRef?: {
                key: string;
                secretName: string;
              };
            };
            gitlab?: {
              allBranches?: boolean;
              api?: string;
              caRef?: {
                configMapName: string;
                key: string;
              };
              group: string;
              includeArchivedRepos?: boolean;
              includeSharedProjects?: boolean;
              includeSubgroups?: boolean;
              insecure?: boolean;
              tokenRef?: {
                key: string;
                secretName: string;
              };
              topic?: string;
            };
            requeueAfterSeconds?: number;
            template?: Record<string, unknown>;
            values?: Record<string, string>;
          };
          selector?: {
            matchExpressions?: {
              key: string;
              operator: string;
              values?: string[];
            }[];
            matchLabels?: Record<string, string>;
          };
        }[];
        mergeKeys: string[];
        template?: {
          metadata: {
            annotations?: Record<string, string>;
            finalizers?: string[];
            labels?: Record<string, string>;
            name?: string;
            namespace?: string;
          };
          spec: {
            destination: {
              name?: string;
              namespace?: string;
              server?: string;
            };
            ignoreDifferences?: {
              group?: string;
              jqPathExpressions?: string[];
              jsonPointers?: string[];
              kind: string;
              managedFieldsManagers?: string[];
              name?: string;
              namespace?: string;
            }[];
            info?: {
              name: string;
              value: string;
            }[];
            project: string;
            revisionHistoryLimit?: number;
            source?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            };
            sourceHydrator?: {
              drySource: {
                directory?: {
                  disableExtensionFilter?: boolean;
                  exclude?: string;
                  include?: string;
                  jsonnet?: {
                    extVars?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                    libs?: string[];
                    tlas?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                  };
                  recurse?: boolean;
                };
                helm?: {
                  apiVersions?: string[];
                  fileParameters?: {
                    name?: string;
                    path?: string;
                  }[];
                  ignoreMissingValueFiles?: boolean;
                  kubeVersion?: string;
                  namespace?: string;
                  parameters?: {
                    forceString?: boolean;
                    name?: string;
                    value?: string;
                  }[];
                  passCredentials?: boolean;
                  releaseName?: string;
                  skipCrds?: boolean;
                  skipSchemaValidation?: boolean;
                  skipTests?: boolean;
                  valueFiles?: string[];
                  values?: string;
                  valuesObject?: Record<string, unknown>;
                  version?: string;
                };
                kustomize?: {
                  apiVersions?: string[];
                  commonAnnotations?: Record<string, string>;
                  commonAnnotationsEnvsubst?: boolean;
                  commonLabels?: Record<string, string>;
                  components?: string[];
                  forceCommonAnnotations?: boolean;
                  forceCommonLabels?: boolean;
                  ignoreMissingComponents?: boolean;
                  images?: string[];
                  kubeVersion?: string;
                  labelIncludeTemplates?: boolean;
                  labelWithoutSelector?: boolean;
                  namePrefix?: string;
                  nameSuffix?: string;
                  namespace?: string;
                  patches?: {
                    options?: Record<string, boolean>;
                    patch?: string;
                    path?: string;
                    target?: {
                      annotationSelector?: string;
                      group?: string;
                      kind?: string;
                      labelSelector?: string;
                      name?: string;
                      namespace?: string;
                      version?: string;
                    };
                  }[];
                  replicas?: {
                    count: number | string;
                    name: string;
                  }[];
                  version?: string;
                };
                path: string;
                plugin?: {
                  env?: {
                    name: string;
                    value: string;
                  }[];
                  name?: string;
                  parameters?: {
                    array?: string[];
                    map?: Record<string, string>;
                    name?: string;
                    string?: string;
                  }[];
                };
                repoURL: string;
                targetRevision: string;
              };
              hydrateTo?: {
                targetBranch: string;
              };
              syncSource: {
                path: string;
                repoURL?: string;
                targetBranch: string;
              };
            };
            sources?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            }[];
            syncPolicy?: {
              automated?: {
                allowEmpty?: boolean;
                enabled?: boolean;
                prune?: boolean;
                selfHeal?: boolean;
              };
              managedNamespaceMetadata?: {
                annotations?: Record<string, string>;
                labels?: Record<string, string>;
              };
              retry?: {
                backoff?: {
                  duration?: string;
                  factor?: number;
                  maxDuration?: string;
                };
                limit?: number;
                refresh?: boolean;
              };
              syncOptions?: string[];
            };
          };
        };
      };
      oci?: {
        directories?: {
          exclude?: boolean;
          path: string;
        }[];
        files?: {
          exclude?: boolean;
          path: string;
        }[];
        pathParamPrefix?: string;
        repoURL: string;
        requeueAfterSeconds?: number;
        revision: string;
        template?: {
          metadata: {
            annotations?: Record<string, string>;
            finalizers?: string[];
            labels?: Record<string, string>;
            name?: string;
            namespace?: string;
          };
          spec: {
            destination: {
              name?: string;
              namespace?: string;
              server?: string;
            };
            ignoreDifferences?: {
              group?: string;
              jqPathExpressions?: string[];
              jsonPointers?: string[];
              kind: string;
              managedFieldsManagers?: string[];
              name?: string;
              namespace?: string;
            }[];
            info?: {
              name: string;
              value: string;
            }[];
            project: string;
            revisionHistoryLimit?: number;
            source?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            };
            sourceHydrator?: {
              drySource: {
                directory?: {
                  disableExtensionFilter?: boolean;
                  exclude?: string;
                  include?: string;
                  jsonnet?: {
                    extVars?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                    libs?: string[];
                    tlas?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                  };
                  recurse?: boolean;
                };
                helm?: {
                  apiVersions?: string[];
                  fileParameters?: {
                    name?: string;
                    path?: string;
                  }[];
                  ignoreMissingValueFiles?: boolean;
                  kubeVersion?: string;
                  namespace?: string;
                  parameters?: {
                    forceString?: boolean;
                    name?: string;
                    value?: string;
                  }[];
                  passCredentials?: boolean;
                  releaseName?: string;
                  skipCrds?: boolean;
                  skipSchemaValidation?: boolean;
                  skipTests?: boolean;
                  valueFiles?: string[];
                  values?: string;
                  valuesObject?: Record<string, unknown>;
                  version?: string;
                };
                kustomize?: {
                  apiVersions?: string[];
                  commonAnnotations?: Record<string, string>;
                  commonAnnotationsEnvsubst?: boolean;
                  commonLabels?: Record<string, string>;
                  components?: string[];
                  forceCommonAnnotations?: boolean;
                  forceCommonLabels?: boolean;
                  ignoreMissingComponents?: boolean;
                  images?: string[];
                  kubeVersion?: string;
                  labelIncludeTemplates?: boolean;
                  labelWithoutSelector?: boolean;
                  namePrefix?: string;
                  nameSuffix?: string;
                  namespace?: string;
                  patches?: {
                    options?: Record<string, boolean>;
                    patch?: string;
                    path?: string;
                    target?: {
                      annotationSelector?: string;
                      group?: string;
                      kind?: string;
                      labelSelector?: string;
                      name?: string;
                      namespace?: string;
                      version?: string;
                    };
                  }[];
                  replicas?: {
                    count: number | string;
                    name: string;
                  }[];
                  version?: string;
                };
                path: string;
                plugin?: {
                  env?: {
                    name: string;
                    value: string;
                  }[];
                  name?: string;
                  parameters?: {
                    array?: string[];
                    map?: Record<string, string>;
                    name?: string;
                    string?: string;
                  }[];
                };
                repoURL: string;
                targetRevision: string;
              };
              hydrateTo?: {
                targetBranch: string;
              };
              syncSource: {
                path: string;
                repoURL?: string;
                targetBranch: string;
              };
            };
            sources?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            }[];
            syncPolicy?: {
              automated?: {
                allowEmpty?: boolean;
                enabled?: boolean;
                prune?: boolean;
                selfHeal?: boolean;
              };
              managedNamespaceMetadata?: {
                annotations?: Record<string, string>;
                labels?: Record<string, string>;
              };
              retry?: {
                backoff?: {
                  duration?: string;
                  factor?: number;
                  maxDuration?: string;
                };
                limit?: number;
                refresh?: boolean;
              };
              syncOptions?: string[];
            };
          };
        };
        values?: Record<string, string>;
      };
      plugin?: {
        configMapRef: {
          name: string;
        };
        input?: {
          parameters?: Record<string, unknown>;
        };
        requeueAfterSeconds?: number;
        template?: {
          metadata: {
            annotations?: Record<string, string>;
            finalizers?: string[];
            labels?: Record<string, string>;
            name?: string;
            namespace?: string;
          };
          spec: {
            destination: {
              name?: string;
              namespace?: string;
              server?: string;
            };
            ignoreDifferences?: {
              group?: string;
              jqPathExpressions?: string[];
              jsonPointers?: string[];
              kind: string;
              managedFieldsManagers?: string[];
              name?: string;
              namespace?: string;
            }[];
            info?: {
              name: string;
              value: string;
            }[];
            project: string;
            revisionHistoryLimit?: number;
            source?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            };
            sourceHydrator?: {
              drySource: {
                directory?: {
                  disableExtensionFilter?: boolean;
                  exclude?: string;
                  include?: string;
                  jsonnet?: {
                    extVars?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                    libs?: string[];
                    tlas?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                  };
                  recurse?: boolean;
                };
                helm?: {
                  apiVersions?: string[];
                  fileParameters?: {
                    name?: string;
                    path?: string;
                  }[];
                  ignoreMissingValueFiles?: boolean;
                  kubeVersion?: string;
                  namespace?: string;
                  parameters?: {
                    forceString?: boolean;
                    name?: string;
                    value?: string;
                  }[];
                  passCredentials?: boolean;
                  releaseName?: string;
                  skipCrds?: boolean;
                  skipSchemaValidation?: boolean;
                  skipTests?: boolean;
                  valueFiles?: string[];
                  values?: string;
                  valuesObject?: Record<string, unknown>;
                  version?: string;
                };
                kustomize?: {
                  apiVersions?: string[];
                  commonAnnotations?: Record<string, string>;
                  commonAnnotationsEnvsubst?: boolean;
                  commonLabels?: Record<string, string>;
                  components?: string[];
                  forceCommonAnnotations?: boolean;
                  forceCommonLabels?: boolean;
                  ignoreMissingComponents?: boolean;
                  images?: string[];
                  kubeVersion?: string;
                  labelIncludeTemplates?: boolean;
                  labelWithoutSelector?: boolean;
                  namePrefix?: string;
                  nameSuffix?: string;
                  namespace?: string;
                  patches?: {
                    options?: Record<string, boolean>;
                    patch?: string;
                    path?: string;
                    target?: {
                      annotationSelector?: string;
                      group?: string;
                      kind?: string;
                      labelSelector?: string;
                      name?: string;
                      namespace?: string;
                      version?: string;
                    };
                  }[];
                  replicas?: {
                    count: number | string;
                    name: string;
                  }[];
                  version?: string;
                };
                path: string;
                plugin?: {
                  env?: {
                    name: string;
                    value: string;
                  }[];
                  name?: string;
                  parameters?: {
                    array?: string[];
                    map?: Record<string, string>;
                    name?: string;
                    string?: string;
                  }[];
                };
                repoURL: string;
                targetRevision: string;
              };
              hydrateTo?: {
                targetBranch: string;
              };
              syncSource: {
                path: string;
                repoURL?: string;
                targetBranch: string;
              };
            };
            sources?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            }[];
            syncPolicy?: {
              automated?: {
                allowEmpty?: boolean;
                enabled?: boolean;
                prune?: boolean;
                selfHeal?: boolean;
              };
              managedNamespaceMetadata?: {
                annotations?: Record<string, string>;
                labels?: Record<string, string>;
              };
              retry?: {
                backoff?: {
                  duration?: string;
                  factor?: number;
                  maxDuration?: string;
                };
                limit?: number;
                refresh?: boolean;
              };
              syncOptions?: string[];
            };
          };
        };
        values?: Record<string, string>;
      };
      pullRequest?: {
        azuredevops?: {
          api?: string;
          labels?: string[];
          organization: string;
          project: string;
          repo: string;
          tokenRef?: {
            key: string;
            secretName: string;
          };
        };
        bitbucket?: {
          api?: string;
          basicAuth?: {
            passwordRef: {
              key: string;
              secretName: string;
            };
            username: string;
          };
          bearerToken?: {
            tokenRef: {
              key: string;
              secretName: string;
            };
          };
          owner: string;
          repo: string;
        };
        bitbucketServer?: {
          api: string;
          basicAuth?: {
            passwordRef: {
              key: string;
              secretName: string;
            };
            username: string;
          };
          bearerToken?: {
            tokenRef: {
              key: string;
              secretName: string;
            };
          };
          caRef?: {
            configMapName: string;
            key: string;
          };
          insecure?: boolean;
          project: string;
          repo: string;
        };
        continueOnRepoNotFoundError?: boolean;
        filters?: {
          branchMatch?: string;
          targetBranchMatch?: string;
          titleMatch?: string;
        }[];
        gitea?: {
          api: string;
          insecure?: boolean;
          labels?: string[];
          owner: string;
          repo: string;
          tokenRef?: {
            key: string;
            secretName: string;
          };
        };
        github?: {
          api?: string;
          appSecretName?: string;
          labels?: string[];
          owner: string;
          repo: string;
          tokenRef?: {
            key: string;
            secretName: string;
          };
        };
        gitlab?: {
          api?: string;
          caRef?: {
            configMapName: string;
            key: string;
          };
          insecure?: boolean;
          labels?: string[];
          project: string;
          pullRequestState?: string;
          tokenRef?: {
            key: string;
            secretName: string;
          };
        };
        requeueAfterSeconds?: number;
        template?: {
          metadata: {
            annotations?: Record<string, string>;
            finalizers?: string[];
            labels?: Record<string, string>;
            name?: string;
            namespace?: string;
          };
          spec: {
            destination: {
              name?: string;
              namespace?: string;
              server?: string;
            };
            ignoreDifferences?: {
              group?: string;
              jqPathExpressions?: string[];
              jsonPointers?: string[];
              kind: string;
              managedFieldsManagers?: string[];
              name?: string;
              namespace?: string;
            }[];
            info?: {
              name: string;
              value: string;
            }[];
            project: string;
            revisionHistoryLimit?: number;
            source?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            };
            sourceHydrator?: {
              drySource: {
                directory?: {
                  disableExtensionFilter?: boolean;
                  exclude?: string;
                  include?: string;
                  jsonnet?: {
                    extVars?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                    libs?: string[];
                    tlas?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                  };
                  recurse?: boolean;
                };
                helm?: {
                  apiVersions?: string[];
                  fileParameters?: {
                    name?: string;
                    path?: string;
                  }[];
                  ignoreMissingValueFiles?: boolean;
                  kubeVersion?: string;
                  namespace?: string;
                  parameters?: {
                    forceString?: boolean;
                    name?: string;
                    value?: string;
                  }[];
                  passCredentials?: boolean;
                  releaseName?: string;
                  skipCrds?: boolean;
                  skipSchemaValidation?: boolean;
                  skipTests?: boolean;
                  valueFiles?: string[];
                  values?: string;
                  valuesObject?: Record<string, unknown>;
                  version?: string;
                };
                kustomize?: {
                  apiVersions?: string[];
                  commonAnnotations?: Record<string, string>;
                  commonAnnotationsEnvsubst?: boolean;
                  commonLabels?: Record<string, string>;
                  components?: string[];
                  forceCommonAnnotations?: boolean;
                  forceCommonLabels?: boolean;
                  ignoreMissingComponents?: boolean;
                  images?: string[];
                  kubeVersion?: string;
                  labelIncludeTemplates?: boolean;
                  labelWithoutSelector?: boolean;
                  namePrefix?: string;
                  nameSuffix?: string;
                  namespace?: string;
                  patches?: {
                    options?: Record<string, boolean>;
                    patch?: string;
                    path?: string;
                    target?: {
                      annotationSelector?: string;
                      group?: string;
                      kind?: string;
                      labelSelector?: string;
                      name?: string;
                      namespace?: string;
                      version?: string;
                    };
                  }[];
                  replicas?: {
                    count: number | string;
                    name: string;
                  }[];
                  version?: string;
                };
                path: string;
                plugin?: {
                  env?: {
                    name: string;
                    value: string;
                  }[];
                  name?: string;
                  parameters?: {
                    array?: string[];
                    map?: Record<string, string>;
                    name?: string;
                    string?: string;
                  }[];
                };
                repoURL: string;
                targetRevision: string;
              };
              hydrateTo?: {
                targetBranch: string;
              };
              syncSource: {
                path: string;
                repoURL?: string;
                targetBranch: string;
              };
            };
            sources?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            }[];
            syncPolicy?: {
              automated?: {
                allowEmpty?: boolean;
                enabled?: boolean;
                prune?: boolean;
                selfHeal?: boolean;
              };
              managedNamespaceMetadata?: {
                annotations?: Record<string, string>;
                labels?: Record<string, string>;
              };
              retry?: {
                backoff?: {
                  duration?: string;
                  factor?: number;
                  maxDuration?: string;
                };
                limit?: number;
                refresh?: boolean;
              };
              syncOptions?: string[];
            };
          };
        };
        values?: Record<string, string>;
      };
      scmProvider?: {
        awsCodeCommit?: {
          allBranches?: boolean;
          region?: string;
          role?: string;
          tagFilters?: {
            key: string;
            value?: string;
          }[];
        };
        azureDevOps?: {
          accessTokenRef: {
            key: string;
            secretName: string;
          };
          allBranches?: boolean;
          api?: string;
          organization: string;
          teamProject: string;
        };
        bitbucket?: {
          allBranches?: boolean;
          appPasswordRef: {
            key: string;
            secretName: string;
          };
          owner: string;
          user: string;
        };
        bitbucketServer?: {
          allBranches?: boolean;
          api: string;
          basicAuth?: {
            passwordRef: {
              key: string;
              secretName: string;
            };
            username: string;
          };
          bearerToken?: {
            tokenRef: {
              key: string;
              secretName: string;
            };
          };
          caRef?: {
            configMapName: string;
            key: string;
          };
          insecure?: boolean;
          project: string;
        };
        cloneProtocol?: string;
        filters?: {
          branchMatch?: string;
          labelMatch?: string;
          pathsDoNotExist?: string[];
          pathsExist?: string[];
          repositoryMatch?: string;
        }[];
        gitea?: {
          allBranches?: boolean;
          api: string;
          excludeArchivedRepos?: boolean;
          insecure?: boolean;
          owner: string;
          tokenRef?: {
            key: string;
            secretName: string;
          };
        };
        github?: {
          allBranches?: boolean;
          api?: string;
          appSecretName?: string;
          excludeArchivedRepos?: boolean;
          organization: string;
          tokenRef?: {
            key: string;
            secretName: string;
          };
        };
        gitlab?: {
          allBranches?: boolean;
          api?: string;
          caRef?: {
            configMapName: string;
            key: string;
          };
          group: string;
          includeArchivedRepos?: boolean;
          includeSharedProjects?: boolean;
          includeSubgroups?: boolean;
          insecure?: boolean;
          tokenRef?: {
            key: string;
            secretName: string;
          };
          topic?: string;
        };
        requeueAfterSeconds?: number;
        template?: {
          metadata: {
            annotations?: Record<string, string>;
            finalizers?: string[];
            labels?: Record<string, string>;
            name?: string;
            namespace?: string;
          };
          spec: {
            destination: {
              name?: string;
              namespace?: string;
              server?: string;
            };
            ignoreDifferences?: {
              group?: string;
              jqPathExpressions?: string[];
              jsonPointers?: string[];
              kind: string;
              managedFieldsManagers?: string[];
              name?: string;
              namespace?: string;
            }[];
            info?: {
              name: string;
              value: string;
            }[];
            project: string;
            revisionHistoryLimit?: number;
            source?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            };
            sourceHydrator?: {
              drySource: {
                directory?: {
                  disableExtensionFilter?: boolean;
                  exclude?: string;
                  include?: string;
                  jsonnet?: {
                    extVars?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                    libs?: string[];
                    tlas?: {
                      code?: boolean;
                      name: string;
                      value: string;
                    }[];
                  };
                  recurse?: boolean;
                };
                helm?: {
                  apiVersions?: string[];
                  fileParameters?: {
                    name?: string;
                    path?: string;
                  }[];
                  ignoreMissingValueFiles?: boolean;
                  kubeVersion?: string;
                  namespace?: string;
                  parameters?: {
                    forceString?: boolean;
                    name?: string;
                    value?: string;
                  }[];
                  passCredentials?: boolean;
                  releaseName?: string;
                  skipCrds?: boolean;
                  skipSchemaValidation?: boolean;
                  skipTests?: boolean;
                  valueFiles?: string[];
                  values?: string;
                  valuesObject?: Record<string, unknown>;
                  version?: string;
                };
                kustomize?: {
                  apiVersions?: string[];
                  commonAnnotations?: Record<string, string>;
                  commonAnnotationsEnvsubst?: boolean;
                  commonLabels?: Record<string, string>;
                  components?: string[];
                  forceCommonAnnotations?: boolean;
                  forceCommonLabels?: boolean;
                  ignoreMissingComponents?: boolean;
                  images?: string[];
                  kubeVersion?: string;
                  labelIncludeTemplates?: boolean;
                  labelWithoutSelector?: boolean;
                  namePrefix?: string;
                  nameSuffix?: string;
                  namespace?: string;
                  patches?: {
                    options?: Record<string, boolean>;
                    patch?: string;
                    path?: string;
                    target?: {
                      annotationSelector?: string;
                      group?: string;
                      kind?: string;
                      labelSelector?: string;
                      name?: string;
                      namespace?: string;
                      version?: string;
                    };
                  }[];
                  replicas?: {
                    count: number | string;
                    name: string;
                  }[];
                  version?: string;
                };
                path: string;
                plugin?: {
                  env?: {
                    name: string;
                    value: string;
                  }[];
                  name?: string;
                  parameters?: {
                    array?: string[];
                    map?: Record<string, string>;
                    name?: string;
                    string?: string;
                  }[];
                };
                repoURL: string;
                targetRevision: string;
              };
              hydrateTo?: {
                targetBranch: string;
              };
              syncSource: {
                path: string;
                repoURL?: string;
                targetBranch: string;
              };
            };
            sources?: {
              chart?: string;
              directory?: {
                disableExtensionFilter?: boolean;
                exclude?: string;
                include?: string;
                jsonnet?: {
                  extVars?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                  libs?: string[];
                  tlas?: {
                    code?: boolean;
                    name: string;
                    value: string;
                  }[];
                };
                recurse?: boolean;
              };
              helm?: {
                apiVersions?: string[];
                fileParameters?: {
                  name?: string;
                  path?: string;
                }[];
                ignoreMissingValueFiles?: boolean;
                kubeVersion?: string;
                namespace?: string;
                parameters?: {
                  forceString?: boolean;
                  name?: string;
                  value?: string;
                }[];
                passCredentials?: boolean;
                releaseName?: string;
                skipCrds?: boolean;
                skipSchemaValidation?: boolean;
                skipTests?: boolean;
                valueFiles?: string[];
                values?: string;
                valuesObject?: Record<string, unknown>;
                version?: string;
              };
              kustomize?: {
                apiVersions?: string[];
                commonAnnotations?: Record<string, string>;
                commonAnnotationsEnvsubst?: boolean;
                commonLabels?: Record<string, string>;
                components?: string[];
                forceCommonAnnotations?: boolean;
                forceCommonLabels?: boolean;
                ignoreMissingComponents?: boolean;
                images?: string[];
                kubeVersion?: string;
                labelIncludeTemplates?: boolean;
                labelWithoutSelector?: boolean;
                namePrefix?: string;
                nameSuffix?: string;
                namespace?: string;
                patches?: {
                  options?: Record<string, boolean>;
                  patch?: string;
                  path?: string;
                  target?: {
                    annotationSelector?: string;
                    group?: string;
                    kind?: string;
                    labelSelector?: string;
                    name?: string;
                    namespace?: string;
                    version?: string;
                  };
                }[];
                replicas?: {
                  count: number | string;
                  name: string;
                }[];
                version?: string;
              };
              name?: string;
              path?: string;
              plugin?: {
                env?: {
                  name: string;
                  value: string;
                }[];
                name?: string;
                parameters?: {
                  array?: string[];
                  map?: Record<string, string>;
                  name?: string;
                  string?: string;
                }[];
              };
              ref?: string;
              repoURL: string;
              tagPrefix?: string;
              targetRevision?: string;
            }[];
            syncPolicy?: {
              automated?: {
                allowEmpty?: boolean;
                enabled?: boolean;
                prune?: boolean;
                selfHeal?: boolean;
              };
              managedNamespaceMetadata?: {
                annotations?: Record<string, string>;
                labels?: Record<string, string>;
              };
              retry?: {
                backoff?: {
                  duration?: string;
                  factor?: number;
                  maxDuration?: string;
                };
                limit?: number;
                refresh?: boolean;
              };
              syncOptions?: string[];
            };
          };
        };
        values?: Record<string, string>;
      };
      selector?: {
        matchExpressions?: {
          key: string;
          operator: string;
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      };
    }[];
    goTemplate?: boolean;
    goTemplateOptions?: string[];
    ignoreApplicationDifferences?: {
      jqPathExpressions?: string[];
      jsonPointers?: string[];
      name?: string;
    }[];
    preservedFields?: {
      annotations?: string[];
      labels?: string[];
    };
    strategy?: {
      deletionOrder?: string;
      rollingSync?: {
        steps?: {
          matchExpressions?: {
            key?: string;
            operator?: string;
            values?: string[];
          }[];
          maxUpdate?: number | string;
        }[];
      };
      type?: string;
    };
    syncPolicy?: {
      applicationsSync?: "create-only" | "create-update" | "create-delete" | "sync";
      preserveResourcesOnDeletion?: boolean;
    };
    template: {
      metadata: {
        annotations?: Record<string, string>;
        finalizers?: string[];
        labels?: Record<string, string>;
        name?: string;
        namespace?: string;
      };
      spec: {
        destination: {
          name?: string;
          namespace?: string;
          server?: string;
        };
        ignoreDifferences?: {
          group?: string;
          jqPathExpressions?: string[];
          jsonPointers?: string[];
          kind: string;
          managedFieldsManagers?: string[];
          name?: string;
          namespace?: string;
        }[];
        info?: {
          name: string;
          value: string;
        }[];
        project: string;
        revisionHistoryLimit?: number;
        source?: {
          chart?: string;
          directory?: {
            disableExtensionFilter?: boolean;
            exclude?: string;
            include?: string;
            jsonnet?: {
              extVars?: {
                code?: boolean;
                name: string;
                value: string;
              }[];
              libs?: string[];
              tlas?: {
                code?: boolean;
                name: string;
                value: string;
              }[];
            };
            recurse?: boolean;
          };
          helm?: {
            apiVersions?: string[];
            fileParameters?: {
              name?: string;
              path?: string;
            }[];
            ignoreMissingValueFiles?: boolean;
            kubeVersion?: string;
            namespace?: string;
            parameters?: {
              forceString?: boolean;
              name?: string;
              value?: string;
            }[];
            passCredentials?: boolean;
            releaseName?: string;
            skipCrds?: boolean;
            skipSchemaValidation?: boolean;
            skipTests?: boolean;
            valueFiles?: string[];
            values?: string;
            valuesObject?: Record<string, unknown>;
            version?: string;
          };
          kustomize?: {
            apiVersions?: string[];
            commonAnnotations?: Record<string, string>;
            commonAnnotationsEnvsubst?: boolean;
            commonLabels?: Record<string, string>;
            components?: string[];
            forceCommonAnnotations?: boolean;
            forceCommonLabels?: boolean;
            ignoreMissingComponents?: boolean;
            images?: string[];
            kubeVersion?: string;
            labelIncludeTemplates?: boolean;
            labelWithoutSelector?: boolean;
            namePrefix?: string;
            nameSuffix?: string;
            namespace?: string;
            patches?: {
              options?: Record<string, boolean>;
              patch?: string;
              path?: string;
              target?: {
                annotationSelector?: string;
                group?: string;
                kind?: string;
                labelSelector?: string;
                name?: string;
                namespace?: string;
                version?: string;
              };
            }[];
            replicas?: {
              count: number | string;
              name: string;
            }[];
            version?: string;
          };
          name?: string;
          path?: string;
          plugin?: {
            env?: {
              name: string;
              value: string;
            }[];
            name?: string;
            parameters?: {
              array?: string[];
              map?: Record<string, string>;
              name?: string;
              string?: string;
            }[];
          };
          ref?: string;
          repoURL: string;
          tagPrefix?: string;
          targetRevision?: string;
        };
        sourceHydrator?: {
          drySource: {
            directory?: {
              disableExtensionFilter?: boolean;
              exclude?: string;
              include?: string;
              jsonnet?: {
                extVars?: {
                  code?: boolean;
                  name: string;
                  value: string;
                }[];
                libs?: string[];
                tlas?: {
                  code?: boolean;
                  name: string;
                  value: string;
                }[];
              };
              recurse?: boolean;
            };
            helm?: {
              apiVersions?: string[];
              fileParameters?: {
                name?: string;
                path?: string;
              }[];
              ignoreMissingValueFiles?: boolean;
              kubeVersion?: string;
              namespace?: string;
              parameters?: {
                forceString?: boolean;
                name?: string;
                value?: string;
              }[];
              passCredentials?: boolean;
              releaseName?: string;
              skipCrds?: boolean;
              skipSchemaValidation?: boolean;
              skipTests?: boolean;
              valueFiles?: string[];
              values?: string;
              valuesObject?: Record<string, unknown>;
              version?: string;
            };
            kustomize?: {
              apiVersions?: string[];
              commonAnnotations?: Record<string, string>;
              commonAnnotationsEnvsubst?: boolean;
              commonLabels?: Record<string, string>;
              components?: string[];
              forceCommonAnnotations?: boolean;
              forceCommonLabels?: boolean;
              ignoreMissingComponents?: boolean;
              images?: string[];
              kubeVersion?: string;
              labelIncludeTemplates?: boolean;
              labelWithoutSelector?: boolean;
              namePrefix?: string;
              nameSuffix?: string;
              namespace?: string;
              patches?: {
                options?: Record<string, boolean>;
                patch?: string;
                path?: string;
                target?: {
                  annotationSelector?: string;
                  group?: string;
                  kind?: string;
                  labelSelector?: string;
                  name?: string;
                  namespace?: string;
                  version?: string;
                };
              }[];
              replicas?: {
                count: number | string;
                name: string;
              }[];
              version?: string;
            };
            path: string;
            plugin?: {
              env?: {
                name: string;
                value: string;
              }[];
              name?: string;
              parameters?: {
                array?: string[];
                map?: Record<string, string>;
                name?: string;
                string?: string;
              }[];
            };
            repoURL: string;
            targetRevision: string;
          };
          hydrateTo?: {
            targetBranch: string;
          };
          syncSource: {
            path: string;
            repoURL?: string;
            targetBranch: string;
          };
        };
        sources?: {
          chart?: string;
          directory?: {
            disableExtensionFilter?: boolean;
            exclude?: string;
            include?: string;
            jsonnet?: {
              extVars?: {
                code?: boolean;
                name: string;
                value: string;
              }[];
              libs?: string[];
              tlas?: {
                code?: boolean;
                name: string;
                value: string;
              }[];
            };
            recurse?: boolean;
          };
          helm?: {
            apiVersions?: string[];
            fileParameters?: {
              name?: string;
              path?: string;
            }[];
            ignoreMissingValueFiles?: boolean;
            kubeVersion?: string;
            namespace?: string;
            parameters?: {
              forceString?: boolean;
              name?: string;
              value?: string;
            }[];
            passCredentials?: boolean;
            releaseName?: string;
            skipCrds?: boolean;
            skipSchemaValidation?: boolean;
            skipTests?: boolean;
            valueFiles?: string[];
            values?: string;
            valuesObject?: Record<string, unknown>;
            version?: string;
          };
          kustomize?: {
            apiVersions?: string[];
            commonAnnotations?: Record<string, string>;
            commonAnnotationsEnvsubst?: boolean;
            commonLabels?: Record<string, string>;
            components?: string[];
            forceCommonAnnotations?: boolean;
            forceCommonLabels?: boolean;
            ignoreMissingComponents?: boolean;
            images?: string[];
            kubeVersion?: string;
            labelIncludeTemplates?: boolean;
            labelWithoutSelector?: boolean;
            namePrefix?: string;
            nameSuffix?: string;
            namespace?: string;
            patches?: {
              options?: Record<string, boolean>;
              patch?: string;
              path?: string;
              target?: {
                annotationSelector?: string;
                group?: string;
                kind?: string;
                labelSelector?: string;
                name?: string;
                namespace?: string;
                version?: string;
              };
            }[];
            replicas?: {
              count: number | string;
              name: string;
            }[];
            version?: string;
          };
          name?: string;
          path?: string;
          plugin?: {
            env?: {
              name: string;
              value: string;
            }[];
            name?: string;
            parameters?: {
              array?: string[];
              map?: Record<string, string>;
              name?: string;
              string?: string;
            }[];
          };
          ref?: string;
          repoURL: string;
          tagPrefix?: string;
          targetRevision?: string;
        }[];
        syncPolicy?: {
          automated?: {
            allowEmpty?: boolean;
            enabled?: boolean;
            prune?: boolean;
            selfHeal?: boolean;
          };
          managedNamespaceMetadata?: {
            annotations?: Record<string, string>;
            labels?: Record<string, string>;
          };
          retry?: {
            backoff?: {
              duration?: string;
              factor?: number;
              maxDuration?: string;
            };
            limit?: number;
            refresh?: boolean;
          };
          syncOptions?: string[];
        };
      };
    };
    templatePatch?: string;
  };
}
