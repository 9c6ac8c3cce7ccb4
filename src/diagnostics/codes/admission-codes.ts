import type { Codes } from './code.ts';

export const admission: Codes = {
  SchemaRejected: {
    what: 'A value has the wrong type or form, or a required field is missing.',
    why: 'The API server refuses the object by the schema of its CustomResourceDefinition, so nothing of it is applied.',
    mend: 'Write the value as the message says; `kubectl explain` shows the field.',
    before: 'backendRefs: [{ name: users, port: "8080" }]',
    after: 'backendRefs: [{ name: users, port: 8080 }]',
  },
  RuleRejected: {
    what: 'The object breaks a rule (CEL) of its kind.',
    why: 'The API server refuses combinations that the schema alone would allow.',
    mend: 'The message is the rule; change one of the fields that it names.',
    before: 'rateLimit: { type: Global, local: { rules: [] } }',
    after: 'rateLimit: { global: { rules: [{ limit: { requests: 9, unit: Minute } }] } }',
  },
  MetadataRejected: {
    what: 'A name, label or annotation is not one that Kubernetes takes.',
    why: 'The API server refuses the object.',
    mend: 'Names are lower case letters, digits and hyphens; values of labels have at most 63 characters.',
    before: 'metadata: { name: Users_API }',
    after: 'metadata: { name: users-api }',
  },
  NamespaceMissing: {
    what: 'The object names no namespace.',
    why: 'It lands in whatever namespace kubectl is set to, and its policies and routes do not find each other.',
    mend: 'Write metadata.namespace.',
    before: 'metadata: { name: users }',
    after: 'metadata: { name: users, namespace: shop }',
  },
  UnknownField: {
    what: 'The kind has no such field.',
    why: 'With strict validation the API server refuses it; otherwise it is dropped, and what it was to do is not done.',
    mend: 'Mind the spelling, and the version of Envoy Gateway that an example was written for.',
    before: 'jwt: { providers: [{ name: a, extractFrom: { claims: [sub] } }] }',
    after: 'jwt: { providers: [{ name: a, claimToHeaders: [{ claim: sub, header: x-sub }] }] }',
  },
  NotChecked: {
    what: 'The object, or its rules, could not be checked.',
    why: 'There is no schema for it here, or other errors come first; not checked is not the same as right.',
    mend: 'Correct the other errors; check foreign kinds with `kubectl apply --dry-run=server`.',
    before: 'apiVersion: example.com/v1',
    after: 'apiVersion: gateway.networking.k8s.io/v1',
  },
};
