// What the API server rejects. The details of a rejection come from the API server's own validation, repeated in admission/.

import { counted, listed, short } from '../shown.ts';
import { define, type FindingGroup } from './finding-definition.ts';

/** Enough for any rule of a kind; a longer text was written to be long. */
const LONGEST = 1500;
const QUOTES = 'If you mean a string, write quotes around the value.';
const cut = (text: string): string => short(text, LONGEST);

export const admissionFindings = {
  /** The rules of a kind are not evaluated if other errors come first, as in the API server. */
  RulesNotEvaluated: define<{ kind: string }>({
    severity: 'info',
    risk: 'unchecked',
    sample: { kind: 'HTTPRoute' },
    words: ({ kind }) => ({
      what: cut(`The validation rules (CEL) of ${kind} were not evaluated, because this object has other errors.`),
      why: 'They may reject it as well.',
      fix: 'Fix the other errors, then run check again.',
    }),
    example: {
      before:
        'kind: HTTPRoute\nspec: { parentRefs: [{ name: edge }], hostnames: a.example.com, rules: [{ backendRefs: [{ name: users, port: 8080 }] }] }',
      after:
        'kind: HTTPRoute\nspec: { parentRefs: [{ name: edge }], hostnames: [a.example.com], rules: [{ backendRefs: [{ name: users, port: 8080 }] }] }',
    },
  }),
  SchemaRejected: define<{ detail: string; lacksQuotes?: boolean | undefined }>({
    severity: 'error',
    risk: 'rejected',
    sample: { detail: 'the value is of type string instead of integer' },
    words: ({ detail, lacksQuotes }) => ({
      what: cut(`The schema of this kind does not allow the value: ${detail}.`),
      why: 'The API server rejects the whole object.',
      fix: lacksQuotes ? QUOTES : 'Write a value that the schema allows; kubectl explain describes the field.',
    }),
    example: {
      before: 'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ name: users, port: "8080" }] }] }',
      after: 'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ name: users, port: 8080 }] }] }',
    },
  }),
  RuleRejected: define<{ kind: string; detail: string }>({
    severity: 'error',
    risk: 'rejected',
    sample: { kind: 'BackendTrafficPolicy', detail: 'either local or global rate limiting can be specified' },
    words: ({ kind, detail }) => ({
      what: cut(`The object violates a validation rule (CEL) of ${kind}: ${detail}.`),
      why: 'The API server rejects the whole object.',
      fix: 'Change one of the fields that the rule names.',
    }),
    example: {
      before: 'kind: ClientTrafficPolicy\nspec: { tls: { minVersion: "1.3", maxVersion: "1.2" } }',
      after: 'kind: ClientTrafficPolicy\nspec: { tls: { minVersion: "1.2", maxVersion: "1.3" } }',
    },
  }),
  MetadataRejected: define<{ detail: string; lacksQuotes?: boolean | undefined }>({
    severity: 'error',
    risk: 'rejected',
    sample: { detail: '"Users_API" is not a lowercase DNS name' },
    words: ({ detail, lacksQuotes }) => ({
      what: cut(`The metadata is invalid: ${detail}.`),
      why: 'The API server rejects the whole object.',
      fix: lacksQuotes ? QUOTES : 'Correct the name, label or annotation.',
    }),
    example: {
      before: 'kind: Service\nmetadata: { name: Users_API }',
      after: 'kind: Service\nmetadata: { name: users-api }',
    },
  }),
  NamespaceMissing: define<{ others: number }>({
    severity: 'info',
    risk: 'unchecked',
    sample: { others: 0 },
    words: ({ others }) => ({
      what:
        others === 0
          ? 'This object has no namespace.'
          : `This object and ${counted(others, 'other object')} have no namespace.`,
      why: `kubectl applies ${others === 0 ? 'it' : 'them'} to the namespace of its current context, which may be the wrong one.`,
      fix: 'Set metadata.namespace.',
    }),
    example: {
      before: 'kind: HTTPRoute\nmetadata: { name: users, namespace: null }',
      after: 'kind: HTTPRoute\nmetadata: { name: users, namespace: shop }',
    },
  }),
  UnknownField: define<{ kind: string; field: string }>({
    severity: 'error',
    risk: 'rejected',
    sample: { kind: 'SecurityPolicy', field: 'spec.jwt.providers[0].extractFrom.claims' },
    words: ({ kind, field }) => ({
      what: cut(`${kind} has no field ${field}.`),
      why: 'The API server rejects the object, or drops the field silently if validation is not strict.',
      fix: 'Correct the spelling, or remove the field. If you copied it from an example, check the version of Envoy Gateway of the example.',
    }),
    example: {
      before:
        'kind: SecurityPolicy\nspec: { jwt: { providers: [{ name: customers, remoteJWKS: { uri: "https://auth.example.com/jwks.json" }, extractFrom: { claims: [sub] } }] } }',
      after:
        'kind: SecurityPolicy\nspec: { jwt: { providers: [{ name: customers, remoteJWKS: { uri: "https://auth.example.com/jwks.json" }, claimToHeaders: [{ claim: sub, header: x-sub }] }] } }',
    },
  }),
  PlaceholderValue: define<{ placeholder: string; others: number }>({
    severity: 'info',
    risk: 'unchecked',
    sample: { placeholder: '${DOMAIN}', others: 3 },
    words: ({ placeholder, others }) => ({
      what: cut(
        others === 0
          ? `This value contains the placeholder ${placeholder}.`
          : `This value contains the placeholder ${placeholder}, and ${counted(others, 'other value')} ${others === 1 ? 'contains' : 'contain'} one as well.`,
      ),
      why: 'The value is not known before the placeholder is replaced, so nothing that depends on it was checked.',
      fix: 'To check everything, check the manifests as they are applied, after the placeholders are replaced.',
    }),
    example: {
      before: 'kind: HTTPRoute\nspec: { hostnames: ["${DOMAIN}"] }',
      after: 'kind: HTTPRoute\nspec: { hostnames: ["api.example.com"] }',
    },
  }),
  /** Kinds without a schema, the most frequent one first. */
  NotChecked: define<readonly { readonly kind: string; readonly count: number }[]>({
    severity: 'info',
    risk: 'unchecked',
    sample: [{ kind: 'Widget', count: 3 }],
    words: (kinds) => {
      const objects = kinds.reduce((sum, { count }) => sum + count, 0);
      const shown = listed(kinds.map(({ kind, count }) => `${count} ${kind}`));
      return {
        what: cut(
          `There is no schema for ${counted(kinds.length, 'kind')} here, so ${counted(objects, 'object')} ${objects === 1 ? 'was' : 'were'} not checked: ${shown}.`,
        ),
        why: `${objects === 1 ? 'It' : 'They'} may be invalid.`,
        fix: `Check ${objects === 1 ? 'it' : 'them'} against a cluster: kubectl apply --dry-run=server.`,
      };
    },
    example: {
      before: 'apiVersion: example.com/v1\nkind: Widget\nmetadata: { name: users }',
      after: 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: users }',
    },
  }),
} as const satisfies FindingGroup;
