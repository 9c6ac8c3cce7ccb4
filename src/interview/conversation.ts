import { checkValue } from '../answers/check-value.ts';
import { readFlagValue } from '../answers/flag-value.ts';
import { briefly } from '../diagnostics/refusal.ts';
import { type Draft, type Origin, schemaPath } from './draft.ts';
import { interview, type Passed } from './engine.ts';
import type { Memory } from './memory.ts';
import { Back, Cancelled, type Prompter } from './prompter.ts';
import type { Choice, Topic } from './question.ts';
import { type Changeable, lineName, type ReviewLine, reviewLines, type Section, sectionsOf } from './review.ts';

/** What a conversation starts from, and where it stores the answers. */
export interface Conversation {
  readonly topics: readonly Topic[];
  /** Returns a new draft with the answers of file and flags. */
  readonly begin: () => Draft;
  /** The origin of an answer that the interview did not ask for. */
  readonly before: (key: string) => Origin;
  readonly memory: Memory;
  readonly save: (memory: Memory) => void;
  /** Topics that ask; the others ask only after they are opened in the review. */
  readonly runs?: (topic: Topic) => boolean;
}

/** What the review needs to know about the interview. */
interface Reviewed extends Conversation {
  readonly draft: Draft;
  readonly passed: readonly Passed[];
}

/** Changes an answer of a file or a flag in the review; the schema at its key validates it. */
const changeLine = async ({ key, value }: ReviewLine, memory: Memory, prompter: Prompter): Promise<void> => {
  const read = (text: string): ReturnType<typeof readFlagValue> => readFlagValue(key, text);
  const text = await prompter.text({
    message: key,
    preset: value,
    hint: 'text, a list [a, b] or a map {k: v}, as in the answers file',
    check: (t) => {
      const got = read(t);
      const refusal = 'refusal' in got ? got.refusal : checkValue(schemaPath(key), got.value);
      return briefly(refusal);
    },
  });
  const got = read(text);
  if ('value' in got) memory.changes.set(key, got.value);
};

/** Asks which of several things to do; with one there is no question. */
const choose = async <T extends { readonly name: string }>(
  message: string,
  all: readonly T[],
  prompter: Prompter,
): Promise<T> => {
  if (all.length === 1) return all[0]!;
  const choices = all.map(({ name }, i): Choice => ({ value: String(i), name }));
  return all[Number(await prompter.select({ message, choices, isPage: true }))]!;
};

const changeOne = async (what: Changeable, { draft, memory }: Reviewed, prompter: Prompter): Promise<void> => {
  if ('question' in what) return memory.reopen(what.question);
  const cause = draft.causeOf(what.line.key);
  if (cause === undefined) await changeLine(what.line, memory, prompter);
  else memory.reopen(cause);
};

/** Asks the questions of a topic for which a file or flags have no answer. */
const openTopic = (topic: Topic, { draft, memory }: Reviewed): void => {
  draft.opened.add(topic.id);
  const first = topic.next(draft);
  memory.topics.add(topic.id);
  if (first) memory.reopen(first.id);
};

const changeSection = async (
  { topic, title, changeable }: Section,
  of: Reviewed,
  prompter: Prompter,
): Promise<void> => {
  const asks = topic !== undefined && !of.passed.some((p) => p.topic === topic);
  const opens = asks && changeable.length > 0 && topic.next(of.draft) !== undefined;
  const all: (Changeable | { topic: Topic; name: string })[] = [
    ...changeable,
    ...(opens ? [{ topic: topic!, name: 'Answer what is not set' }] : []),
  ];
  if (all.length === 0) {
    if (topic) openTopic(topic, of);
    return;
  }
  const what = await choose(`${title}: what do you want to change?`, all, prompter);
  if ('topic' in what) openTopic(what.topic, of);
  else await changeOne(what, of, prompter);
};

/** What can be added to the answers, and every answer by its key. */
const addOrSeeAll = async (of: Reviewed, prompter: Prompter): Promise<void> => {
  const { topics, draft, memory, before } = of;
  const adds = topics.flatMap(({ id, adds }) => {
    const [yes, ask] = [adds?.yes?.(draft), adds?.ask?.(draft)];
    return adds && (yes ?? ask) !== undefined ? [{ id, name: adds.name, yes, ask }] : [];
  });
  const every = { name: 'Every answer, by its key in the answers file', id: '', yes: undefined, ask: undefined };
  const { id, yes, ask } = await choose('What do you want to add or see?', [...adds, every], prompter);
  if (yes === undefined && ask === undefined) {
    const lines = reviewLines(draft, before).map((line) => ({ line, name: lineName(line) }));
    return changeOne(await choose('Which answer do you want to change?', lines, prompter), of, prompter);
  }
  memory.topics.add(id);
  if (yes === undefined) memory.reopen(ask!);
  else memory.settle(yes, true);
};

const WIDTH = 20;
const rowOf = ({ title, summary: [first = '', ...more] }: Section, i: number): Choice => ({
  value: `section ${i}`,
  name: `${title.padEnd(WIDTH - 1)} ${first}`,
  more: more.map((text) => `${' '.repeat(WIDTH)}${text}`),
});

/** Shows all answers in one screen. Returns the decision, or changes an answer and returns `again`. */
const review = async (of: Reviewed, prompter: Prompter): Promise<'write' | 'leave' | 'again'> => {
  const sections = sectionsOf(of.topics, of.draft, of.passed, of.before);
  const rows = (isAnswered: boolean): Choice[] =>
    sections.flatMap((section, i) => (section.isAnswered === isAnswered ? [rowOf(section, i)] : []));
  const recommended = rows(false);
  const wanted = await prompter.select({
    message: 'Use these answers?',
    isPage: true,
    choices: [
      { value: 'write', name: 'Use these: write them and the manifests' },
      { value: 'more', name: 'Add CORS, public paths, a provider, a canary; see every answer' },
      { value: 'leave', name: 'Quit and keep a draft' },
      { heading: 'Your answers (select one to change it)' },
      ...rows(true),
      ...(recommended.length > 0
        ? [{ heading: 'Recommended settings (select one to change it)' }, ...recommended]
        : []),
    ],
    preset: 'write',
  });
  if (wanted === 'write' || wanted === 'leave') return wanted;
  try {
    if (wanted === 'more') await addOrSeeAll(of, prompter);
    else await changeSection(sections[Number(wanted.split(' ')[1])]!, of, prompter);
    of.save(of.memory);
  } catch (error) {
    // Going back from a list shows the review.
    if (!(error instanceof Back)) throw error;
  }
  return 'again';
};

/** Repeats interview and review until the person accepts the answers (the draft) or quits (undefined). */
export const converse = async (conversation: Conversation, prompter: Prompter): Promise<Draft | undefined> => {
  const { topics, memory, save, runs } = conversation;
  const begin = (): Draft => {
    const draft = conversation.begin();
    for (const [key, value] of memory.changes) draft.set(key, value);
    return draft;
  };
  /** The answers before the change that is being made; undefined: none is. */
  let earlier: Memory | undefined;
  let goesBack = false;
  for (;;) {
    const session = { begin, memory, save, goesBack, isChange: earlier !== undefined, ...(runs && { runs }) };
    const { outcome, draft, passed } = await interview(topics, session, prompter);
    if (outcome === 'cancelled') return undefined;
    if (outcome === 'back' && earlier) memory.restore(earlier);
    earlier = undefined;
    goesBack = false;
    if (outcome === 'back') continue;
    earlier = memory.copy();
    try {
      const decided = await review({ ...conversation, draft, passed }, prompter);
      if (decided === 'write') return draft;
      if (decided === 'leave') return undefined;
    } catch (error) {
      if (error instanceof Cancelled) return undefined;
      if (!(error instanceof Back)) throw error;
      // Back from the review asks the last question again.
      earlier = undefined;
      const last = passed.findLast((p) => !p.isDefault)?.question.id;
      if (last !== undefined) memory.reopen(last);
      goesBack = last !== undefined;
    }
  }
};
