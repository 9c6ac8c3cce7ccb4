// Written by src/crds/vendor from github.com/argoproj/argo-cd/v3/manifests/crds/application-crd.yaml v3.6.1; do not edit.

/** argoproj.io/v1alpha1 Application */
export interface Application {
  apiVersion: "argoproj.io/v1alpha1";
  kind: "Application";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  operation?: {
    info?: {
      name: string;
      value: string;
    }[];
    initiatedBy?: {
      automated?: boolean;
      username?: string;
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
    sync?: {
      autoHealAttemptsCount?: number;
      dryRun?: boolean;
      manifests?: string[];
      prune?: boolean;
      resources?: {
        group?: string;
        kind: string;
        name: string;
        namespace?: string;
      }[];
      revision?: string;
      revisions?: string[];
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
      syncOptions?: string[];
      syncStrategy?: {
        apply?: {
          force?: boolean;
        };
        hook?: {
          force?: boolean;
        };
      };
    };
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
}
