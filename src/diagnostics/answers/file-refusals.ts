import { constant, define, type Group } from '../definition.ts';
import { cut } from '../shown.ts';
import { codePoint } from '../visible.ts';

export const fileRefusals = {
  TagInAnswers: define<{ tag: string }>({
    severity: 'error',
    sample: { tag: '!include' },
    words: ({ tag }) => ({
      what: `The file has the YAML tag ${tag.slice(0, 60)}.`,
      why: 'An answers file contains plain data only.',
      fix: 'Remove the tag.',
    }),
  }),
  FileTooLarge: define<{ reason: 'bytes'; mebibytes: number } | { reason: 'values' }>({
    severity: 'error',
    sample: { reason: 'bytes', mebibytes: 8 },
    words: (values) => ({
      what:
        values.reason === 'bytes' ? `The file has more than ${values.mebibytes} MiB.` : 'The file has too many values.',
      why:
        values.reason === 'bytes'
          ? `An answers file has at most ${values.mebibytes} MiB; 5,000 services need about 1 MiB.`
          : 'No answers file has that many; 5,000 services have a tenth of them.',
      fix: 'Pass the answers file with -f.',
    }),
  }),
  NotText: define<{ reason: 'encoding' | 'control' }>({
    severity: 'error',
    sample: { reason: 'encoding' },
    words: ({ reason }) =>
      reason === 'encoding'
        ? {
            what: 'The file is not UTF-8 text.',
            why: 'An answers file is YAML or JSON in UTF-8.',
            fix: 'Pass the answers file with -f, or convert it to UTF-8.',
          }
        : {
            what: 'The file has control characters.',
            why: 'It seems to be a binary file, not YAML.',
            fix: 'Pass the answers file with -f.',
          },
  }),
  TooDeep: constant('error', {
    what: 'The values are nested too deeply here.',
    why: 'No answer has more than a few levels.',
    fix: 'Close all brackets. If this is another file, pass the answers file with -f.',
  }),
  SeveralDocuments: constant('error', {
    what: 'The file has several YAML documents.',
    why: 'Only one of them could be used.',
    fix: 'Keep one document: remove "---" and everything after it.',
  }),
  DirectiveInAnswers: constant('error', {
    what: 'The file has a YAML directive (a line that starts with "%").',
    why: 'It changes the meaning of values: with %YAML 1.1, `on` and `no` are booleans.',
    fix: 'Remove the line.',
  }),
  EmptyFile: constant('error', {
    what: 'The file is empty.',
    why: 'Manifests are generated from answers.',
    fix: 'Run `eg-api-gateway init`, or start the file with version: 1.',
  }),
  NotAnswers: constant('error', {
    what: 'The file is not a map of keys and values.',
    why: 'Each answer is a key with a value, such as hostname: api.example.com.',
    fix: 'Start the file with version: 1.',
  }),
  ConflictMarks: constant('error', {
    what: 'The file contains conflict marks of Git.',
    why: 'No answer can be read from the file.',
    fix: 'Keep one of the two versions, and remove the lines with <<<<<<<, ======= and >>>>>>>.',
  }),
  InvalidYaml: define<{ message: string; tab: boolean }>({
    severity: 'error',
    sample: { message: 'Nested mappings are not allowed in compact mappings', tab: false },
    words: ({ message, tab }) => ({
      what: `The file is not valid YAML: ${message}.`,
      why: tab ? 'YAML does not allow tabs as indentation.' : 'No answer can be read from the file.',
      fix: tab ? 'Indent with spaces.' : 'Correct this line. If the value has special characters, put it in quotes.',
    }),
  }),
  AliasInAnswers: define<{ kind: 'anchor' | 'alias'; name: string } | { kind: 'mergeKey' }>({
    severity: 'error',
    sample: { kind: 'anchor', name: 'defaults' },
    example: { before: 'timeout: &slow 60s\nlongestTimeout: *slow', after: 'timeout: 60s\nlongestTimeout: 60s' },
    words: (values) => ({
      what:
        values.kind === 'mergeKey'
          ? 'The file has a YAML merge key (<<).'
          : `The file has the YAML ${values.kind} ${values.kind === 'anchor' ? '&' : '*'}${values.name}.`,
      why: 'Anchors, aliases and merge keys hide the actual value, and can expand a small file endlessly.',
      fix: 'Write the value itself, and remove all anchors, aliases and merge keys.',
    }),
  }),
  KeyNotText: define<{ source: string | undefined }>({
    severity: 'error',
    sample: { source: '8080' },
    words: ({ source }) => ({
      what: 'A key is not text.',
      why: 'All keys of an answers file must be text.',
      fix: source ? `Put it in quotes: ${cut(source)}.` : 'Write a name.',
    }),
  }),
  ForbiddenKey: define<{ key: string }>({
    severity: 'error',
    sample: { key: '__proto__' },
    words: ({ key }) => ({
      what: `${key} cannot be used as a key.`,
      why: 'It has a special meaning in JavaScript.',
      fix: 'Choose another name.',
    }),
  }),
  DuplicateAnswer: constant('error', {
    what: 'The key is written twice.',
    why: 'One of the two values would be silently ignored.',
    fix: 'Remove one of them.',
  }),
  HiddenCharacter: define<{ character: string }>({
    severity: 'error',
    sample: { character: '\u200b' },
    words: ({ character }) => {
      const isBreak = character === '\n' || character === '\r';
      return {
        what: isBreak
          ? `The text has a line break (${codePoint(character)}).`
          : `The text has the character ${codePoint(character)}, which is invisible to readers.`,
        why: 'Answers are written into manifests, comments and messages, where it could hide or reorder text.',
        fix: isBreak ? 'Write the text on one line.' : 'Remove this character.',
      };
    },
  }),
  SecretInAnswers: define<{ kind: string; inComment: boolean }>({
    severity: 'error',
    sample: { kind: 'a GitHub token', inComment: false },
    example: { before: 'clientSecret: ghp_0123456789abcdefghij', after: 'clientSecret: login-client' },
    words: ({ kind, inComment }) => ({
      what: inComment ? `A comment seems to contain ${kind}.` : `This value seems to be ${kind}.`,
      why: `An answers file is committed to repositories, so it must not contain secrets${inComment ? ', not even in comments' : ''}.`,
      fix: `${inComment ? 'Remove it.' : 'Store the value in a Secret and write the name of the Secret.'} If the file was already shared, revoke the value.`,
    }),
  }),
} as const satisfies Group;
