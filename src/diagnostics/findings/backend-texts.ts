// Texts about backends: addresses, Backends that are refused, CA certificates.
import { type Absence, type Variant, variants } from '../definition.ts';
import { aKind } from '../shown.ts';
import { absent, inNamespace, type Missing, unlessItExists } from './references-parts.ts';

export const GETS_500 = 'Requests to this backend get 500.';

const unlessOnHost = (why: string, sure: boolean): string =>
  sure ? why : `Unless Envoy Gateway runs outside of Kubernetes, ${why[0]!.toLowerCase()}${why.slice(1)}`;

export const invalidAddress = {
  /** `sure`: the configuration of Envoy Gateway is known; proxies on its own host may have such addresses. */
  oneLabel: ({ hostname, sure }: { readonly hostname: string; readonly sure: boolean }) => ({
    what: `Host name ${hostname} has only one label.`,
    why: unlessOnHost('The Backend is not accepted, and requests to it get 500.', sure),
    fix: 'Write a name with at least two labels, such as users.shop.svc.cluster.local, or refer to the Service instead.',
  }),
  isAddress: ({ hostname }: { readonly hostname: string }) => ({
    what: `${hostname} is an IP address, and a host name is required here.`,
    why: 'The Backend is not accepted, and requests to it get 500.',
    fix: 'Write the address in ip.address.',
  }),
  loopback: ({ address, sure }: { readonly address: string; readonly sure: boolean }) => ({
    what: `${address} is a loopback address, which would be the proxy itself.`,
    why: unlessOnHost('The Backend is not accepted, and requests to it get 500.', sure),
    fix: 'Write the address of the server, or refer to a Service.',
  }),
  invalid: ({ address }: { readonly address: string }) => ({
    what: `${address} is not a valid address.`,
    why: 'The Backend is not accepted, and requests to it get 500.',
    fix: 'Correct the address.',
  }),
  ofBackend: ({ backend, sure }: { readonly backend: string; readonly sure: boolean }) => ({
    what: `Envoy Gateway does not accept ${backend}, because of one of its addresses.`,
    why: unlessOnHost(GETS_500, sure),
    fix: 'Correct the address in the Backend.',
  }),
};

export const invalidBackendRef = {
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
  ofBackend: ({ backend, sure }: { readonly backend: string; readonly sure: boolean }) => ({
    what: `Envoy Gateway does not accept ${backend}${sure ? '' : ' as it is in these files'}.`,
    why: GETS_500,
    fix: 'Correct the Backend.',
  }),
};

export const unsupportedAddress = {
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

const unlessFilled = (why: string): string =>
  `Unless it is filled in the cluster, ${why[0]!.toLowerCase()}${why.slice(1)}`;

/** Why a list of CA certificates gives no CA. */
const caTexts = {
  kind: ({ kind }: { readonly kind: string }) => ({
    what: `A CA cannot be ${aKind(kind)}.`,
    why: '',
    fix: 'Refer to a ConfigMap, a Secret or a ClusterTrustBundle.',
  }),
  missing: ({ kind, name, namespace, absence }: Missing) => ({
    what: absent(`${kind} ${name}${inNamespace(namespace)}`, absence),
    why: '',
    fix: `Add the ${kind} to the same namespace, or correct the name.`,
  }),
  key: ({ kind, name }: { readonly kind: string; readonly name: string }) => ({
    what: `${kind} ${name} has neither a key ca.crt nor exactly one key.`,
    why: '',
    fix: 'Put the CA into the key ca.crt.',
  }),
  /** It may be filled in the cluster. */
  unfilled: ({ kind, name }: { readonly kind: string; readonly name: string }) => ({
    what: `${kind} ${name} has no data.`,
    why: '',
    fix: 'Put the CA into the key ca.crt.',
  }),
  empty: ({ kind, name }: { readonly kind: string; readonly name: string }) => ({
    what: `The CA in ${kind} ${name} is empty.`,
    why: '',
    fix: 'Put the CA into the key ca.crt.',
  }),
  socket: ({ name }: { readonly name: string }) => ({
    what: `Secret ${name} contains the address of a socket (SDS), which the configuration of Envoy Gateway does not enable.`,
    why: '',
    fix: 'Enable extensionApis.enableSDSSecretRef, or refer to a Secret with a CA.',
  }),
  socketValue: ({ name, key }: { readonly name: string; readonly key: string }) => ({
    what: `Secret ${name} contains the address of a socket (SDS), and its key ${key} is missing or invalid.`,
    why: '',
    fix: `Correct the key ${key}.`,
  }),
  sockets: () => ({
    what: 'Secrets with the address of a socket (SDS) are combined with another CA.',
    why: '',
    fix: 'Refer to one such Secret only.',
  }),
};
/** A reason why a list of CA certificates gives no CA, and its values. */
export type CaProblem = Variant<typeof caTexts>;

/** How sure the problem is. */
export const caAbsence = (v: CaProblem): Absence =>
  v.case === 'missing' ? v.of.absence : v.case === 'unfilled' ? 'likely' : 'certain';

/** The texts of a problem, with its consequence. */
export const caWords = (why: string) => (v: CaProblem) => ({
  ...variants(caTexts)(v),
  why: v.case === 'unfilled' ? unlessFilled(why) : unlessItExists(why, caAbsence(v)),
});

export const invalidTls = {
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
