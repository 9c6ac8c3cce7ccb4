// The catalogue for a reader: one code for a terminal, all of them for docs/codes.md. Loaded by `explain` only.
import { ANSWERS } from './answers/all-refusals.ts';
import { CATALOGUE, joined } from './catalogue.ts';
import { type Definition, type Group, type Severity, sampleWords } from './definition.ts';
import { FINDING_GROUPS } from './findings/all-findings.ts';
import { NOTICES } from './notices/all-notices.ts';
import { wrapText } from './wrap-text.ts';

const COLUMNS = 80;

const wrapped = (text: string): string => wrapText(text, COLUMNS);

const severitiesOf = ({ severity }: Definition<unknown>): readonly Severity[] =>
  typeof severity === 'string' ? [severity] : severity.levels;

/** The definition of a code, whatever group it is in; undefined: there is no such code. */
export const definitionOf = (code: string): Definition<unknown> | undefined =>
  Object.hasOwn(CATALOGUE, code) ? (CATALOGUE as Group)[code] : undefined;

const indented = (text: string): string => text.replaceAll(/^/gm, '  ');

/** One code as `explain` prints it. The text is that of a sample. */
export const explained = (code: string, definition: Definition<unknown>): string => {
  const { what, why, fix } = sampleWords(definition);
  const { example } = definition;
  const parts = [
    `${code} (${severitiesOf(definition).join(' or ')})`,
    wrapped(what),
    [...(why ? [wrapped(`Why: ${why}`)] : []), ...(fix ? [wrapped(`Fix: ${fix}`)] : [])].join('\n'),
    example ? `Before:\n${indented(example.before)}\n\nAfter:\n${indented(example.after)}` : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
};

const section = ([code, definition]: [string, Definition<unknown>]): string[] => {
  const { example } = definition;
  return [
    '',
    `### ${code}`,
    '',
    joined(sampleWords(definition)),
    ...(example ? ['', '```yaml', `# before\n${example.before}`, `# after\n${example.after}`, '```'] : []),
  ];
};

const group = (title: string, about: string, definitions: Group): string[] => [
  '',
  `## ${title}`,
  ...(about ? ['', about] : []),
  ...Object.entries(definitions).flatMap(section),
];

/** The page of all codes, in Markdown. */
export const codesPage = (): string =>
  [
    '# Codes',
    '',
    '`eg-api-gateway explain CODE` prints one of these; this page is generated from the same catalogue. The names and values in the texts are examples.',
    'Codes are permanent. Where a check predicts a status condition, its code is the reason of that condition.',
    '',
    'Findings come first, by topic, then refusals of answers and notices.',
    '',
    'To accept a finding until a date, add an annotation to its object, one line per code (not for what the API server rejects):',
    '',
    '```yaml',
    'metadata:',
    '  annotations:',
    '    eg-api-gateway/suppress: "JwtWithoutAudience until 2027-01-31: the issuer has one API"',
    '```',
    '',
    'or use `suppress` in the answers file: `- { code: ..., object: SecurityPolicy/users, until: 2027-01-31, reason: ... }`.',
    ...FINDING_GROUPS.flatMap(([title, definitions]) => group(title, '', definitions)),
    ...group('Refusals of answers', 'Answers with one of these are refused, and nothing is written.', ANSWERS),
    ...group('Notices', 'Printed after a run, and in the runbook.', NOTICES),
    '',
  ].join('\n');
