// What the API server rejects. The details of a rejection come from the API server's own validation, repeated in admission/.
import { constant, define, either, type Group, type Variant, variants } from '../definition.ts';
import { short } from '../shown.ts';

/** Enough for any rule of a kind; a longer text was written to be long. */
const LONGEST = 1500;
const cut = (text: string): string => short(text, LONGEST);

const notChecked = {
  /** There is no schema for the object. */
  object: (because: string) => ({ what: cut(`The object could not be checked: ${because}.`), why: '', fix: '' }),
  /** The rules of this kind were not run, because other errors come first. */
  rules: (kind: string) => ({
    what: cut(`The rules (CEL) of ${kind} could not be checked. Correct the other errors first.`),
    why: '',
    fix: '',
  }),
};

export const admissionFindings = {
  SchemaRejected: define<{ detail: string }>({
    severity: 'error',
    sample: { detail: 'the value is of type string instead of integer' },
    words: ({ detail }) => ({ what: cut(`The API server refuses the object: ${detail}.`), why: '', fix: '' }),
    example: {
      before: 'backendRefs: [{ name: users, port: "8080" }]',
      after: 'backendRefs: [{ name: users, port: 8080 }]',
    },
  }),
  RuleRejected: define<{ kind: string; detail: string }>({
    severity: 'error',
    sample: { kind: 'BackendTrafficPolicy', detail: 'either local or global rate limiting can be specified' },
    words: ({ kind, detail }) => ({
      what: cut(`A rule (CEL) of ${kind} refuses the object: ${detail}.`),
      why: '',
      fix: '',
    }),
    example: {
      before: 'rateLimit: { type: Global, local: { rules: [] } }',
      after: 'rateLimit: { global: { rules: [{ limit: { requests: 9, unit: Minute } }] } }',
    },
  }),
  MetadataRejected: define<{ detail: string }>({
    severity: 'error',
    sample: { detail: '"Users_API" is not a lowercase DNS name' },
    words: ({ detail }) => ({ what: cut(`The API server refuses the object: ${detail}.`), why: '', fix: '' }),
    example: { before: 'metadata: { name: Users_API }', after: 'metadata: { name: users-api }' },
  }),
  NamespaceMissing: define<{ others: number }>({
    severity: 'info',
    sample: { others: 0 },
    words: ({ others }) => ({
      what:
        others === 0
          ? 'The object names no namespace, so it lands in whatever namespace kubectl is set to. Write the namespace down.'
          : `This object and ${others} other${others === 1 ? ' names' : 's name'} no namespace, so they land in whatever namespace kubectl is set to. Write the namespace down.`,
      why: '',
      fix: '',
    }),
    example: { before: 'metadata: { name: users }', after: 'metadata: { name: users, namespace: shop }' },
  }),
  UnknownField: define<{ kind: string; field: string }>({
    severity: 'error',
    sample: { kind: 'SecurityPolicy', field: 'spec.jwt.providers[0].extractFrom.claims' },
    words: ({ kind, field }) => ({
      what: cut(`${kind} has no field ${field}. The API server refuses it, or drops it.`),
      why: '',
      fix: '',
    }),
    example: {
      before: 'jwt: { providers: [{ name: a, extractFrom: { claims: [sub] } }] }',
      after: 'jwt: { providers: [{ name: a, claimToHeaders: [{ claim: sub, header: x-sub }] }] }',
    },
  }),
  NotChecked: define<Variant<typeof notChecked>>({
    severity: either('warning', 'info', (v) => v.case === 'rules'),
    sample: { case: 'object', of: 'there is no schema for example.com/v1 Widget' },
    words: variants(notChecked),
    example: { before: 'apiVersion: example.com/v1', after: 'apiVersion: gateway.networking.k8s.io/v1' },
  }),
} as const satisfies Group;
