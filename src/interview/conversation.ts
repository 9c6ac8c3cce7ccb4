import { checkValue } from '../answers/check-value.ts';
import { readFlagValue } from '../answers/flag-value.ts';
import { briefly } from '../diagnostics/refusal.ts';
import { type Draft, type Origin, schemaPath } from './draft.ts';
import { interview } from './engine.ts';
import type { Memory } from './memory.ts';
import { Back, Cancelled, type Prompter } from './prompter.ts';
import type { Topic } from './question.ts';
import { formatReview, type ReviewLine, reviewLines } from './review.ts';

/** What a conversation starts from, and where it stores the answers. */
export interface Conversation {
  readonly topics: readonly Topic[];
  /** Returns a new draft with the answers of file and flags. */
  readonly begin: () => Draft;
  /** The origin of an answer that the interview did not ask for. */
  readonly before: (key: string) => Origin;
  readonly memory: Memory;
  readonly save: (memory: Memory) => void;
}

/** Changes an answer of a file or a flag in the review; the schema at its key validates it. */
const change = async ({ key, value }: ReviewLine, memory: Memory, prompter: Prompter): Promise<void> => {
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

const chooseLine = async (lines: readonly ReviewLine[], prompter: Prompter): Promise<ReviewLine> => {
  const shown = formatReview(lines);
  const key = await prompter.select({
    message: 'Which answer do you want to change?',
    choices: lines.map((l, i) => ({ value: l.key, name: shown[i]! })),
  });
  return lines.find((l) => l.key === key)!;
};

/** Shows the review. Returns the decision, or changes an answer and returns `again`. */
const review = async (
  draft: Draft,
  { before, memory, save }: Conversation,
  prompter: Prompter,
): Promise<'write' | 'leave' | 'again'> => {
  const lines = reviewLines(draft, before);
  prompter.heading('Review');
  for (const line of formatReview(lines)) prompter.say(`  ${line}`);
  const wanted = await prompter.select({
    message: 'Write the answers and the manifests?',
    choices: [
      { value: 'write', name: 'Write them' },
      { value: 'change', name: 'Change an answer' },
      { value: 'leave', name: 'Quit and keep a draft' },
    ],
    preset: 'write',
  });
  if (wanted !== 'change') return wanted === 'write' ? 'write' : 'leave';
  const line = await chooseLine(lines, prompter);
  const cause = draft.causeOf(line.key);
  if (cause === undefined) await change(line, memory, prompter);
  else memory.reopen(cause);
  save(memory);
  return 'again';
};

/** Repeats interview and review until the person accepts the answers (the draft) or quits (undefined). */
export const converse = async (conversation: Conversation, prompter: Prompter): Promise<Draft | undefined> => {
  const { topics, memory, save } = conversation;
  const begin = (): Draft => {
    const draft = conversation.begin();
    for (const [key, value] of memory.changes) draft.set(key, value);
    return draft;
  };
  for (;;) {
    const { outcome, draft } = await interview(topics, { begin, memory, save }, prompter);
    if (outcome === 'cancelled') return undefined;
    try {
      const decided = await review(draft, conversation, prompter);
      if (decided === 'write') return draft;
      if (decided === 'leave') return undefined;
    } catch (error) {
      if (error instanceof Cancelled) return undefined;
      // Back from the review shows the review again.
      if (!(error instanceof Back)) throw error;
    }
  }
};
