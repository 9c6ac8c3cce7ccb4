import { constant, define, type Group } from '../definition.ts';
import { cut } from '../shown.ts';
import { codePoint } from '../visible.ts';

export const fileRefusals = {
  TagInAnswers: define<{ tag: string }>({
    severity: 'error',
    sample: { tag: '!include' },
    words: ({ tag }) => ({
      what: `The file uses the YAML tag ${tag.slice(0, 60)}.`,
      why: 'Answers are plain data.',
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
          ? `An answers file has at most ${values.mebibytes} MiB; 5,000 services take about one.`
          : 'No answers file has so many; 5,000 services have a tenth of them.',
      fix: 'Name the answers file with -f.',
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
            fix: 'Name the answers file with -f, or convert it to UTF-8.',
          }
        : {
            what: 'The file has control characters.',
            why: 'It looks like a binary file, not like YAML.',
            fix: 'Name the answers file with -f.',
          },
  }),
  TooDeep: constant('error', {
    what: 'Values are nested too deeply here.',
    why: 'No answer has more than a few levels.',
    fix: 'Close the brackets, or name the answers file with -f.',
  }),
  SeveralDocuments: constant('error', {
    what: 'The file holds several YAML documents.',
    why: 'Only one of them could count.',
    fix: 'Keep one document: remove the "---" and what follows it.',
  }),
  DirectiveInAnswers: constant('error', {
    what: 'The file has a YAML directive (a line that begins with "%").',
    why: 'It changes what words mean: under %YAML 1.1, `on` and `no` are not text.',
    fix: 'Remove the line.',
  }),
  EmptyFile: constant('error', {
    what: 'The file holds no answers.',
    why: 'Nothing can be generated from nothing.',
    fix: 'Run `eg-api-gateway init`, or begin with version: 1.',
  }),
  NotAnswers: constant('error', {
    what: 'The file is not a map of keys and values.',
    why: 'Answers are written as key: value.',
    fix: 'Begin with version: 1.',
  }),
  InvalidYaml: define<{ message: string; tab: boolean }>({
    severity: 'error',
    sample: { message: 'Nested mappings are not allowed in compact mappings', tab: false },
    words: ({ message, tab }) => ({
      what: `${message}.`,
      why: tab ? 'YAML forbids tabs as indentation.' : 'The file cannot be read as YAML.',
      fix: tab ? 'Indent with spaces.' : 'Mend the line; in doubt put the value in quotes.',
    }),
  }),
  AliasInAnswers: define<{ kind: 'anchor' | 'alias'; name: string } | { kind: 'mergeKey' }>({
    severity: 'error',
    sample: { kind: 'anchor', name: 'defaults' },
    words: (values) => ({
      what:
        values.kind === 'mergeKey'
          ? 'The file uses a YAML merge key, <<.'
          : `The file uses the YAML ${values.kind} ${values.kind === 'anchor' ? '&' : '*'}${values.name}.`,
      why: 'Anchors, aliases and merge keys hide what is answered, and can make a small file endlessly large.',
      fix: 'Write the value where it is meant, and remove the others, too.',
    }),
  }),
  KeyNotText: define<{ source: string | undefined }>({
    severity: 'error',
    sample: { source: '8080' },
    words: ({ source }) => ({
      what: 'A key is not text.',
      why: 'Every key of the answers is a word.',
      fix: source ? `Put it in quotes: ${cut(source)}.` : 'Write a word.',
    }),
  }),
  ForbiddenKey: define<{ key: string }>({
    severity: 'error',
    sample: { key: '__proto__' },
    words: ({ key }) => ({
      what: `${key} is not a key.`,
      why: 'It has a meaning of its own in JavaScript.',
      fix: 'Choose another name.',
    }),
  }),
  DuplicateKey: constant('error', {
    what: 'The key is there twice.',
    why: 'One of the two values would be lost.',
    fix: 'Keep one of them.',
  }),
  HiddenCharacter: define<{ character: string }>({
    severity: 'error',
    sample: { character: '\u200b' },
    words: ({ character }) => {
      const isBreak = character === '\n' || character === '\r';
      return {
        what: isBreak
          ? `The text has a line break (${codePoint(character)}).`
          : `The text has the character ${codePoint(character)}, which is not shown where the text is read.`,
        why: 'Answers stand in manifests, comments and messages; there it could hide or rearrange what they say.',
        fix: isBreak ? 'Write the text in one line.' : 'Write the text without this character.',
      };
    },
  }),
  SecretInAnswers: define<{ kind: string; inComment: boolean }>({
    severity: 'error',
    sample: { kind: 'a GitHub token', inComment: false },
    words: ({ kind, inComment }) => ({
      what: inComment ? `A comment holds what looks like ${kind}.` : `This looks like ${kind}.`,
      why: `An answers file is checked into repositories; it never holds a secret${inComment ? ', not even in a comment' : ''}.`,
      fix: `${inComment ? 'Remove it.' : 'Put the value into a Secret and write its name.'} If the file was shared already, revoke the value.`,
    }),
  }),
} as const satisfies Group;
