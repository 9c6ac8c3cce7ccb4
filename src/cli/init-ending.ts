// What init prints after it has written everything: at most one screen of a terminal with 24 rows.
import { basename, dirname, join } from 'node:path';
import { listed } from '../diagnostics/shown.ts';
import { wrapText } from '../diagnostics/wrap-text.ts';
import { shellWord } from '../files/quote.ts';
import { ANSWERS_FILE } from '../values/defaults.ts';
import type { Built } from './build-output.ts';
import type { Voice } from './environment.ts';
import { nextSteps } from './next-steps.ts';
import type { Output } from './output-folder.ts';

const COLUMNS = 80;
/** Rows of a terminal, without the line of the prompt and the line before the ending. */
const ROWS = 21;

/** The first sentence of a notice, as an item of a list. */
const itemOf = (text: string, code: string): string[] => {
  const sentence = /^.*?[.](?=\s|$)/.exec(text)?.[0] ?? text;
  return wrapText(`  - ${sentence} [${code}]`, COLUMNS, { hang: 4 }).split('\n');
};

/** The first sentences of notices, as many as fit in a number of rows; the runbook contains them whole. */
const notices = ({ intents }: Pick<Built, 'intents'>, runbook: string, rows: number): string[] => {
  const all = [...new Map(intents.flatMap((i) => i.notices).map((n) => [n.text, n])).values()];
  const shown: string[] = [];
  for (const [i, { text, code }] of all.entries()) {
    const item = itemOf(text, code);
    const left = all.length - i;
    // The heading, the empty line after the list, and a line for those that do not fit.
    if (shown.length + item.length + 2 + (left > 1 ? 1 : 0) > rows) {
      shown.push(`  - ${i === 0 ? left : `${left} more`}`);
      break;
    }
    shown.push(...item);
  }
  return shown.length === 0 ? [] : [`Please note (details: ${runbook}, Notices):`, ...shown, ''];
};

/** Prints what was written, what to know and what to do next. */
export const sayEnding = (voice: Voice, built: Built, output: Output, answersFile: string): void => {
  const [first, ...ofTeams] = built.intents;
  const { files } = built;
  const schema = join(dirname(answersFile), 'api-gateway.schema.json');
  const count = `${output.shown}/ (${files.size} files)`;
  const runbook = files.has('README.md') ? 'README.md' : [...files.keys()].find((f) => basename(f) === 'README.md');
  const from = answersFile === ANSWERS_FILE ? '' : ` -f ${shellWord(answersFile)}`;
  const { bold } = voice.paint;
  const steps = [
    ...wrapText(`Written: ${listed([answersFile, schema, count])}`, COLUMNS, { hang: 2 }).split('\n'),
    '',
    bold('Next:'),
    ...nextSteps(output.shown, first!, ofTeams).map((line) => `  ${line}`),
    '',
    bold('In CI, to verify that the manifests match the answers:'),
    `  npx eg-api-gateway generate --check${from}`,
  ];
  voice.copyable(['', ...notices(built, `${output.shown}/${runbook ?? ''}`, ROWS - steps.length), ...steps].join('\n'));
};
