// What init prints after it has written everything: at most one screen of a terminal with 24 rows.
import { basename, dirname, join } from 'node:path';
import { listed } from '../diagnostics/shown.ts';
import { shellWord } from '../files/quote.ts';
import { ANSWERS_FILE } from '../values/defaults.ts';
import type { Built } from './build-output.ts';
import type { Voice } from './environment.ts';
import { nextSteps } from './next-steps.ts';
import type { Output } from './output-folder.ts';

const COLUMNS = 80;
/** Above this number, notices are counted. */
const MOST_NOTICES = 3;

/** The first sentence of a notice, in one line. */
const inShort = (text: string, code: string): string => {
  const sentence = /^.*?[.:](?=\s|$)/.exec(text)?.[0] ?? text;
  const room = COLUMNS - code.length - 7;
  return `- ${sentence.length > room ? `${sentence.slice(0, room - 3)}...` : sentence} [${code}]`;
};

/** Notices with their first sentences; the runbook contains them whole. */
const notices = ({ intents }: Pick<Built, 'intents'>, runbook: string): string[] => {
  const all = [...new Map(intents.flatMap((i) => i.notices).map((n) => [n.text, n])).values()];
  if (all.length === 0) return [];
  const shown = all.slice(0, MOST_NOTICES).map(({ text, code }) => inShort(text, code));
  const left = all.length - shown.length;
  return [
    `Please note (details: ${runbook}, Notices):`,
    ...[...shown, ...(left > 0 ? [`- and ${left} more`] : [])].map((l) => `  ${l}`),
    '',
  ];
};

/** Prints what was written, what to know and what to do next. */
export const sayEnding = (voice: Voice, built: Built, output: Output, answersFile: string): void => {
  const [first, ...ofTeams] = built.intents;
  const { files } = built;
  const schema = join(dirname(answersFile), 'api-gateway.schema.json');
  const count = `${output.shown}/ (${files.size} files)`;
  const runbook = files.has('README.md') ? 'README.md' : [...files.keys()].find((f) => basename(f) === 'README.md');
  const from = answersFile === ANSWERS_FILE ? '' : ` -f ${shellWord(answersFile)}`;
  const { bold, green } = voice.paint;
  voice.copyable(
    [
      '',
      ...notices(built, `${output.shown}/${runbook ?? ''}`),
      `${green('Written:')} ${listed([answersFile, schema, count])}`,
      '',
      bold('Next:'),
      ...nextSteps(output.shown, first!, ofTeams).map((line) => `  ${line}`),
      '',
      bold('In CI, to verify that the manifests match the answers:'),
      `  npx eg-api-gateway generate --check${from}`,
    ].join('\n'),
  );
};
