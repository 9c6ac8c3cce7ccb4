// The interview for programs: which questions are open, and answers to any of them, without a conversation.
import type { Draft } from './draft.ts';
import { apply, fits, plain, suggested, validate } from './engine.ts';
import type { Given, Memory } from './memory.ts';
import type { Question, Topic } from './question.ts';

/** A question that is not answered. */
export interface OpenQuestion {
  readonly topic: Topic;
  readonly question: Question;
  /** What `--yes` would answer; undefined: a person must decide. */
  readonly preset: Given | undefined;
}

/** What a walk through all topics found. */
export interface Walk {
  /** In the order in which they would be asked. */
  readonly open: readonly OpenQuestion[];
  readonly answered: readonly Question[];
}

/** An answer that a question refuses. */
export interface Refused {
  readonly id: string;
  readonly message: string;
}

/** `users` for `?users`: in some shells a question mark is a pattern. */
export const publicId = (id: string): string => id.replace(/^\?/, '');

/** Words for yes and no, in any case of letters. */
const YES_NO: Readonly<Record<string, boolean>> = { yes: true, y: true, true: true, no: false, n: false, false: false };

/** Converts a text to the answer of a question; returns what is wrong if it is none. */
export const givenFrom = (question: Question, text: string): { given: Given } | { message: string } => {
  const t = text.trim();
  if (question.kind === 'confirm') {
    const given = Object.hasOwn(YES_NO, t.toLowerCase()) ? YES_NO[t.toLowerCase()] : undefined;
    return given === undefined ? { message: 'Answer yes or no.' } : { given };
  }
  if (question.kind === 'select') {
    const values = question.choices.map((c) => c.value);
    return values.includes(t) ? { given: t } : { message: `Answer one of: ${values.join(', ')}.` };
  }
  const message = validate(question, plain(question, t));
  return message === undefined ? { given: t } : { message };
};

/** Finds the answer to a question, which the walk then uses; undefined: there is none. */
type Answering = (question: Question, before: readonly OpenQuestion[]) => Given | undefined;

/**
 * Asks the topics for their questions. Settled answers are applied to the draft. With `defaults`, so are defaults of open
 * questions, which shows the questions behind them; without, a topic ends at its first open question.
 */
export const walk = (
  topics: readonly Topic[],
  draft: Draft,
  memory: Memory,
  { defaults, answering }: { readonly defaults: boolean; readonly answering?: Answering },
): Walk => {
  const answered: Question[] = [];
  const open: OpenQuestion[] = [];
  for (const topic of topics) {
    const trail: string[] = [];
    const places = new Map<string, number>();
    let behind: OpenQuestion[] = [];
    for (let q = topic.next(draft); q; q = topic.next(draft)) {
      const id = q.id;
      const again = places.get(id);
      if (again !== undefined) {
        // An answer that reverts itself ("no" to a public service): its default answers nothing, and a given answer is asked again.
        const since = new Set(trail.slice(again));
        const ofDefault = behind.findIndex((o) => since.has(o.question.id));
        if (ofDefault >= 0) behind = [...behind.slice(0, ofDefault), { ...behind[ofDefault]!, preset: undefined }];
        else {
          for (const one of since) memory.reopen(one);
          behind.push({ topic, question: q, preset: undefined });
        }
        break;
      }
      const settled = memory.isSettled(id) ? memory.recall(id) : undefined;
      let given = answering?.(q, behind) ?? (fits(q, settled) ? settled : undefined);
      if (given === undefined) {
        const preset = suggested(q);
        // A default that the schema refuses is none.
        const usable = fits(q, preset) ? preset : undefined;
        behind.push({ topic, question: q, preset: usable });
        if (!defaults || usable === undefined) break;
        given = usable;
      } else answered.push(q);
      apply(q, given, draft);
      places.set(id, trail.push(id) - 1);
    }
    open.push(...behind);
  }
  return { open, answered };
};

/**
 * Stores answers by the ids of their questions. An answer also accepts the defaults of the questions before it in its topic.
 * Returns what is refused, and the ids that are no question; the caller then drops the memory.
 */
export const settle = (
  topics: readonly Topic[],
  draft: Draft,
  memory: Memory,
  answers: ReadonlyMap<string, string>,
): { readonly refused: readonly Refused[]; readonly unknown: readonly string[] } => {
  const refused: Refused[] = [];
  const left = new Set(answers.keys());
  walk(topics, draft, memory, {
    defaults: true,
    answering: (question, before) => {
      const id = left.has(question.id) ? question.id : publicId(question.id);
      if (!left.delete(id)) return undefined;
      const read = givenFrom(question, answers.get(id)!);
      if ('message' in read) {
        refused.push({ id, message: read.message });
        return undefined;
      }
      for (const o of before) if (o.preset !== undefined) memory.settle(o.question.id, o.preset);
      memory.settle(question.id, read.given);
      return read.given;
    },
  });
  return { refused, unknown: [...left] };
};

/** Accepts every default; questions without one stay open. */
export const settleDefaults = (topics: readonly Topic[], draft: Draft, memory: Memory): void => {
  for (const { question, preset } of walk(topics, draft, memory, { defaults: true }).open)
    if (preset !== undefined) memory.settle(question.id, preset);
};
