// The catalogue for a reader: one code for a terminal, all of them for docs/codes.md. Loaded by `explain` only.
import { ANSWERS } from './answers/all-refusals.ts';
import { joined } from './catalogue.ts';
import { type Definition, type Example, type Group, type Risk, type Severity, sampleWords } from './definition.ts';
import { exampleYaml } from './example-yaml.ts';
import { FINDING_GROUPS } from './findings/all-findings.ts';
import { IMPORT_GROUPS } from './imports/all-imports.ts';
import type { Verdict } from './imports/import-definition.ts';
import { NOTICES } from './notices/all-notices.ts';
import { CATALOGUE } from './whole-catalogue.ts';
import { wrapText } from './wrap-text.ts';

const COLUMNS = 80;

const wrapped = (text: string): string => wrapText(text, COLUMNS);

/** Of any code. Findings have a risk, codes of an import a verdict. */
type AnyDefinition = Definition<unknown> & { readonly risk?: Risk; readonly verdict?: Verdict };

const severitiesOf = ({ severity }: AnyDefinition): readonly Severity[] =>
  typeof severity === 'string' ? [severity] : severity.levels;

/** `error or info, exposed`: the severities and the risk. Of an import: the verdict. */
const kindOf = (definition: AnyDefinition): string =>
  definition.verdict ?? `${severitiesOf(definition).join(' or ')}${definition.risk ? `, ${definition.risk}` : ''}`;

/** The definition of a code, whatever group it is in; undefined: there is no such code. */
export const definitionOf = (code: string): AnyDefinition | undefined =>
  Object.hasOwn(CATALOGUE, code) ? (CATALOGUE as Group)[code] : undefined;

const INDENT = '  ';
const indented = (text: string): string => exampleYaml(text, COLUMNS - INDENT.length).replaceAll(/^/gm, INDENT);

/** One code as `explain` prints it. The text is that of a sample. */
export const explained = (code: string, definition: AnyDefinition): string => {
  const { what, why, fix } = sampleWords(definition);
  const { example } = definition;
  const parts = [
    `${code} (${kindOf(definition)})`,
    wrapped(what),
    [...(why ? [wrapped(`Why: ${why}`)] : []), ...(fix ? [wrapped(`Fix: ${fix}`)] : [])].join('\n'),
    example ? `Before:\n${indented(example.before)}\n\nAfter:\n${indented(example.after)}` : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
};

const yamlOf = ({ before, after }: Example): string[] => [
  `# before\n${exampleYaml(before, COLUMNS)}`,
  `---\n# after\n${exampleYaml(after, COLUMNS)}`,
];

const section = ([code, definition]: [string, AnyDefinition]): string[] => {
  const { example } = definition;
  return [
    '',
    `### ${code}`,
    '',
    ...(definition.risk || definition.verdict ? [`*${kindOf(definition)}*`, ''] : []),
    joined(sampleWords(definition)),
    ...(example ? ['', '```yaml', ...yamlOf(example), '```'] : []),
  ];
};

const group = (title: string, about: string, definitions: Group): string[] => [
  '',
  `## ${title}`,
  ...(about ? ['', about] : []),
  ...Object.entries(definitions).flatMap(section),
];

/** A text of at most so many columns, with dots where it is cut. */
const fitted = (text: string, columns: number): string =>
  text.length > columns ? `${text.slice(0, columns - 3).trimEnd()}...` : text;

const lines = ([code, definition]: [string, AnyDefinition], width: number, columns: number): string =>
  `  ${fitted(`${code.padEnd(width)} ${sampleWords(definition).what}`, columns - INDENT.length)}`;

/** Every code with its meaning in one line, by topic. The values in the texts are examples. */
export const codesList = (columns = Number.POSITIVE_INFINITY): string => {
  const groups = [...FINDING_GROUPS, ['Refusals of answers', ANSWERS], ['Notices', NOTICES], ...IMPORT_GROUPS] as [
    string,
    Group,
  ][];
  const listed = groups.map(([title, definitions]) => {
    const width = Math.max(...Object.keys(definitions).map((code) => code.length));
    return `${title}:\n${Object.entries(definitions)
      .map((entry) => lines(entry, width, columns))
      .join('\n')}\n`;
  });
  return `${listed.join('\n')}\nTo read one of them, run: eg-api-gateway explain CODE\n`;
};

/** The page of all codes, in Markdown. */
export const codesPage = (): string =>
  [
    '# Codes',
    '',
    '`eg-api-gateway explain CODE` prints one of these; this page is generated from the same catalogue. The names and values in the texts are examples.',
    'Codes are permanent. Where a check predicts a status condition, its code is the reason of that condition.',
    '',
    'Findings come first, by topic, with their severity and [risk](check.md#risks); then refusals of answers and notices.',
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
    ...IMPORT_GROUPS.flatMap(([title, definitions]) =>
      group(title, 'In the report of `import`: what became of a value of the imported files.', definitions),
    ),
    '',
  ].join('\n');
