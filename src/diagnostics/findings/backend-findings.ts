// Backends that routes refer to: Services, Backends, and the TLS to them.
import { type Absence, byAbsence, define, either, type Group, type Variant, variants } from '../definition.ts';
import { type CaProblem, caAbsence, caTexts, caWords } from './ca-texts.ts';
import { absent, inNamespace, type Missing, unlessItExists } from './references-parts.ts';

const GETS_500 = 'Requests to this backend get 500.';

const invalidAddress = {
  oneLabel: ({ hostname }: { readonly hostname: string }) => ({
    what: `Host name ${hostname} has only one label.`,
    why: `The Backend is not accepted, and requests to it get 500.`,
    fix: 'Write a name with at least two labels, such as users.shop.svc.cluster.local, or refer to the Service instead.',
  }),
  isAddress: ({ hostname }: { readonly hostname: string }) => ({
    what: `${hostname} is an IP address, and a host name is required here.`,
    why: 'The Backend is not accepted, and requests to it get 500.',
    fix: 'Write the address in ip.address.',
  }),
  loopback: ({ address }: { readonly address: string }) => ({
    what: `${address} is a loopback address.`,
    why: 'It would be the proxy itself: the Backend is not accepted, and requests to it get 500.',
    fix: 'Write the address of the server, or refer to a Service.',
  }),
  invalid: ({ address }: { readonly address: string }) => ({
    what: `${address} is not a valid address.`,
    why: 'The Backend is not accepted, and requests to it get 500.',
    fix: 'Correct the address.',
  }),
  ofBackend: ({ backend }: { readonly backend: string }) => ({
    what: `Envoy Gateway does not accept ${backend}, because of one of its addresses.`,
    why: GETS_500,
    fix: 'Correct the address in the Backend.',
  }),
};

const invalidBackendRef = {
  withoutCa: ({ absence }: { readonly absence: Absence }) => ({
    what: `The tls of this Backend names no CA, and no BackendTLSPolicy ${absence === 'certain' ? '' : 'in these files '}names one for all of its ports.`,
    why: unlessItExists('The Backend is not accepted, and requests to it get 500.', absence),
    fix: 'Add wellKnownCACertificates: System for public certificates, or caCertificateRefs for your own CA.',
  }),
  clientCertificate: ({ namespace, own }: { readonly namespace: string; readonly own: string }) => ({
    what: `The client certificate is in namespace ${namespace}, and the Backend is in namespace ${own}.`,
    why: 'The Backend is not accepted, and requests to it get 500. No ReferenceGrant allows this reference.',
    fix: `Copy the Secret to namespace ${own}.`,
  }),
  endpoints: () => ({
    what: 'A Backend of type DynamicResolver has endpoints.',
    why: 'The Backend is not accepted, and requests to it get 500.',
    fix: 'Remove the endpoints, or the type.',
  }),
  dynamicResolver: ({ backend }: { readonly backend: string }) => ({
    what: `${backend} is a dynamic resolver, and the rule has other backends.`,
    why: 'Requests that match the rule get 500.',
    fix: 'Remove the other backends from the rule.',
  }),
  ofBackend: ({ backend }: { readonly backend: string }) => ({
    what: `Envoy Gateway does not accept ${backend}.`,
    why: GETS_500,
    fix: 'Correct the Backend.',
  }),
};

const unsupportedAddress = {
  socket: ({ backend }: { readonly backend: string }) => ({
    what: `${backend} has the path of a Unix socket.`,
    why: `Routes cannot use sockets: requests to this backend get 500.`,
    fix: 'Use a Backend with an address or a host name. Sockets are possible in extension policies only.',
  }),
  mixed: ({ backend }: { readonly backend: string }) => ({
    what: `${backend} has both host names and other addresses.`,
    why: GETS_500,
    fix: 'Divide it into two Backends.',
  }),
  slices: ({ service }: { readonly service: string }) => ({
    what: `The EndpointSlices of Service ${service} have both host names and IP addresses.`,
    why: GETS_500,
    fix: 'Use one type of address in all EndpointSlices of the Service.',
  }),
};

const invalidTls = {
  ca: ({ of, problem }: { readonly of: string; readonly problem: CaProblem }) => ({
    ...caWords(GETS_500)(problem),
    what: `TLS to this backend has no CA (${of}): ${variants(caTexts)(problem).what}`,
  }),
  noCa: ({ backend }: { readonly backend: string }) => ({
    what: `No CA is set for TLS to ${backend} on this port.`,
    why: GETS_500,
    fix: 'Name a CA in the tls of the Backend, or in a BackendTLSPolicy for this port.',
  }),
  client: ({ name, namespace, absence }: Omit<Missing, 'kind'>) => ({
    what: absent(`Secret ${name}${inNamespace(namespace)}, the client certificate for this backend`, absence),
    why: unlessItExists(GETS_500, absence),
    fix: 'Add the Secret, or correct the name.',
  }),
};

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
    severity: 'error',
    risk: 'rejected',
    sample: { case: 'oneLabel', of: { hostname: 'users' } },
    words: variants(invalidAddress),
    example: {
      before:
        'kind: Backend\nmetadata: { name: users }\nspec: { endpoints: [{ fqdn: { hostname: users, port: 80 } }] }',
      after:
        'kind: Backend\nmetadata: { name: users }\nspec: { endpoints: [{ fqdn: { hostname: users.shop.svc.cluster.local, port: 80 } }] }',
    },
  }),
  InvalidBackendRef: define<Variant<typeof invalidBackendRef>>({
    severity: either('error', 'warning', (v) => v.case === 'withoutCa' && v.of.absence !== 'certain'),
    risk: 'rejected',
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
} as const satisfies Group;
