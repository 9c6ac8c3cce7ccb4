// Files and what is in them.
import { constant, define, type Group, type Variant, variants } from '../definition.ts';
import { counted, listed } from '../shown.ts';

const NOT_READ = 'Nothing in it is applied or checked.';
const DOCUMENT_NOT_READ = 'kubectl rejects this document, so nothing in it is applied or checked.';

const unreadable = {
  file: (reason: string) => ({
    what: `The file cannot be read: ${reason}.`,
    why: NOT_READ,
    fix: 'Make it readable, or remove it.',
  }),
  folder: (reason: string) => ({
    what: `The folder cannot be read: ${reason}.`,
    why: 'The files in it are not checked.',
    fix: 'Make it readable, or check another folder.',
  }),
  /** `most`: MiB. */
  large: (most: number) => ({
    what: `The file is larger than ${most} MiB.`,
    why: NOT_READ,
    fix: 'Split it into several files.',
  }),
  utf16: () => ({ what: 'The file is UTF-16.', why: NOT_READ, fix: 'Save it as UTF-8.' }),
  /** `byte`: in hexadecimal. */
  byte: (byte: string) => ({
    what: `The byte 0x${byte} is not valid UTF-8.`,
    why: NOT_READ,
    fix: 'Save the file as UTF-8.',
  }),
  /** `code`: four hexadecimal digits. */
  control: (code: string) => ({
    what: `YAML does not allow the control character U+${code}.`,
    why: NOT_READ,
    fix: `Remove it, or write "\\u${code}".`,
  }),
  deep: (levels: number) => ({
    what: `Lists and maps are nested more than ${levels} levels deep here.`,
    why: DOCUMENT_NOT_READ,
    fix: 'Flatten them; no Kubernetes object is nested that deeply.',
  }),
  yaml: (reason: string) => ({
    what: `This is not valid YAML: ${reason.replace(/\.?$/, '.')}`,
    why: DOCUMENT_NOT_READ,
    fix: 'Correct the syntax.',
  }),
  number: (value: string) => ({
    what: `JSON has no number ${value}.`,
    why: DOCUMENT_NOT_READ,
    fix: 'Write another number, or a string in quotes.',
  }),
  alias: (name: string) => ({
    what: `The alias *${name} has no anchor &${name} before it.`,
    why: DOCUMENT_NOT_READ,
    fix: `Write the value here, or add &${name} to the value that you mean.`,
  }),
  circle: (name: string) => ({
    what: `The alias *${name} is inside the value of its anchor &${name}.`,
    why: 'The value would contain itself, and kubectl rejects the document.',
    fix: 'Write the value here.',
  }),
  aliasDeep: ({ name, levels }: { readonly name: string; readonly levels: number }) => ({
    what: `The alias *${name} makes lists and maps that are nested more than ${levels} levels deep.`,
    why: DOCUMENT_NOT_READ,
    fix: 'Write the values here.',
  }),
  aliasMany: ({ name, values }: { readonly name: string; readonly values: number }) => ({
    what: `The alias *${name} and those before it expand to ${values} values.`,
    why: 'kubectl rejects documents with so many aliases.',
    fix: 'Use fewer aliases.',
  }),
  key: () => ({
    what: 'This key is empty, a list or a map.',
    why: 'A key must be a string; kubectl rejects the document.',
    fix: 'Write the key in quotes.',
  }),
  merge: () => ({
    what: 'The value of << is not a map or a list of maps.',
    why: DOCUMENT_NOT_READ,
    fix: 'Write an alias of a map, or "<<" in quotes for a key of that name.',
  }),
};

const NO_OBJECT = 'kubectl rejects it, so it is not applied or checked.';
const noObject = {
  /** `example`: the field with a value. */
  missing: ({ field, example }: { readonly field: string; readonly example: string }) => ({
    what: `${field} is missing, so this is not a Kubernetes object.`,
    why: NO_OBJECT,
    fix: `Add it, for example ${example}.`,
  }),
  notText: ({ field, is, example }: { readonly field: string; readonly is: string; readonly example: string }) => ({
    what: `${field} is ${is}, but it must be a string.`,
    why: NO_OBJECT,
    fix: `Write a string, for example ${example}.`,
  }),
  long: ({ field, length }: { readonly field: string; readonly length: number }) => ({
    what: `${field} has ${length} characters.`,
    why: 'The API server rejects names that long.',
    fix: `Write a shorter ${field}.`,
  }),
  metadata: (is: string) => ({
    what: `metadata is ${is}, so this is not a Kubernetes object.`,
    why: NO_OBJECT,
    fix: 'Write a map, for example metadata: { name: users }.',
  }),
  value: (is: string) => ({
    what: `This is ${is}, not a Kubernetes object.`,
    why: NO_OBJECT,
    fix: 'Write a map with apiVersion, kind and metadata.name.',
  }),
  items: (is: string) => ({
    what: `items is ${is}, but it must be a list of objects.`,
    why: 'kubectl rejects the List, so it is not applied or checked.',
    fix: 'Write the objects as a list.',
  }),
};

export const fileFindings = {
  EditedByHand: constant(
    'warning',
    {
      what: 'This generated file was edited by hand.',
      why: 'It no longer matches the answers, and the next generate does not overwrite it.',
      fix: 'Change the answers and generate again. To keep the file as it is, remove the last line of its header.',
    },
    {
      before:
        '# A generated file whose content was changed\nkind: ClientTrafficPolicy\nspec: { tls: { minVersion: "1.0" } }',
      after: '# api-gateway.yaml, from which generate writes the file again\ntls: { minVersion: "1.2" }',
    },
    'ineffective',
  ),
  DuplicateField: define<{ key: string }>({
    severity: 'error',
    risk: 'rejected',
    sample: { key: 'name' },
    words: ({ key }) => ({
      what: `The key ${JSON.stringify(key)} occurs twice in this map.`,
      why: 'Only one of the values is used; which one depends on the program that reads the file.',
      fix: 'Remove one of them.',
    }),
    example: { before: 'metadata: { name: users, name: orders }', after: 'metadata: { name: users }' },
  }),
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
  FileMissing: define<{ file: string }>({
    severity: 'warning',
    risk: 'rejected',
    sample: { file: '20-gateway.yaml' },
    words: ({ file }) => ({
      what: `The kustomization lists ${file}, which does not exist.`,
      why: 'Neither kustomize, Argo CD nor Flux applies anything in the folder.',
      fix: 'Add the file, or remove the line. If the folder is generated, run `eg-api-gateway generate` again.',
    }),
    example: {
      before: 'kind: Kustomization\nresources: [10-gatewayclass.yaml, 20-gateway.yaml]',
      after: 'kind: Kustomization\nresources: [10-gatewayclass.yaml]',
    },
  }),
  FileUnreadable: define<Variant<typeof unreadable>>({
    severity: 'error',
    risk: 'rejected',
    sample: { case: 'alias', of: 'users' },
    words: variants(unreadable),
    example: { before: 'metadata: { name: *users }', after: 'metadata: { name: users }' },
  }),
  KustomizeNotBuilt: define<{ objects: readonly string[] }>({
    severity: 'info',
    risk: 'unchecked',
    sample: { objects: ['HTTPRoute shop/users'] },
    words: ({ objects }) => ({
      what: `A kustomization changes ${counted(objects.length, 'object')} by a patch or replacement that cannot be applied here: ${listed(objects, 3)}.`,
      why: `${objects.length === 1 ? 'The object is' : 'The objects are'} not checked as applied.`,
      fix: 'Check the result: `kustomize build DIR | eg-api-gateway check -`.',
    }),
    example: {
      before: 'vars: [{ name: HOST, objref: { apiVersion: v1, kind: ConfigMap, name: settings } }]',
      after: 'kustomize build overlays/prod | eg-api-gateway check -',
    },
  }),
  NoManifests: define<{ files: readonly string[] }>({
    severity: 'info',
    risk: 'unchecked',
    sample: { files: ['compose.yaml', 'values.yaml'] },
    words: ({ files }) => ({
      what: `${counted(files.length, 'file')} ${files.length === 1 ? 'contains' : 'contain'} no Kubernetes manifests: ${listed(files, 3)}.`,
      why: 'Nothing in them is checked.',
      fix: 'If one of them should contain a manifest, add apiVersion and kind to it.',
    }),
    example: {
      before: 'services: { web: { image: nginx } }',
      after: 'apiVersion: v1\nkind: Service\nmetadata: { name: web }',
    },
  }),
  NotAnObject: define<Variant<typeof noObject>>({
    severity: 'error',
    risk: 'rejected',
    sample: { case: 'notText', of: { field: 'apiVersion', is: 'the number 1', example: 'apiVersion: v1' } },
    words: variants(noObject),
    example: {
      before: 'apiVersion: 1\nkind: Service\nmetadata: { name: users }',
      after: 'apiVersion: v1\nkind: Service\nmetadata: { name: users }',
    },
  }),
  PatchUnused: define<{ files: readonly string[] }>({
    severity: 'info',
    risk: 'unchecked',
    sample: { files: ['patches/replicas.yaml'] },
    words: ({ files }) => ({
      what: `${counted(files.length, 'file')} ${files.length === 1 ? 'is' : 'are'} named like a patch, and no kustomization uses ${files.length === 1 ? 'it' : 'them'}: ${listed(files, 3)}.`,
      why: 'A patch contains only a part of an object, so nothing in it is checked.',
      fix: 'Add the patch to a kustomization, or rename the file if it contains whole objects.',
    }),
    example: {
      before: 'resources: [deployment.yaml]',
      after: 'resources: [deployment.yaml]\npatches: [{ path: patches/replicas.yaml }]',
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
} as const satisfies Group;
