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
    appProtocols: 'no unit writes it',
    'endpoints[].hostname': 'no unit writes it',
    'endpoints[].ip': 'an address has no certificate that could be checked',
    'endpoints[].unix': 'a socket of the proxy itself',
    'endpoints[].zone': 'no unit writes it',
    'tls.alpnProtocols': 'no unit of a team writes it',
    'tls.autoSNIFromEndpointHostname': 'no unit writes it',
    'tls.caCertificateRefs': 'whom the gateway believes outside is the platform to decide',
    'tls.ciphers': 'weaker TLS',
    'tls.clientCertificateRef.namespace': 'a Secret of somebody else',
    'tls.ecdhCurves': 'weaker TLS',
    'tls.fingerprints': 'no unit writes it',
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
    'targetRefs[].sectionName': 'a backendRef that names no port would be spoken to in clear text',
    'validation.subjectAltNames': 'replaces the check of the name',
    options: 'no unit writes it',
  },
};
