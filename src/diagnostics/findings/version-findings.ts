// Versions of kinds, deprecated fields, and the channels of Gateway API.
import { type Variant, variants } from '../definition.ts';
import { counted } from '../shown.ts';
import { define, type FindingGroup } from './finding-definition.ts';

const also = (count: number): string => (count === 0 ? '' : ` The same is true of ${counted(count, 'other object')}.`);
const REJECTED =
  'The API server rejects the object in a cluster with the CRDs of the standard channel, or drops the field without a message.';
const INSTALL = "Install the CRDs of the experimental channel, which Envoy Gateway's Helm chart contains";

const experimental = {
  field: ({ field, count }: { readonly field: string; readonly count: number }) => ({
    what: `This object has ${field}, which only the experimental channel of Gateway API contains.${also(count)}`,
    why: REJECTED,
    fix: `${INSTALL}, or remove the field.`,
  }),
  /** `servedAs`: the version of the standard channel. */
  version: ({ id, servedAs, count }: { readonly id: string; readonly servedAs: string; readonly count: number }) => ({
    what: `Only the experimental channel of Gateway API serves ${id}.${also(count)}`,
    why: 'The API server rejects the object in a cluster with the CRDs of the standard channel.',
    fix: `Write apiVersion: ${servedAs}, which both channels serve.`,
  }),
  kind: ({ id, count }: { readonly id: string; readonly count: number }) => ({
    what: `Only the experimental channel of Gateway API contains ${id}.${also(count)}`,
    why: 'The API server rejects the object in a cluster with the CRDs of the standard channel.',
    fix: `${INSTALL}.`,
  }),
};

export const versionFindings = {
  VersionNotServed: define<{ apiVersion: string; kind: string; servedAs: string }>({
    severity: 'error',
    risk: 'rejected',
    sample: {
      apiVersion: 'gateway.networking.k8s.io/v1alpha2',
      kind: 'HTTPRoute',
      servedAs: 'gateway.networking.k8s.io/v1',
    },
    words: ({ apiVersion, kind, servedAs }) => ({
      what: `The CRD of ${kind} has no version ${apiVersion}.`,
      why: `kubectl reports: no matches for kind "${kind}" in version "${apiVersion}". The object is not created.`,
      fix: `Write apiVersion: ${servedAs}.`,
    }),
    example: {
      before: 'apiVersion: gateway.networking.k8s.io/v1alpha2\nkind: HTTPRoute\nmetadata: { name: users }',
      after: 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: users }',
    },
  }),
  DeprecatedField: define<{ field: string; replacement: string; warns: boolean }>({
    severity: 'info',
    risk: 'advice',
    sample: { field: 'spec.targetRef', replacement: 'spec.targetRefs', warns: true },
    words: ({ field, replacement, warns }) => ({
      what: `The field ${field} is deprecated.`,
      why: `${warns ? 'Envoy Gateway sets the condition Warning with the reason DeprecatedField in the status, and a' : 'A'} later version may ignore the field.`,
      fix: `Write ${replacement}.`,
    }),
    example: {
      before:
        'kind: SecurityPolicy\nspec: { targetRefs: null, targetRef: { group: gateway.networking.k8s.io, kind: HTTPRoute, name: users } }',
      after:
        'kind: SecurityPolicy\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }] }',
    },
  }),
  ExperimentalChannel: define<Variant<typeof experimental>>({
    severity: 'info',
    risk: 'unchecked',
    sample: { case: 'field', of: { field: 'spec.rules[].retry', count: 2 } },
    words: variants(experimental),
    example: {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ name: users, port: 8080 }], retry: { attempts: 2 } }] }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ name: users, port: 8080 }] }] }\n---\nkind: BackendTrafficPolicy\nspec: { retry: { numRetries: 2, retryOn: { triggers: [connect-failure] } } }',
    },
  }),
} as const satisfies FindingGroup;
