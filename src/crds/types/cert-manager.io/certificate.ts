// Written by src/crds/vendor from github.com/cert-manager/cert-manager/deploy/crds/cert-manager.io_certificates.yaml v1.21.2; do not edit.

/** cert-manager.io/v1 Certificate */
export interface Certificate {
  apiVersion: "cert-manager.io/v1";
  kind: "Certificate";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: {
    additionalOutputFormats?: {
      type: "DER" | "CombinedPEM";
    }[];
    commonName?: string;
    dnsNames?: string[];
    duration?: string;
    emailAddresses?: string[];
    encodeUsagesInRequest?: boolean;
    ipAddresses?: string[];
    isCA?: boolean;
    issuerRef: {
      group?: string;
      kind?: string;
      name: string;
    };
    keystores?: {
      jks?: {
        alias?: string;
        create: boolean;
        password?: string;
        passwordSecretRef?: {
          key?: string;
          name: string;
        };
      };
      pkcs12?: {
        create: boolean;
        password?: string;
        passwordSecretRef?: {
          key?: string;
          name: string;
        };
        profile?: "LegacyRC2" | "LegacyDES" | "Modern2023" | "Modern2026";
      };
    };
    literalSubject?: string;
    nameConstraints?: {
      critical?: boolean;
      excluded?: {
        dnsDomains?: string[];
        emailAddresses?: string[];
        ipRanges?: string[];
        uriDomains?: string[];
      };
      permitted?: {
        dnsDomains?: string[];
        emailAddresses?: string[];
        ipRanges?: string[];
        uriDomains?: string[];
      };
    };
    otherNames?: {
      oid?: string;
      utf8Value?: string;
    }[];
    privateKey?: {
      algorithm?: "RSA" | "ECDSA" | "Ed25519";
      encoding?: "PKCS1" | "PKCS8";
      rotationPolicy?: "Never" | "Always";
      size?: number;
    };
    renewBefore?: string;
    renewBeforePercentage?: number;
    renewal?: {
      policy?: "RenewBefore" | "Disabled";
      windows?: {
        cron: string;
        timezone?: string;
        windowDuration: string;
      }[];
    };
    revisionHistoryLimit?: number;
    secretName: string;
    secretTemplate?: {
      annotations?: Record<string, string>;
      labels?: Record<string, string>;
    };
    signatureAlgorithm?: "SHA256WithRSA" | "SHA384WithRSA" | "SHA512WithRSA" | "ECDSAWithSHA256" | "ECDSAWithSHA384" | "ECDSAWithSHA512" | "PureEd25519";
    subject?: {
      countries?: string[];
      localities?: string[];
      organizationalUnits?: string[];
      organizations?: string[];
      postalCodes?: string[];
      provinces?: string[];
      serialNumber?: string;
      streetAddresses?: string[];
    };
    uris?: string[];
    usages?: ("signing" | "digital signature" | "content commitment" | "key encipherment" | "key agreement" | "data encipherment" | "cert sign" | "crl sign" | "encipher only" | "decipher only" | "any" | "server auth" | "client auth" | "code signing" | "email protection" | "s/mime" | "ipsec end system" | "ipsec tunnel" | "ipsec user" | "timestamping" | "ocsp signing" | "microsoft sgc" | "netscape sgc")[];
  };
}
