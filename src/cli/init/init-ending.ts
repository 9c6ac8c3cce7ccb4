import { counted, listed } from '../../diagnostics/shown.ts';
import { wrapText } from '../../diagnostics/wrap-text.ts';
import { changedObjects } from '../../files/changed-objects.ts';
import type { WritePlan } from '../../files/plan.ts';
import { shellWord } from '../../files/quote.ts';
import type { Intent } from '../../model/intent.ts';
import { FILES } from '../../stages.ts';
import { ANSWERS_FILE } from '../../values/defaults.ts';
import type { Voice } from '../environment.ts';
import type { Built } from '../output/build-output.ts';
import { type Change, nextSteps } from '../output/next-steps.ts';
import type { Output } from '../output/output-folder.ts';
import { runbookOf } from '../output/runbook-of.ts';
import { applyCommands, isChange } from '../output/say-changed.ts';
import { schemaFileOf } from '../output/schema-file.ts';

/** No line is longer than this, in any terminal. */
const MOST_COLUMNS = 80;
/** Rows of a terminal, without the line of the prompt and the line before the ending. */
const ROWS = 21;

/** Lines of an item of a list. */
const item = (text: string, columns: number): string[] =>
  wrapText(text, columns - 4)
    .split('\n')
    .map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`);

/** The first sentence of a notice, as an item of a list. */
const itemOf = (text: string, code: string, columns: number): string[] =>
  item(`${/^.*?[.](?=\s|$)/.exec(text)?.[0] ?? text} [${code}]`, columns);

/** The first sentences of notices, as many as fit in a number of rows; the runbook contains them whole. */
const notices = ({ intents }: Pick<Built, 'intents'>, runbook: string, rows: number, columns: number): string[] => {
  const all = [...new Map(intents.flatMap((i) => i.notices).map((n) => [n.text, n])).values()];
  const shown: string[] = [];
  for (const [i, { text, code }] of all.entries()) {
    const lines = itemOf(text, code, columns);
    const left = all.length - i;
    // The heading, the empty line after the list, and a line for those that do not fit.
    if (shown.length + lines.length + 2 + (left > 1 ? 1 : 0) > rows) {
      shown.push(`  - ${i === 0 ? left : `${left} more`}`);
      break;
    }
    shown.push(...lines);
  }
  return shown.length === 0 ? [] : [`Please note (details: ${runbook}, Notices):`, ...shown, ''];
};

/** `14 files`, or what happened to them if the folder contained some before: `1 changed, 13 unchanged`. */
const countOf = ({ created, changed, blocked, removed, unchanged }: WritePlan): string => {
  const counts = [
    [created.length, 'created'],
    [changed.length + blocked.length, 'changed'],
    [removed.length, 'removed'],
    [unchanged.length, 'unchanged'],
  ] as const;
  const some = counts.filter(([count]) => count > 0);
  return some.length === 1 && created.length > 0
    ? counted(created.length, 'file')
    : some.map(([count, what]) => `${count} ${what}`).join(', ');
};

/** The certificate that nobody chose, and how to choose another one. */
const certificateOf = ({ certificate }: Intent): string[] => {
  if (certificate.from !== 'issuer') return [];
  const which =
    certificate.emit === undefined ? `ClusterIssuer ${certificate.issuer.name}` : 'self-signed, for a trial';
  return [`Certificate: ${which}. To use another one: --tls-issuer, --tls-secret, --tls-acme-email.`];
};

/** The objects that differ from what the folder contained; undefined: it is new. */
const changeOf = ({ intents, files }: Built, { shown }: Output, plan: WritePlan): Change | undefined => {
  if (!isChange(plan)) return undefined;
  const objects = changedObjects(plan);
  return {
    commands: applyCommands(shown, intents, objects),
    changed: objects.filter((o) => o.does !== 'delete').length,
    deleted: files.has(FILES.prune) ? objects.filter((o) => o.does === 'delete').length : 0,
  };
};

/** What init has written. */
export interface Ended {
  readonly output: Output;
  readonly plan: WritePlan;
  readonly answersFile: string;
  /** Whether --yes chose the certificate. */
  readonly isChosen: boolean;
}

/** Prints what was written, what to know and what to do next. */
export const sayEnding = (
  voice: Voice,
  built: Built,
  { output, plan, answersFile, isChosen }: Ended,
  terminal: { readonly columns?: number | undefined } = {},
): void => {
  const columns = Math.min(terminal.columns ?? MOST_COLUMNS, MOST_COLUMNS);
  const [first, ...ofTeams] = built.intents;
  const { files } = built;
  const schema = schemaFileOf(answersFile);
  const count = `${output.shown}/ (${countOf(plan)})`;
  const from = answersFile === ANSWERS_FILE ? '' : ` -f ${shellWord(answersFile)}`;
  const { bold } = voice.paint;
  const written = [`Written: ${listed([answersFile, schema, count])}`, ...(isChosen ? certificateOf(first!) : [])];
  const steps = [
    ...written.flatMap((line) => wrapText(line, columns, { hang: 2 }).split('\n')),
    '',
    bold('Next:'),
    ...nextSteps(output.shown, first!, ofTeams, changeOf(built, output, plan)).map((line) => `  ${line}`),
    '',
    bold('In CI, to verify that the manifests match the answers:'),
    `  npx eg-api-gateway generate --check${from}`,
  ];
  voice.copyable(
    ['', ...notices(built, `${output.shown}/${runbookOf(files)}`, ROWS - steps.length, columns), ...steps].join('\n'),
  );
};
