// Files, what is in them, and suppressions of findings.
import { constant, define, type Group, type Variant, variants } from '../definition.ts';

const NOT_READ = 'Nothing in it is applied or checked.';
const DOCUMENT_NOT_READ = 'kubectl rejects this document, so nothing in it is applied or checked.';

const unreadable = {
  file: (reason: string) => ({ what: `The file cannot be read: ${reason}.`, why: '', fix: '' }),
  folder: (reason: string) => ({
    what: `The folder cannot be read, so what is in it is not checked: ${reason}.`,
    why: '',
    fix: '',
  }),
  /** `most`: MiB. */
  large: (most: number) => ({
    what: `The file is larger than ${most} MiB. Split it into several files.`,
    why: '',
    fix: '',
  }),
  utf16: () => ({ what: 'The file is UTF-16. Save it as UTF-8.', why: '', fix: '' }),
  /** `byte`: in hexadecimal. */
  byte: (byte: string) => ({ what: `The byte 0x${byte} is not UTF-8. Save the file as UTF-8.`, why: '', fix: '' }),
  /** `code`: four hexadecimal digits. */
  control: (code: string) => ({
    what: `YAML does not allow the control character U+${code}. Remove it, or write "\\u${code}".`,
    why: '',
    fix: '',
  }),
  deep: (levels: number) => ({
    what: `Lists and maps are nested more than ${levels} levels deep here. No object of Kubernetes is; flatten it.`,
    why: '',
    fix: '',
  }),
  yaml: (reason: string) => ({ what: `This is not valid YAML: ${reason.replace(/\.?$/, '.')}`, why: '', fix: '' }),
  number: (value: string) => ({
    what: `${value} is no number that JSON has. Write another number, or text in quotes.`,
    why: '',
    fix: '',
  }),
  alias: (name: string) => ({
    what: `*${name} refers to an anchor, and no &${name} stands before it. Write the value here, or &${name} where it stands.`,
    why: '',
    fix: '',
  }),
  circle: (name: string) => ({
    what: `*${name} stands inside of &${name}, so it would contain itself.`,
    why: '',
    fix: '',
  }),
  aliasDeep: ({ name, levels }: { readonly name: string; readonly levels: number }) => ({
    what: `*${name} makes lists and maps that are nested more than ${levels} levels deep. Write the values here.`,
    why: '',
    fix: '',
  }),
  aliasMany: ({ name, values }: { readonly name: string; readonly values: number }) => ({
    what: `*${name} and the aliases before it expand to ${values} values, which kubectl refuses. Write fewer aliases.`,
    why: '',
    fix: '',
  }),
  key: () => ({
    what: 'A key is a text, and this one is empty, a list or a map. Write it in quotes.',
    why: '',
    fix: '',
  }),
  merge: () => ({
    what: '<< takes an alias of a map, or a list of those. In quotes it is a key like any other.',
    why: '',
    fix: '',
  }),
};

const NO_OBJECT = 'kubectl rejects it, so it is not applied or checked.';
const noObject = {
  /** `example`: the field with a value. */
  missing: ({ field, example }: { readonly field: string; readonly example: string }) => ({
    what: `${field} is missing, so this is no Kubernetes object. Write it, as in ${example}.`,
    why: '',
    fix: '',
  }),
  notText: ({ field, is, example }: { readonly field: string; readonly is: string; readonly example: string }) => ({
    what: `${field} is ${is}, and has to be text, as in ${example}.`,
    why: '',
    fix: '',
  }),
  long: ({ field, length }: { readonly field: string; readonly length: number }) => ({
    what: `${field} has ${length} characters; no name in Kubernetes is so long.`,
    why: '',
    fix: '',
  }),
  metadata: (is: string) => ({
    what: `metadata is ${is}, so this is no Kubernetes object. Write a map, as in metadata: { name: users }.`,
    why: '',
    fix: '',
  }),
  value: (is: string) => ({
    what: `This is ${is}, and no Kubernetes object. An object is a map with apiVersion, kind and metadata.name.`,
    why: '',
    fix: '',
  }),
  items: (is: string) => ({ what: `items is ${is}, and has to be the list of the objects.`, why: '', fix: '' }),
};

const unused = {
  finding: ({ code, reason }: { readonly code: string; readonly reason: string }) => ({
    what: `Nothing is found that "${code}" would suppress (${reason}). Remove it.`,
    why: '',
    fix: '',
  }),
  object: (code: string) => ({
    what: `Nothing of this name is generated, so the suppression of ${code} is for nothing. Correct or remove it.`,
    why: '',
    fix: '',
  }),
};

export const fileFindings = {
  EditedByHand: constant(
    'warning',
    {
      what: 'This generated file was changed by hand, so it is not what the answers say. Change the answers, and generate again.',
      why: '',
      fix: '',
    },
    { before: 'minVersion: "1.0" in 70-clienttrafficpolicy.yaml', after: 'an answer, and `eg-api-gateway generate`' },
  ),
  DuplicateKey: define<{ key: string }>({
    severity: 'error',
    sample: { key: 'name' },
    words: ({ key }) => ({
      what: `The key ${JSON.stringify(key)} stands twice in this map, and only one of them would count. Remove one.`,
      why: '',
      fix: '',
    }),
    example: { before: 'metadata: { name: users, name: orders }', after: 'metadata: { name: users }' },
  }),
  FileMissing: define<{ file: string }>({
    severity: 'warning',
    sample: { file: '20-gateway.yaml' },
    words: ({ file }) => ({
      what: `${file} is named here and is not there, so nothing can be applied. Generate again.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'resources: [10-gatewayclass.yaml, 20-gateway.yaml] without 20-gateway.yaml',
      after: 'both files',
    },
  }),
  FileUnreadable: define<Variant<typeof unreadable>>({
    severity: 'error',
    sample: { case: 'alias', of: 'users' },
    words: variants(unreadable),
    example: { before: 'metadata: { name: *users } without &users before it', after: 'metadata: { name: users }' },
  }),
  NoObject: define<Variant<typeof noObject>>({
    severity: 'error',
    sample: { case: 'notText', of: { field: 'apiVersion', is: 'the number 1', example: 'apiVersion: v1' } },
    words: variants(noObject),
    example: { before: 'apiVersion: 1', after: 'apiVersion: v1' },
  }),
  SuppressionExpired: define<{ code: string; until: string; reason: string }>({
    severity: 'warning',
    sample: { code: 'JwtWithoutAudience', until: '2026-01-31', reason: 'the issuer has one API' },
    words: ({ code, until, reason }) => ({
      what: `The suppression of ${code} ended on ${until} (${reason}). Mend it, or give a new date.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'eg-api-gateway/suppress: "JwtWithoutAudience until 2026-01-31: the issuer has one API"',
      after: 'audiences: [api]',
    },
  }),
  SuppressionInvalid: define<{ line: string }>({
    severity: 'warning',
    sample: { line: 'JwtWithoutAudience' },
    words: ({ line }) => ({
      what: `${JSON.stringify(line.slice(0, 80))} is not CODE until YYYY-MM-DD: reason, so it suppresses nothing.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'eg-api-gateway/suppress: JwtWithoutAudience',
      after: 'eg-api-gateway/suppress: "JwtWithoutAudience until 2027-01-31: the issuer has one API"',
    },
  }),
  SuppressionUnused: define<Variant<typeof unused>>({
    severity: 'warning',
    sample: { case: 'finding', of: { code: 'OldTlsAllowed', reason: 'old clients' } },
    words: variants(unused),
    example: {
      before: 'eg-api-gateway/suppress: "OldTlsAllowed until ..." on a policy with minVersion "1.2"',
      after: 'no annotation',
    },
  }),
} as const satisfies Group;
