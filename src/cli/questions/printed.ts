import { joined } from '../../diagnostics/catalogue.ts';
import { counted } from '../../diagnostics/shown.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { wrapText } from '../../diagnostics/wrap-text.ts';
import { shellWord } from '../../files/quote.ts';
import { ANSWERS_FILE } from '../../values/defaults.ts';
import type { Voice } from '../environment.ts';
import type { JsonProblem } from '../result/json-problems.ts';
import { jsonText } from '../result/json-text.ts';
import type { Outcome } from './outcome.ts';
import { answerArgument, questionJson } from './question-json.ts';
import { type Session, stateOf } from './session.ts';

/** The command with the answers file of the session. */
const withFile = (command: string, { path, shown }: Session): string =>
  `npx eg-api-gateway ${command}${path === undefined ? ' -f -' : shown === ANSWERS_FILE ? '' : ` -f ${shellWord(shown)}`}`;

/** Open questions that somebody must decide. */
const requiredOf = ({ open }: Outcome): Outcome['open'] => open.filter((o) => o.preset === undefined);

/** What to run next. */
const nextOf = (session: Session, outcome: Outcome): string[] => {
  const { open, ready } = outcome;
  const required = requiredOf(outcome);
  return [
    ...(required.length > 0 ? [withFile(`answer ${answerArgument(required[0]!.question)}`, session)] : []),
    ...(required.length === 0 && open.length > 0 ? [withFile('answer --defaults', session)] : []),
    ...(ready ? [withFile('generate', session)] : []),
  ];
};

const jsonOf = (session: Session, outcome: Outcome): string => {
  const { open, recommended, ready, answers, answered, problems } = outcome;
  const topics = session.interview.topics.map(({ id, title, main }) => ({
    id,
    title,
    main: main === true,
    open: open.filter((o) => o.topic.id === id).length,
  }));
  return jsonText({
    ok: true,
    ...(session.path === undefined ? {} : { file: session.shown }),
    ready,
    progress: { answered, open: open.length, required: requiredOf(outcome).length, topics },
    open: open.map(questionJson),
    recommended: recommended.map(questionJson),
    problems: problems.map((p): JsonProblem & { message: string } => ({ ...p, message: joined(p) })),
    answers,
    ...(session.path === undefined ? { state: stateOf(session) } : {}),
    next: nextOf(session, outcome),
  });
};

const shownDefault = (preset: string | boolean): string =>
  typeof preset === 'boolean' ? (preset ? 'yes' : 'no') : preset === '' ? 'none' : preset;

/** The open questions for a person: a topic, and a line or two for each question. */
const textOf = (session: Session, outcome: Outcome): string => {
  const { open, ready, problems } = outcome;
  const lines: string[] = [];
  let topic = '';
  for (const o of open) {
    if (o.topic.title !== topic) lines.push('', o.topic.title);
    topic = o.topic.title;
    const { id, text, choices, example, reason, remark } = questionJson(o);
    const preset = o.preset === undefined ? '' : ` (default: ${shownDefault(o.preset)})`;
    lines.push(`  ${visibleLine(id)}: ${visibleLine(text)}${visibleLine(preset)}`);
    const values = choices?.map((c) => c.value).join(', ');
    if (values) lines.push(`      one of: ${visibleLine(values)}`);
    else if (o.preset === undefined && example) lines.push(`      such as ${visibleLine(example)}`);
    if (reason) lines.push(`      ${visibleLine(reason)}`);
    if (remark)
      lines.push(
        ...wrapText(visibleLine(remark), 74)
          .split('\n')
          .map((line) => `      ${line}`),
      );
  }
  for (const p of problems) lines.push('', visibleLine(joined(p)));
  const required = requiredOf(outcome).length;
  lines.push(
    '',
    open.length === 0
      ? ready
        ? 'All questions are answered.'
        : 'All questions are answered, but the answers are not valid.'
      : `${counted(open.length, 'question')} open, ${required} without a default.`,
  );
  const next = nextOf(session, outcome);
  if (next.length > 0) lines.push('Next:', ...next.map((command) => `  ${command}`));
  return `${lines.join('\n').trimStart()}\n`;
};

/** Prints where the interview is. */
export const printOutcome = (voice: Voice, session: Session, outcome: Outcome, json: boolean): void => {
  if (json) voice.result(jsonOf(session, outcome));
  else voice.report(textOf(session, outcome));
};
