// Written by src/crds/vendor from github.com/argoproj/argo-cd/v3/manifests/crds/appproject-crd.yaml v3.6.1; do not edit.

/** argoproj.io/v1alpha1 AppProject */
export interface AppProject {
  apiVersion: "argoproj.io/v1alpha1";
  kind: "AppProject";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    clusterResourceBlacklist?: {
      group: string;
      kind: string;
      name?: string;
    }[];
    clusterResourceWhitelist?: {
      group: string;
      kind: string;
      name?: string;
    }[];
    description?: string;
    destinationServiceAccounts?: {
      defaultServiceAccount: string;
      namespace?: string;
      server: string;
    }[];
    destinations?: {
      name?: string;
      namespace?: string;
      server?: string;
    }[];
    namespaceResourceBlacklist?: {
      group: string;
      kind: string;
    }[];
    namespaceResourceWhitelist?: {
      group: string;
      kind: string;
    }[];
    orphanedResources?: {
      ignore?: {
        group?: string;
        kind?: string;
        name?: string;
      }[];
      warn?: boolean;
    };
    permitOnlyProjectScopedClusters?: boolean;
    roles?: {
      description?: string;
      groups?: string[];
      jwtTokens?: {
        exp?: number;
        iat: number;
        id?: string;
      }[];
      name: string;
      policies?: string[];
    }[];
    signatureKeys?: {
      keyID: string;
    }[];
    sourceIntegrity?: {
      git: {
        policies: {
          gpg: {
            keys: string[];
            mode: string;
          };
          repos: {
            url: string;
          }[];
        }[];
      };
    };
    sourceNamespaces?: string[];
    sourceRepos?: string[];
    syncWindows?: {
      andOperator?: boolean;
      applications?: string[];
      clusters?: string[];
      description?: string;
      duration?: string;
      kind?: string;
      manualSync?: boolean;
      namespaces?: string[];
      schedule?: string;
      syncOverrun?: boolean;
      timeZone?: string;
    }[];
  };
}
