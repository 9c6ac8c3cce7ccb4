// Written by src/crds/vendor from github.com/envoyproxy/gateway/charts/gateway-helm/charts/crds/crds/generated/gateway.envoyproxy.io_backends.yaml v1.9.1; do not edit.

/** gateway.envoyproxy.io/v1alpha1 Backend */
export interface Backend {
  apiVersion: "gateway.envoyproxy.io/v1alpha1";
  kind: "Backend";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    appProtocols?: ("gateway.envoyproxy.io/h2c" | "gateway.envoyproxy.io/ws" | "gateway.envoyproxy.io/wss")[];
    endpoints?: {
      fqdn?: {
        hostname: string;
        port: number;
      };
      hostname?: string;
      ip?: {
        address: string;
        port: number;
      };
      unix?: {
        path: string;
      };
      zone?: string;
    }[];
    fallback?: boolean;
    tls?: {
      alpnProtocols?: string[];
      autoSNIFromEndpointHostname?: boolean;
      caCertificateRefs?: {
        group: string;
        kind: string;
        name: string;
      }[];
      ciphers?: string[];
      clientCertificateRef?: {
        group?: string;
        kind?: string;
        name: string;
        namespace?: string;
      };
      ecdhCurves?: string[];
      fingerprints?: ("JA3" | "JA4")[];
      insecureSkipVerify?: boolean;
      maxVersion?: "Auto" | "1.0" | "1.1" | "1.2" | "1.3";
      minVersion?: "Auto" | "1.0" | "1.1" | "1.2" | "1.3";
      signatureAlgorithms?: string[];
      sni?: string;
      wellKnownCACertificates?: string;
    };
    type?: "Endpoints" | "DynamicResolver";
  };
}
