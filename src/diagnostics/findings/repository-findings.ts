// What a repository contains next to manifests, and what it defines several times.

import { type Variant, variants } from '../definition.ts';
import { counted, listed } from '../shown.ts';
import { define, type FindingGroup } from './finding-definition.ts';

const BUILD = 'Check the result: `kustomize build DIR | eg-api-gateway check -`.';
const notBuilt = {
  /** `fields`: of the kustomizations. */
  objects: ({ objects, fields }: { readonly objects: readonly string[]; readonly fields: readonly string[] }) => ({
    what: `Entries of ${listed(fields)} in a kustomization cannot be applied here. They change ${counted(objects.length, 'object')}: ${listed(objects, 3)}.`,
    why: `${objects.length === 1 ? 'The object is' : 'The objects are'} not checked as applied.`,
    fix: BUILD,
  }),
  /** `files`: kustomizations with one of the fields. */
  fields: ({ fields, files }: { readonly fields: readonly string[]; readonly files: readonly string[] }) => ({
    what: `The ${fields.length === 1 ? 'field' : 'fields'} ${listed(fields)} of ${counted(files.length, 'kustomization')} cannot be applied here: ${listed(files, 3)}.`,
    why: 'Names and references may be others than written, so a missing object there is information only.',
    fix: BUILD,
  }),
};

export const repositoryFindings = {
  DefinedTwice: define<{ object: string; other: string; others: number }>({
    severity: 'warning',
    risk: 'ineffective',
    sample: { object: 'HTTPRoute shop/users', other: 'users.yaml', others: 0 },
    words: ({ object, other, others }) => ({
      what: `${other} in the same folder defines ${object} differently${others > 0 ? `, and ${counted(others, 'other object')} of this folder ${others === 1 ? 'is' : 'are'} defined twice as well` : ''}.`,
      why: 'If you apply the whole folder, one of them overwrites the other. They are checked as alternatives.',
      fix: 'Rename or remove one of them, or move alternatives to folders of their own.',
    }),
    example: {
      before:
        '# users.yaml\nkind: HTTPRoute\nmetadata: { name: users }\n---\n# users-new.yaml\nkind: HTTPRoute\nmetadata: { name: users }\nspec: { hostnames: [api.example.com] }',
      after: '# users.yaml\nkind: HTTPRoute\nmetadata: { name: users }',
    },
  }),
  OwnedByTwoGateways: define<{ gateways: readonly string[]; objects: readonly string[]; other: string }>({
    severity: 'warning',
    risk: 'failing',
    sample: {
      gateways: ['external', 'internal'],
      objects: ['HTTPRoute shop/users'],
      other: 'external/40-httproutes.yaml',
    },
    words: ({ gateways, objects, other }) => ({
      what: `${other} and this file define ${counted(objects.length, 'object')} of the same name for the Gateways ${listed(gateways)}: ${listed(objects, 3)}.`,
      why: 'If you apply both to one cluster, the second replaces the object of the first, and pruning of one Gateway deletes routes of the other.',
      fix: 'Set another gateway.namespace in one of the answers files. Services in another namespace are named with backend: { service, port, namespace }.',
    }),
    example: {
      before:
        '# external.yaml\nkind: HTTPRoute\nmetadata: { name: users, labels: { app.kubernetes.io/managed-by: eg-api-gateway, app.kubernetes.io/part-of: external } }\n---\n# internal.yaml\nkind: HTTPRoute\nmetadata: { name: users, labels: { app.kubernetes.io/managed-by: eg-api-gateway, app.kubernetes.io/part-of: internal } }',
      after:
        '# external.yaml\nkind: HTTPRoute\nmetadata: { name: users, labels: { app.kubernetes.io/managed-by: eg-api-gateway, app.kubernetes.io/part-of: external } }',
    },
  }),
  GatewayNameShared: define<{ name: string; other: string }>({
    severity: 'warning',
    risk: 'failing',
    sample: { name: 'eg', other: 'external' },
    words: ({ name, other }) => ({
      what: `eg-api-gateway generated another Gateway ${name} in namespace ${other}.`,
      why: 'Labels of generated objects contain only the name of their Gateway, so commands that prune or delete by label select the objects of both.',
      fix: 'Set another gateway.name in one of the answers files.',
    }),
    example: {
      before:
        'kind: Gateway\nmetadata: { labels: { app.kubernetes.io/managed-by: eg-api-gateway } }\n---\nkind: Gateway\nmetadata: { name: edge, namespace: other, labels: { app.kubernetes.io/managed-by: eg-api-gateway } }\nspec: { gatewayClassName: eg, listeners: [{ name: http, port: 80, protocol: HTTP, hostname: other.example.com }] }',
      after:
        'kind: Gateway\nmetadata: { labels: { app.kubernetes.io/managed-by: eg-api-gateway } }\n---\nkind: Gateway\nmetadata: { name: second, namespace: other, labels: { app.kubernetes.io/managed-by: eg-api-gateway } }\nspec: { gatewayClassName: eg, listeners: [{ name: http, port: 80, protocol: HTTP, hostname: other.example.com }] }',
    },
  }),
  NoManifests: define<{ files: readonly string[] }>({
    severity: 'info',
    risk: 'unchecked',
    sample: { files: ['compose.yaml', 'values.yaml'] },
    words: ({ files }) => ({
      what: `${counted(files.length, 'file')} ${files.length === 1 ? 'contains' : 'contain'} no Kubernetes manifests: ${listed(files, 3)}.`,
      why: `Nothing in ${files.length === 1 ? 'it' : 'them'} is checked.`,
      fix: `If ${files.length === 1 ? 'it' : 'one of them'} should contain a manifest, add apiVersion and kind to it.`,
    }),
    example: {
      before: 'services: { web: { image: nginx } }',
      after: 'apiVersion: v1\nkind: Service\nmetadata: { name: web }',
    },
  }),
  PatchUnused: define<{ files: readonly string[] }>({
    severity: 'info',
    risk: 'unchecked',
    sample: { files: ['patches/replicas.yaml'] },
    words: ({ files }) => ({
      what: `${counted(files.length, 'file')} ${files.length === 1 ? 'looks' : 'look'} like a patch, and no kustomization uses ${files.length === 1 ? 'it' : 'them'}: ${listed(files, 3)}.`,
      why: 'A patch contains only a part of an object, so nothing in it is checked.',
      fix: 'Add the patch to a kustomization, or rename and complete the file if it is to contain whole objects.',
    }),
    example: {
      before: 'kind: Kustomization\nresources: [deployment.yaml]',
      after: 'kind: Kustomization\nresources: [deployment.yaml]\npatches: [{ path: patches/replicas.yaml }]',
    },
  }),
  TemplateNotRendered: define<{ files: readonly string[] }>({
    severity: 'info',
    risk: 'unchecked',
    sample: { files: ['chart/templates/httproute.yaml'] },
    words: ({ files }) => ({
      what: `${counted(files.length, 'file')} ${files.length === 1 ? 'is a template' : 'are templates'} of Helm or another program: ${listed(files, 3)}.`,
      why: 'The manifests exist only after rendering, so they are not checked.',
      fix: 'Check the result: `helm template RELEASE CHART | eg-api-gateway check -`.',
    }),
    example: {
      before: 'metadata: { name: {{ .Release.Name }} }',
      after: '# helm template shop chart | eg-api-gateway check -\nmetadata: { name: shop }',
    },
  }),
  KustomizeNotBuilt: define<Variant<typeof notBuilt>>({
    severity: 'info',
    risk: 'unchecked',
    sample: { case: 'objects', of: { objects: ['HTTPRoute shop/users'], fields: ['vars'] } },
    words: variants(notBuilt),
    example: {
      before:
        'kind: Kustomization\nresources: [users.yaml]\nvars: [{ name: HOST, objref: { apiVersion: v1, kind: ConfigMap, name: settings } }]',
      after: '# kustomize build overlays/prod | eg-api-gateway check -\nkind: Kustomization\nresources: [users.yaml]',
    },
  }),
} as const satisfies FindingGroup;
