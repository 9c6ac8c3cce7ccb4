// Certificates of listeners: references, contents of Secrets, names.
import { type Absence, byAbsence, type Variant, variants, type Words } from '../definition.ts';
import { aKind } from '../shown.ts';
import { define, type FindingGroup } from './finding-definition.ts';
import { absent, type Denied, inNamespace, unlessItExists } from './references-parts.ts';

const NOT_SERVED = 'The listener is not programmed, so no client can connect.';
const PARTIALLY = 'The listener serves only its other certificates, so clients of this one get a wrong certificate.';

interface Of {
  readonly name: string;
}
const content =
  (what: (name: string) => string, fix: string) =>
  (why: string) =>
  ({ name }: Of): Words => ({
    what: what(name),
    why,
    fix,
  });

const BOTH = 'Put the certificate into tls.crt and its private key into tls.key.';
/** The texts of each problem, for what follows from it. */
const texts = (why: string) => ({
  kind: ({ kind, group }: { readonly kind: string; readonly group: string }) => ({
    what: `A certificate must be a Secret of the core group, not ${aKind(kind)}${group ? ` of group ${group}` : ''}.`,
    why,
    fix: 'Write the name of a Secret of type kubernetes.io/tls.',
  }),
  notIssued: ({ namespace, name, issued, absence }: Missing & { readonly issued: string }) => ({
    what: `No Certificate in namespace ${namespace} creates the Secret ${name}; the Certificates there create ${issued}.`,
    why: unlessItExists(why, absence),
    fix: 'Write the secretName of a Certificate, or add a Certificate for this Secret.',
  }),
  missing: ({ namespace, name, absence }: Missing) => ({
    what: absent(`Secret ${name}${inNamespace(namespace)}`, absence),
    why: unlessItExists(why, absence),
    fix: 'Add the Secret or what creates it, or correct the name.',
  }),
  type: ({ name, type }: { readonly name: string; readonly type: string }) => ({
    what: `Secret ${name} has type ${type}.`,
    why,
    fix: 'Set its type to kubernetes.io/tls. The type of a Secret cannot be changed: delete it first.',
  }),
  incomplete: content((name) => `Secret ${name} has no tls.crt or no tls.key, or one of them is empty.`, BOTH)(why),
  noCertificate: content((name) => `tls.crt of Secret ${name} is not PEM.`, BOTH)(why),
  badCertificate: content(
    (name) => `tls.crt of Secret ${name} contains a block that is not a certificate.`,
    'Put only certificates into tls.crt: first that of the server, then those that signed it.',
  )(why),
  expired: content((name) => `A certificate in Secret ${name} has expired.`, 'Renew the certificate.')(why),
  notYetValid: content(
    (name) => `A certificate in Secret ${name} is not valid yet.`,
    'Correct the start of its validity.',
  )(why),
  noKey: content(
    (name) => `tls.key of Secret ${name} contains no private key that Envoy Gateway can read.`,
    'Use an unencrypted key in PEM: PKCS 1, PKCS 8 or EC.',
  )(why),
  mismatch: content(
    (name) => `tls.key of Secret ${name} is not the private key of the certificate in tls.crt.`,
    BOTH,
  )(why),
  sameName: ({ name, domain }: { readonly name: string; readonly domain: string }) => ({
    what: `Secret ${name} and another one of this listener have certificates for ${domain} with the same kind of key.`,
    why,
    fix: 'Remove one of them from certificateRefs.',
  }),
  socketDisabled: content(
    (name) => `Secret ${name} names a socket, and extensionApis.enableSDSSecretRef is not set.`,
    'Set extensionApis.enableSDSSecretRef: true in the configuration of Envoy Gateway.',
  )(why),
  socketIncomplete: content(
    (name) => `Secret ${name} names no socket.`,
    'Set secretName, and url to an address such as unix:///run/spire/agent.sock.',
  )(why),
});

interface Missing {
  readonly namespace: string;
  readonly name: string;
  readonly absence: Absence;
}
const whole = texts(NOT_SERVED);
const partial = texts(PARTIALLY);

type Invalid = Variant<typeof whole>;
/** A reference that no ReferenceGrant allows; reported as RefNotPermitted. */
interface NotPermitted {
  readonly case: 'notPermitted';
  readonly of: Denied;
}
/** Why a certificate of a listener cannot be used. */
export type CertificateProblem = Invalid | NotPermitted;

/** How sure it is that the certificate cannot be used. What an empty Secret contains in the cluster may come from elsewhere. */
export const certaintyOf = (problem: CertificateProblem): Absence => {
  if (problem.case === 'missing' || problem.case === 'notIssued') return problem.of.absence;
  if (problem.case === 'notPermitted') return problem.of.mayExist ? 'likely' : 'certain';
  return problem.case === 'incomplete' ? 'likely' : 'certain';
};

export const certificateFindings = {
  CertificateNameMismatch: define<{ hostname: string; secret: string; names: string }>({
    severity: 'warning',
    risk: 'failing',
    sample: { hostname: 'api.example.com', secret: 'shop/api-tls', names: 'www.example.com' },
    words: ({ hostname, secret, names }) => ({
      what: `No certificate of this listener is for ${hostname}: the one in Secret ${secret} is for ${names}.`,
      why: 'The listener is programmed, but clients refuse the certificate.',
      fix: `Use a certificate for ${hostname}, or change the hostname of the listener.`,
    }),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }] }\n---\napiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: api }\nspec: { secretName: api-tls, dnsNames: [www.example.com], issuerRef: { name: letsencrypt } }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }] }\n---\napiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: api }\nspec: { secretName: api-tls, dnsNames: [api.example.com], issuerRef: { name: letsencrypt } }',
    },
  }),
  InvalidCertificateRef: define<Invalid>({
    severity: byAbsence(certaintyOf),
    risk: 'rejected',
    sample: { case: 'notIssued', of: { namespace: 'shop', name: 'api-cert', issued: 'api-tls', absence: 'certain' } },
    words: variants(whole),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-cert }] } }] }\n---\napiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: api }\nspec: { secretName: api-tls, dnsNames: [api.example.com], issuerRef: { name: letsencrypt } }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }] }\n---\napiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: api }\nspec: { secretName: api-tls, dnsNames: [api.example.com], issuerRef: { name: letsencrypt } }',
    },
  }),
  PartiallyInvalidCertificateRef: define<Invalid>({
    severity: byAbsence(certaintyOf),
    risk: 'rejected',
    sample: { case: 'type', of: { name: 'api-tls-rsa', type: 'Opaque' } },
    words: variants(partial),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }, { group: "", kind: ConfigMap, name: api-tls-rsa }] } }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }, { name: api-tls-rsa }] } }] }',
    },
  }),
} as const satisfies FindingGroup;
