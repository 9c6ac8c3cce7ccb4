// The interview for programs: which questions are open, and answers to any of them, without a conversation.
import { apply, defaultOf, fits, plain, validate } from './answering.ts';
import type { Draft } from './draft.ts';
import type { Given, Memory } from './memory.ts';
import type { Question, Topic } from './question.ts';

/** A question that nobody answered. */
export interface OpenQuestion {
  readonly topic: Topic;
  readonly question: Question;
  /** What it gets without an answer; undefined: somebody must decide. */
  readonly preset: Given | undefined;
}

/** What a walk through all topics found. */
export interface Walk {
  /** In the order in which they would be asked. */
  readonly open: readonly OpenQuestion[];
  /** Questions that nobody is asked: their defaults are recommended. */
  readonly recommended: readonly OpenQuestion[];
  readonly answered: readonly Question[];
}

/** `users` for `?users`: in some shells a question mark is a pattern. */
export const publicId = (id: string): string => id.replace(/^\?/, '');

/** Words for yes and no, in any case of letters. */
const YES_NO = new Map([
  ...['yes', 'y', 'true'].map((word) => [word, true] as const),
  ...['no', 'n', 'false'].map((word) => [word, false] as const),
]);

/** Whether a text is a list or a map of the answers file. */
const isFlow = (text: string | undefined): boolean => /^\s*[[{]/.test(text ?? '');

/** Converts a text to the answer of a question; returns what is wrong if it is none. */
const givenFrom = (question: Question, text: string): { given: Given } | { message: string } => {
  const t = text.trim();
  if (question.kind === 'confirm') {
    const given = YES_NO.get(t.toLowerCase());
    return given === undefined ? { message: 'Answer yes or no.' } : { given };
  }
  if (question.kind === 'select') {
    const values = question.choices.map((c) => c.value);
    const given = values.find((v) => v.toLowerCase() === t.toLowerCase()) ?? (question.accepts?.(t) ? t : undefined);
    return given !== undefined ? { given } : { message: `Answer one of: ${values.join(', ')}.` };
  }
  const message = validate(question, plain(question, t));
  return message === undefined ? { given: t } : { message };
};

/** How a walk treats questions. */
interface How {
  /** `settled`: a topic ends at its first question without an answer. `recommended`: also takes recommended answers. `defaults`: all. */
  readonly takes: 'settled' | 'recommended' | 'defaults';
  /** Topics that ask; undefined: all. */
  readonly runs?: ((topic: Topic) => boolean) | undefined;
  /** Finds an answer to a question, which the walk then uses. `before`: open questions of the topic so far. */
  readonly answering?: (topic: Topic, question: Question, before: readonly OpenQuestion[]) => Given | undefined;
}

/** Asks the topics for their questions, and applies answers and, if wanted, defaults to the draft. */
export const walk = (topics: readonly Topic[], draft: Draft, memory: Memory, { takes, runs, answering }: How): Walk => {
  let answered: Question[] = [];
  const found: (OpenQuestion & { readonly isRecommended: boolean })[] = [];
  for (const id of memory.topics) draft.opened.add(id);
  for (const id of memory.settledIds) draft.settled.add(id);
  for (const topic of topics) {
    if (runs?.(topic) === false) continue;
    const trail: string[] = [];
    const places = new Map<string, number>();
    let before: typeof found = [];
    for (let question = topic.next(draft); question; question = topic.next(draft)) {
      const { id } = question;
      const again = places.get(id);
      if (again !== undefined) {
        // An answer that reverts itself ("no" to a public service): as a default it answers nothing, and given it is asked again.
        const since = new Set(trail.slice(again));
        const ofDefault = before.findIndex((o) => since.has(o.question.id));
        if (ofDefault >= 0)
          before = [...before.slice(0, ofDefault), { ...before[ofDefault]!, preset: undefined, isRecommended: false }];
        else {
          for (const one of since) memory.reopen(one);
          before.push({ topic, question, preset: undefined, isRecommended: false });
        }
        // A topic with independent questions goes on without the one that nobody answered.
        const open = before.at(-1)!.question.id;
        if (!topic.independent || draft.skipped.has(open)) break;
        draft.skipped.add(open);
        for (const one of trail.splice(again)) places.delete(one);
        answered = answered.filter((q) => !since.has(q.id));
        continue;
      }
      const settled = memory.isSettled(id) ? memory.recall(id) : undefined;
      let given = answering?.(topic, question, before) ?? (fits(question, settled) ? settled : undefined);
      const isDefault = given === undefined;
      if (given === undefined) {
        const preset = defaultOf(question);
        const isRecommended = question.recommended === true && preset !== undefined && !memory.isReopened(id);
        before.push({ topic, question, preset, isRecommended });
        const isTaken = takes === 'defaults' || (takes === 'recommended' && isRecommended);
        if (!isTaken || preset === undefined) {
          // A topic goes on only with questions that do not depend on this one.
          draft.skipped.add(id);
          if (draft.skipped.has(topic.next(draft)?.id ?? id)) break;
          continue;
        }
        given = preset;
      } else answered.push(question);
      apply(question, given, draft, isDefault);
      places.set(id, trail.push(id) - 1);
    }
    found.push(...before);
  }
  return {
    answered,
    open: found.filter((o) => !o.isRecommended),
    recommended: found.filter((o) => o.isRecommended),
  };
};

/** An answer that is refused; `twice`: the question takes one answer only. */
export type Refused = { readonly id: string } & ({ readonly message: string } | { readonly twice: true });

/**
 * Stores answers by the ids of their questions: one text, or the lines of a question that takes several. An answer also accepts
 * the defaults of the questions before it in its topic. `opens`: topics also ask for what a file or flags answer. Returns what is
 * refused, and the ids that are no question; with a refusal the caller drops the memory.
 */
export const settle = (
  topics: readonly Topic[],
  draft: Draft,
  memory: Memory,
  answers: ReadonlyMap<string, readonly string[]>,
  { opens }: { readonly opens: boolean },
): {
  readonly refused: readonly Refused[];
  readonly unknown: readonly string[];
  readonly topics: ReadonlySet<Topic>;
} => {
  const refused: Refused[] = [];
  const touched = new Set<Topic>();
  const left = new Set(answers.keys());
  if (opens) for (const { id } of topics) draft.opened.add(id);
  // Questions depend on what else this call answers, whatever the order.
  for (const id of [...memory.settledIds, ...[...answers.keys()].flatMap((key) => [key, `?${key}`])])
    draft.settled.add(id);
  walk(topics, draft, memory, {
    takes: 'defaults',
    answering: (topic, question, before) => {
      const id = publicId(question.id);
      // A combination is no choice, but a value of the key.
      if (question.kind === 'select' && id === question.id && isFlow(answers.get(id)?.[0])) return undefined;
      if (!left.delete(id)) return undefined;
      const texts = answers.get(id)!;
      if (question.kind !== 'lines' && new Set(texts).size > 1) {
        refused.push({ id, twice: true });
        return undefined;
      }
      const read = givenFrom(question, question.kind === 'lines' ? texts.join('\n') : texts[0]!);
      if ('message' in read) {
        refused.push({ id, message: read.message });
        return undefined;
      }
      touched.add(topic);
      for (const o of topic.independent ? [] : before)
        if (o.preset !== undefined) memory.settle(o.question.id, o.preset);
      memory.settle(question.id, read.given);
      return read.given;
    },
  });
  return { refused, unknown: [...left], topics: touched };
};

/** Accepts every default that would be asked for; recommended ones need no answer. */
export const settleDefaults = (
  topics: readonly Topic[],
  draft: Draft,
  memory: Memory,
  runs?: (topic: Topic) => boolean,
): void => {
  for (const { question, preset } of walk(topics, draft, memory, { takes: 'defaults', runs }).open)
    if (preset !== undefined) memory.settle(question.id, preset);
};
