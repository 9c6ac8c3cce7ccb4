// Backends that routes refer to: Services, Backends, and the TLS to them.

import { byAbsence, define, either, type Group, type Variant, variants } from '../definition.ts';
import {
  type CaProblem,
  caAbsence,
  caWords,
  GETS_500,
  invalidAddress,
  invalidBackendRef,
  invalidTls,
  unsupportedAddress,
} from './backend-texts.ts';

export const backendFindings = {
  CaNotPem: define<{ kind: string; name: string }>({
    severity: 'warning',
    risk: 'failing',
    sample: { kind: 'ConfigMap', name: 'shop-ca' },
    words: ({ kind, name }) => ({
      what: `The CA in ${kind} ${name} is not a certificate in PEM format.`,
      why: 'Envoy Gateway sends it unread, and Envoy rejects the backend.',
      fix: 'Write the certificate as text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
    }),
    example: { before: 'data: { ca.crt: MIIB... }', after: 'data: { ca.crt: "-----BEGIN CERTIFICATE-----..." }' },
  }),
  EndpointsNotFound: define<{ service: string; port: number }>({
    severity: 'warning',
    risk: 'failing',
    sample: { service: 'shop/users', port: 80 },
    words: ({ service, port }) => ({
      what: `No EndpointSlice in these files has an endpoint for port ${port} of ${service}, which has no selector.`,
      why: 'Unless the cluster has one, requests to this backend get 503.',
      fix: 'Add the endpoint, or name its port as the Service does.',
    }),
    example: {
      before:
        'ports: [{ name: web, port: 8080 }] in the EndpointSlice of a Service with ports: [{ name: http, port: 80 }]',
      after: 'ports: [{ name: http, port: 8080 }]',
    },
  }),
  InvalidBackendAddress: define<Variant<typeof invalidAddress>>({
    severity: either('error', 'warning', (v) => 'sure' in v.of && !v.of.sure),
    risk: 'failing',
    sample: { case: 'oneLabel', of: { hostname: 'users', sure: true } },
    words: variants(invalidAddress),
    example: {
      before: 'endpoints: [{ fqdn: { hostname: users, port: 80 } }]',
      after: 'endpoints: [{ fqdn: { hostname: users.shop.svc.cluster.local, port: 80 } }]',
    },
  }),
  InvalidBackendRef: define<Variant<typeof invalidBackendRef>>({
    severity: either(
      'error',
      'warning',
      (v) => (v.case === 'withoutCa' && v.of.absence !== 'certain') || (v.case === 'ofBackend' && !v.of.sure),
    ),
    risk: 'failing',
    sample: { case: 'withoutCa', of: { absence: 'certain' } },
    words: variants(invalidBackendRef),
    example: {
      before: 'tls: { sni: pay.example.com }',
      after: 'tls: { sni: pay.example.com, wellKnownCACertificates: System }',
    },
  }),
  InvalidBackendTLS: define<Variant<typeof invalidTls>>({
    severity: byAbsence((v) =>
      v.case === 'ca' ? caAbsence(v.of.problem) : v.case === 'client' ? v.of.absence : 'certain',
    ),
    risk: 'failing',
    sample: { case: 'noCa', of: { backend: 'Backend shop/pay' } },
    words: variants(invalidTls),
    example: {
      before: 'tls: { sni: pay.example.com } and a BackendTLSPolicy with sectionName: "8443"',
      after: 'tls: { sni: pay.example.com, wellKnownCACertificates: System }',
    },
  }),
  NoValidCACertificate: define<CaProblem>({
    severity: byAbsence(caAbsence),
    risk: 'failing',
    sample: { case: 'key', of: { kind: 'ConfigMap', name: 'shop-ca' } },
    words: caWords('The policy is not accepted, and requests to the backend get 500.'),
    example: { before: 'data: { cert.pem: ..., key.pem: ... }', after: 'data: { ca.crt: ... }' },
  }),
  PortNotFound: define<{ service: string; port: number; protocol: string; ports: string }>({
    severity: 'error',
    risk: 'failing',
    sample: { service: 'Service shop/users', port: 8080, protocol: 'TCP', ports: '80' },
    words: ({ service, port, protocol, ports }) => ({
      what: `${service} has no ${protocol} port ${port}; its ports are ${ports}.`,
      why: GETS_500,
      fix: 'Write the port of the Service, not that of its pods.',
    }),
    example: {
      before: 'backendRefs: [{ name: users, port: 8080 }] of a Service with ports: [{ port: 80, targetPort: 8080 }]',
      after: 'backendRefs: [{ name: users, port: 80 }]',
    },
  }),
  PortNotSpecified: define<{ service: string }>({
    severity: 'error',
    risk: 'failing',
    sample: { service: 'ServiceImport shop/users' },
    words: ({ service }) => ({
      what: `The reference to ${service} has no port.`,
      why: GETS_500,
      fix: 'Add the port.',
    }),
    example: {
      before: 'backendRefs: [{ group: multicluster.x-k8s.io, kind: ServiceImport, name: users }]',
      after: 'backendRefs: [{ group: multicluster.x-k8s.io, kind: ServiceImport, name: users, port: 80 }]',
    },
  }),
  UnsupportedAddressType: define<Variant<typeof unsupportedAddress>>({
    severity: 'error',
    risk: 'failing',
    sample: { case: 'socket', of: { backend: 'Backend shop/users' } },
    words: variants(unsupportedAddress),
    example: {
      before: 'endpoints: [{ unix: { path: /run/users.sock } }]',
      after: 'endpoints: [{ fqdn: { hostname: users.shop.svc.cluster.local, port: 80 } }]',
    },
  }),
} as const satisfies Group;
