// Written by src/crds/vendor from github.com/fluxcd/source-controller/config/crd/bases/source.toolkit.fluxcd.io_gitrepositories.yaml v1.10.1; do not edit.

/** source.toolkit.fluxcd.io/v1 GitRepository */
export interface GitRepository {
  apiVersion: "source.toolkit.fluxcd.io/v1";
  kind: "GitRepository";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: {
    ignore?: string;
    include?: {
      fromPath?: string;
      repository: {
        name: string;
      };
      toPath?: string;
    }[];
    interval: string;
    provider?: "generic" | "aws" | "azure" | "github";
    proxySecretRef?: {
      name: string;
    };
    recurseSubmodules?: boolean;
    ref?: {
      branch?: string;
      commit?: string;
      name?: string;
      semver?: string;
      tag?: string;
    };
    secretRef?: {
      name: string;
    };
    serviceAccountName?: string;
    sparseCheckout?: string[];
    suspend?: boolean;
    timeout?: string;
    url: string;
    verify?: {
      mode?: "head" | "HEAD" | "Tag" | "TagAndHEAD";
      secretRef: {
        name: string;
      };
    };
  };
}
