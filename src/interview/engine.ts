import { apply, defaultOf, fits, NONE, plain, shownAnswer, validate, validateLine } from './answering.ts';
import type { Draft } from './draft.ts';
import { type Given, Memory } from './memory.ts';
import { Back, Cancelled, type Prompter, type Shown } from './prompter.ts';
import type { Question, Topic } from './question.ts';

/** A question that has an answer. `isDefault`: nobody was asked. */
export interface Passed {
  readonly topic: Topic;
  readonly question: Question;
  readonly given: Given;
  readonly isDefault: boolean;
}

/** The first question that is open, and all before it. */
interface Replayed {
  readonly open: { readonly topic: Topic; readonly question: Question } | undefined;
  readonly passed: readonly Passed[];
  /** An answer reverted itself: its question is open again. */
  readonly reverted?: boolean;
}

/**
 * The result of an interview; a cancelled one keeps its draft. `back`: the person went back from the first question of a change.
 */
export type Outcome = Pick<Replayed, 'passed'> & {
  readonly outcome: 'answered' | 'cancelled' | 'back';
  readonly draft: Draft;
};

/** Asks one question; `before`: the earlier answer to it. */
const put = async (question: Question, before: Given | undefined, prompter: Prompter): Promise<Given> => {
  const { message, suggestion, remark, example } = question;
  if (remark !== undefined) prompter.say(remark);
  if (question.kind === 'confirm')
    return prompter.confirm({
      message,
      preset: typeof before === 'boolean' ? before : question.preset,
      ...(question.reason ? { hint: question.reason } : {}),
    });
  const own = suggestion && fits(question, suggestion.value) ? suggestion : undefined;
  const preset = typeof before === 'string' ? before : own?.value;
  const reason = before === undefined ? own?.reason : 'your previous answer';
  const optional = question.kind === 'text' && question.optional === true && preset !== undefined && preset !== '';
  const hint = [reason, example, optional && `enter ${NONE} for none`].filter(Boolean).join('; ');
  const shared = { message, ...(hint ? { hint } : {}), ...(preset === undefined ? {} : { preset }) };
  if (question.kind === 'select') return prompter.select({ ...shared, choices: question.choices });
  if (question.kind === 'lines')
    return prompter.lines({
      ...shared,
      check: (line, above) => {
        if (line !== '') return validateLine(question, line, above);
        return above.length > 0 || question.optional ? undefined : 'Enter at least one line.';
      },
    });
  return (await prompter.text({ ...shared, check: (t) => validate(question, plain(question, t)) })).trim();
};

/** Asks one question and stores the answer under its id. */
export const ask = async (question: Question, draft: Draft, prompter: Prompter): Promise<void> =>
  apply(question, await put(question, undefined, prompter), draft);

/** Accepts every suggestion; returns the questions that have none. */
export const takeSuggestions = (topics: readonly Topic[], draft: Draft): Question[] => {
  const open: Question[] = [];
  for (const topic of topics) {
    for (let q = topic.next(draft); q; q = topic.next(draft)) {
      const answer = defaultOf(q);
      if (answer === undefined) {
        open.push(q);
        break;
      }
      apply(q, answer, draft, true);
    }
  }
  return open;
};

/** Which questions get their default without being asked. */
type Decides = (question: Question) => boolean;
const RECOMMENDED: Decides = (q) => q.recommended === true;
/** With `--yes`: all that have a default. */
export const EVERY_DEFAULT: Decides = () => true;

/**
 * Applies all settled answers, and the defaults of questions that need not be asked, to a fresh draft. `runs`: topics that ask;
 * a topic that was opened in the review always does.
 */
const replay = (
  topics: readonly Topic[],
  draft: Draft,
  memory: Memory,
  { decides = RECOMMENDED, runs }: Pick<Session, 'decides' | 'runs'> = {},
): Replayed => {
  const passed: Passed[] = [];
  const at = new Map<string, number>();
  for (const id of memory.topics) draft.opened.add(id);
  for (const id of memory.settledIds) draft.settled.add(id);
  for (const topic of topics) {
    if (runs?.(topic) === false && !memory.topics.has(topic.id)) continue;
    for (let question = topic.next(draft); question; question = topic.next(draft)) {
      const { id } = question;
      const again = at.get(id);
      // An answer that reverts itself ("no" to a public service) reopens every question since.
      if (again !== undefined)
        for (const p of passed.splice(again)) {
          at.delete(p.question.id);
          if (!p.isDefault) memory.reopen(p.question.id);
        }
      const given = memory.recall(id);
      const isSettled = again === undefined && memory.isSettled(id) && fits(question, given);
      const byDefault =
        !isSettled && again === undefined && !memory.isReopened(id) && decides(question)
          ? defaultOf(question)
          : undefined;
      const answer = isSettled ? given : byDefault;
      if (answer === undefined) return { open: { topic, question }, passed, reverted: again !== undefined };
      apply(question, answer, draft, !isSettled);
      at.set(id, passed.length);
      passed.push({ topic, question, given: answer, isDefault: !isSettled });
    }
  }
  return { open: undefined, passed };
};

/** What an interview needs in addition to its topics. */
export interface Session {
  /** Returns a new draft with the answers before the first question. */
  readonly begin: () => Draft;
  readonly memory?: Memory;
  /** Called after each answer. */
  readonly save?: (memory: Memory) => void;
  readonly decides?: Decides;
  readonly runs?: (topic: Topic) => boolean;
  /** A change from the review: going back from its first question ends it. */
  readonly isChange?: boolean;
  /** The person went back from the review: the screen shows the questions again. */
  readonly goesBack?: boolean;
}

/** `Authentication (3 of 7)`; topics that are not numbered have their title only. */
const headingOf = (topic: Topic, topics: readonly Topic[], isChange: boolean): string => {
  const numbered = topics.filter((t) => t.main);
  const at = numbered.indexOf(topic);
  return at < 0 || isChange ? topic.title : `${topic.title} (${at + 1} of ${numbered.length})`;
};

/** Asks for missing answers topic by topic. It does not ask again for answers from the file or flags. */
export const interview = async (
  topics: readonly Topic[],
  { begin, memory = new Memory(), save, isChange = false, goesBack = false, ...how }: Session,
  prompter: Prompter,
): Promise<Outcome> => {
  let announced: Topic | undefined;
  const trail: string[] = [];
  /** What the screen shows of the questions so far. */
  const shown = (passed: readonly Passed[]): Shown[] => {
    const asked = passed.filter((p) => (isChange ? trail.includes(p.question.id) : !p.isDefault));
    announced = asked.at(-1)?.topic;
    return asked.flatMap(({ topic, question, given }, i) => [
      ...(asked[i - 1]?.topic === topic ? [] : [{ heading: headingOf(topic, topics, isChange) }]),
      { message: question.message, answer: shownAnswer(question, given) },
    ]);
  };
  let redraw = goesBack ? '' : undefined;
  for (;;) {
    const draft = begin();
    const { open, passed, reverted } = replay(topics, draft, memory, how);
    if (reverted) redraw ??= '';
    if (redraw !== undefined) prompter.redraw(shown(passed), redraw);
    redraw = undefined;
    if (!open) return { outcome: 'answered', draft, passed };
    const { topic, question } = open;
    if (topic !== announced) prompter.heading(headingOf(topic, topics, isChange));
    announced = topic;
    try {
      memory.settle(question.id, await put(question, memory.recall(question.id), prompter));
      trail.push(question.id);
      save?.(memory);
    } catch (error) {
      if (error instanceof Cancelled) return { outcome: 'cancelled', draft, passed };
      if (!(error instanceof Back)) throw error;
      if (error.typed) memory.keep(question.id, error.typed);
      const last = isChange ? trail.pop() : passed.findLast((p) => !p.isDefault)?.question.id;
      if (last === undefined && isChange) return { outcome: 'back', draft, passed };
      redraw = last === undefined ? 'This is the first question.' : '';
      if (last !== undefined) memory.reopen(last);
    }
  }
};
