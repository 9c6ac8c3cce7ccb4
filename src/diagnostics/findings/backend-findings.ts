// Backends that routes refer to: Services, Backends, and the TLS to them.

import { byAbsence, either, type Variant, variants } from '../definition.ts';
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
import { define, type FindingGroup } from './finding-definition.ts';

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
    example: {
      before:
        'kind: BackendTLSPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: "", kind: Service, name: users }], validation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: users-ca }], hostname: users.shop.svc.cluster.local } }\n---\nkind: ConfigMap\nmetadata: { name: users-ca }\ndata: { ca.crt: MIIB... }',
      after:
        'kind: BackendTLSPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: "", kind: Service, name: users }], validation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: users-ca }], hostname: users.shop.svc.cluster.local } }\n---\nkind: ConfigMap\nmetadata: { name: users-ca }\ndata: { ca.crt: "-----BEGIN CERTIFICATE-----..." }',
    },
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
        'kind: Service\nmetadata: { name: users }\nspec: { selector: null, ports: [{ name: http, port: 8080 }] }\n---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: { name: users-1, labels: { kubernetes.io/service-name: users } }\naddressType: IPv4\nports: [{ name: web, port: 8080, protocol: TCP }]\nendpoints: [{ addresses: [203.0.113.7] }]',
      after:
        'kind: Service\nmetadata: { name: users }\nspec: { selector: null, ports: [{ name: http, port: 8080 }] }\n---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: { name: users-1, labels: { kubernetes.io/service-name: users } }\naddressType: IPv4\nports: [{ name: http, port: 8080, protocol: TCP }]\nendpoints: [{ addresses: [203.0.113.7] }]',
    },
  }),
  InvalidBackendAddress: define<Variant<typeof invalidAddress>>({
    severity: either('error', 'warning', (v) => 'sure' in v.of && !v.of.sure),
    risk: 'failing',
    sample: { case: 'oneLabel', of: { hostname: 'users', sure: true } },
    words: variants(invalidAddress),
    example: {
      before:
        'kind: Backend\nmetadata: { name: users }\nspec: { endpoints: [{ fqdn: { hostname: users, port: 80 } }] }',
      after:
        'kind: Backend\nmetadata: { name: users }\nspec: { endpoints: [{ fqdn: { hostname: users.shop.svc.cluster.local, port: 80 } }] }',
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
      before:
        'kind: Backend\nmetadata: { name: users }\nspec: { endpoints: [{ fqdn: { hostname: users.example.com, port: 443 } }], tls: { sni: users.example.com } }',
      after:
        'kind: Backend\nmetadata: { name: users }\nspec: { endpoints: [{ fqdn: { hostname: users.example.com, port: 443 } }], tls: { sni: users.example.com, wellKnownCACertificates: System } }',
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
      before:
        'kind: Backend\nmetadata: { name: users }\nspec: { endpoints: [{ fqdn: { hostname: users.example.com, port: 443 } }], tls: { sni: users.example.com, caCertificateRefs: [{ group: "", kind: ConfigMap, name: users-ca }] } }\n---\nkind: ConfigMap\nmetadata: { name: users-ca }\ndata: { cert.pem: "-----BEGIN CERTIFICATE-----...", old.pem: "-----BEGIN CERTIFICATE-----..." }\n---\nkind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ group: gateway.envoyproxy.io, kind: Backend, name: users }] }] }',
      after:
        'kind: Backend\nmetadata: { name: users }\nspec: { endpoints: [{ fqdn: { hostname: users.example.com, port: 443 } }], tls: { sni: users.example.com, caCertificateRefs: [{ group: "", kind: ConfigMap, name: users-ca }] } }\n---\nkind: ConfigMap\nmetadata: { name: users-ca }\ndata: { ca.crt: "-----BEGIN CERTIFICATE-----..." }\n---\nkind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ group: gateway.envoyproxy.io, kind: Backend, name: users }] }] }',
    },
  }),
  NoValidCACertificate: define<CaProblem>({
    severity: byAbsence(caAbsence),
    risk: 'rejected',
    sample: { case: 'key', of: { kind: 'ConfigMap', name: 'shop-ca' } },
    words: caWords('The policy is not accepted, and requests to the backend get 500.'),
    example: {
      before:
        'kind: BackendTLSPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: "", kind: Service, name: users }], validation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: users-ca }], hostname: users.shop.svc.cluster.local } }\n---\nkind: ConfigMap\nmetadata: { name: users-ca }\ndata: { cert.pem: "-----BEGIN CERTIFICATE-----...", old.pem: "-----BEGIN CERTIFICATE-----..." }',
      after:
        'kind: BackendTLSPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: "", kind: Service, name: users }], validation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: users-ca }], hostname: users.shop.svc.cluster.local } }\n---\nkind: ConfigMap\nmetadata: { name: users-ca }\ndata: { ca.crt: "-----BEGIN CERTIFICATE-----..." }',
    },
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
      before:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ name: users, port: 8080 }] }] }\n---\nkind: Service\nspec: { selector: { app: users }, ports: [{ port: 80, targetPort: 8080 }] }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ name: users, port: 80 }] }] }\n---\nkind: Service\nspec: { selector: { app: users }, ports: [{ port: 80, targetPort: 8080 }] }',
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
      before:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ group: multicluster.x-k8s.io, kind: ServiceImport, name: users }] }] }\n---\napiVersion: multicluster.x-k8s.io/v1alpha1\nkind: ServiceImport\nmetadata: { name: users }\nspec: { type: ClusterSetIP, ports: [{ port: 80 }] }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ group: multicluster.x-k8s.io, kind: ServiceImport, name: users, port: 80 }] }] }\n---\napiVersion: multicluster.x-k8s.io/v1alpha1\nkind: ServiceImport\nmetadata: { name: users }\nspec: { type: ClusterSetIP, ports: [{ port: 80 }] }',
    },
  }),
  UnsupportedAddressType: define<Variant<typeof unsupportedAddress>>({
    severity: 'error',
    risk: 'failing',
    sample: { case: 'socket', of: { backend: 'Backend shop/users' } },
    words: variants(unsupportedAddress),
    example: {
      before:
        'kind: Backend\nmetadata: { name: users }\nspec: { endpoints: [{ unix: { path: /run/users.sock } }] }\n---\nkind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ group: gateway.envoyproxy.io, kind: Backend, name: users }] }] }',
      after:
        'kind: Backend\nmetadata: { name: users }\nspec: { endpoints: [{ fqdn: { hostname: users.shop.svc.cluster.local, port: 80 } }] }\n---\nkind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ group: gateway.envoyproxy.io, kind: Backend, name: users }] }] }',
    },
  }),
} as const satisfies FindingGroup;
