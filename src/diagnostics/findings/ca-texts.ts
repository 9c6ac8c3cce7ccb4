// Texts about CA certificates, of Backends and of policies.
import { type Absence, type Variant, variants } from '../definition.ts';
import { absent, inNamespace, type Missing, unlessItExists } from './references-parts.ts';

/** Why a list of CA certificates gives no CA. */
export const caTexts = {
  kind: ({ kind }: { readonly kind: string }) => ({
    what: `A CA cannot be a ${kind}.`,
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
export const caAbsence = (v: CaProblem): Absence => (v.case === 'missing' ? v.of.absence : 'certain');
/** The texts of a problem, with what follows from it. */
export const caWords = (why: string) => (v: CaProblem) => ({
  ...variants(caTexts)(v),
  why: unlessItExists(why, caAbsence(v)),
});
