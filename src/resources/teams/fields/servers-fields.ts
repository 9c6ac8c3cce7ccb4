import type { KindFields } from '../fields.ts';

export const BACKEND: KindFields = {
  kind: 'Backend',
  allowed: [
    'type',
    'endpoints[].fqdn.{hostname,port}',
    'fallback',
    'tls.{wellKnownCACertificates,sni,insecureSkipVerify}',
    'tls.clientCertificateRef.{group,kind,name}',
  ],
  refused: {
    appProtocols: 'not generated',
    'endpoints[].hostname': 'not generated',
    'endpoints[].ip': 'an IP address has no certificate to verify',
    'endpoints[].unix': 'a socket inside the proxy',
    'endpoints[].zone': 'not generated',
    'tls.alpnProtocols': 'not generated',
    'tls.autoSNIFromEndpointHostname': 'not generated',
    'tls.caCertificateRefs': 'the platform decides which CAs are trusted for external servers',
    'tls.ciphers': 'weaker TLS',
    'tls.clientCertificateRef.namespace': 'a Secret of another namespace',
    'tls.ecdhCurves': 'weaker TLS',
    'tls.fingerprints': 'not generated',
    'tls.maxVersion': 'weaker TLS',
    'tls.minVersion': 'weaker TLS',
    'tls.signatureAlgorithms': 'weaker TLS',
  },
};

export const BACKEND_TLS_POLICY: KindFields = {
  kind: 'BackendTLSPolicy',
  allowed: [
    'targetRefs[].{group,kind,name}',
    'validation.{hostname,wellKnownCACertificates}',
    'validation.caCertificateRefs[].{group,kind,name}',
  ],
  refused: {
    'targetRefs[].sectionName': 'a backendRef without a port would use clear text',
    'validation.subjectAltNames': 'replaces the verification of the host name',
    options: 'not generated',
  },
};
