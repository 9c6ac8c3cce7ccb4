// Written by src/crds/vendor from github.com/fluxcd/kustomize-controller/config/crd/bases/kustomize.toolkit.fluxcd.io_kustomizations.yaml v1.10.1; do not edit.

/** kustomize.toolkit.fluxcd.io/v1 Kustomization */
export interface Kustomization {
  apiVersion: "kustomize.toolkit.fluxcd.io/v1";
  kind: "Kustomization";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: {
    buildMetadata?: ("originAnnotations" | "transformerAnnotations")[];
    commonMetadata?: {
      annotations?: Record<string, string>;
      labels?: Record<string, string>;
    };
    components?: string[];
    decryption?: {
      provider: "sops";
      secretRef?: {
        name: string;
      };
      serviceAccountName?: string;
    };
    deletionPolicy?: "MirrorPrune" | "Delete" | "WaitForTermination" | "Orphan";
    dependsOn?: {
      name: string;
      namespace?: string;
      readyExpr?: string;
    }[];
    force?: boolean;
    healthCheckExprs?: {
      apiVersion: string;
      current: string;
      failed?: string;
      inProgress?: string;
      kind?: string;
    }[];
    healthChecks?: {
      apiVersion?: string;
      kind: string;
      name: string;
      namespace?: string;
    }[];
    ignore?: {
      paths: string[];
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
    ignoreMissingComponents?: boolean;
    images?: {
      digest?: string;
      name: string;
      newName?: string;
      newTag?: string;
    }[];
    interval: string;
    kubeConfig?: {
      configMapRef?: {
        name: string;
      };
      secretRef?: {
        key?: string;
        name: string;
      };
    };
    namePrefix?: string;
    nameSuffix?: string;
    patches?: {
      patch: string;
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
    path?: string;
    postBuild?: {
      substitute?: Record<string, string>;
      substituteFrom?: {
        kind: "Secret" | "ConfigMap";
        name: string;
        optional?: boolean;
      }[];
      substituteStrategy?: "WithVariables" | "Always";
    };
    prune: boolean;
    retryInterval?: string;
    serviceAccountName?: string;
    sourceRef: {
      apiVersion?: string;
      kind: "OCIRepository" | "GitRepository" | "Bucket" | "ExternalArtifact";
      name: string;
      namespace?: string;
    };
    suspend?: boolean;
    targetNamespace?: string;
    timeout?: string;
    wait?: boolean;
  };
}
