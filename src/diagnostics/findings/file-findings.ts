// Files and what is in them.
import { type Variant, variants } from '../definition.ts';
import { constant, define, type FindingGroup } from './finding-definition.ts';

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
} as const satisfies FindingGroup;
