// Written by src/crds/vendor from github.com/external-secrets/external-secrets/config/crds/bases/external-secrets.io_externalsecrets.yaml v1.3.2; do not edit.

/** external-secrets.io/v1 ExternalSecret */
export interface ExternalSecret {
  apiVersion: "external-secrets.io/v1";
  kind: "ExternalSecret";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: {
    data?: {
      remoteRef: {
        conversionStrategy?: "Default" | "Unicode";
        decodingStrategy?: "Auto" | "Base64" | "Base64URL" | "None";
        key: string;
        metadataPolicy?: "None" | "Fetch";
        property?: string;
        version?: string;
      };
      secretKey: string;
      sourceRef?: {
        generatorRef?: {
          apiVersion?: string;
          kind: "ACRAccessToken" | "ClusterGenerator" | "CloudsmithAccessToken" | "ECRAuthorizationToken" | "Fake" | "GCRAccessToken" | "GithubAccessToken" | "QuayAccessToken" | "Password" | "SSHKey" | "STSSessionToken" | "UUID" | "VaultDynamicSecret" | "Webhook" | "Grafana" | "MFA";
          name: string;
        };
        storeRef?: {
          kind?: "SecretStore" | "ClusterSecretStore";
          name?: string;
        };
      };
    }[];
    dataFrom?: {
      extract?: {
        conversionStrategy?: "Default" | "Unicode";
        decodingStrategy?: "Auto" | "Base64" | "Base64URL" | "None";
        key: string;
        metadataPolicy?: "None" | "Fetch";
        property?: string;
        version?: string;
      };
      find?: {
        conversionStrategy?: "Default" | "Unicode";
        decodingStrategy?: "Auto" | "Base64" | "Base64URL" | "None";
        name?: {
          regexp?: string;
        };
        path?: string;
        tags?: Record<string, string>;
      };
      rewrite?: {
        merge?: {
          conflictPolicy?: "Ignore" | "Error";
          into?: string;
          priority?: string[];
          priorityPolicy?: "IgnoreNotFound" | "Strict";
          strategy?: "Extract" | "JSON";
        };
        regexp?: {
          source: string;
          target: string;
        };
        transform?: {
          template: string;
        };
      }[];
      sourceRef?: {
        generatorRef?: {
          apiVersion?: string;
          kind: "ACRAccessToken" | "ClusterGenerator" | "CloudsmithAccessToken" | "ECRAuthorizationToken" | "Fake" | "GCRAccessToken" | "GithubAccessToken" | "QuayAccessToken" | "Password" | "SSHKey" | "STSSessionToken" | "UUID" | "VaultDynamicSecret" | "Webhook" | "Grafana" | "MFA";
          name: string;
        };
        storeRef?: {
          kind?: "SecretStore" | "ClusterSecretStore";
          name?: string;
        };
      };
    }[];
    refreshInterval?: string;
    refreshPolicy?: "CreatedOnce" | "Periodic" | "OnChange";
    secretStoreRef?: {
      kind?: "SecretStore" | "ClusterSecretStore";
      name?: string;
    };
    target?: {
      creationPolicy?: "Owner" | "Orphan" | "Merge" | "None";
      deletionPolicy?: "Delete" | "Merge" | "Retain";
      immutable?: boolean;
      manifest?: {
        apiVersion: string;
        kind: string;
      };
      name?: string;
      template?: {
        data?: Record<string, string>;
        engineVersion?: "v2";
        mergePolicy?: "Replace" | "Merge";
        metadata?: {
          annotations?: Record<string, string>;
          finalizers?: string[];
          labels?: Record<string, string>;
        };
        templateFrom?: {
          configMap?: {
            items: {
              key: string;
              templateAs?: "Values" | "KeysAndValues";
            }[];
            name: string;
          };
          literal?: string;
          secret?: {
            items: {
              key: string;
              templateAs?: "Values" | "KeysAndValues";
            }[];
            name: string;
          };
          target?: string;
        }[];
        type?: string;
      };
    };
  };
}
