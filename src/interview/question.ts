import type { Draft } from './draft.ts';

/** An option of a question. */
export interface Choice {
  readonly value: string;
  readonly name: string;
  readonly hint?: string;
  /** Lines below its name. */
  readonly more?: readonly string[];
}

/** A suggested answer and its reason. */
export interface Suggestion {
  readonly value: string;
  readonly reason: string;
}

interface Common {
  /** The answer's key (`traffic.p95Latency`, `services.users.auth`), or `?...` for a question about the interview itself. */
  readonly id: string;
  readonly message: string;
  readonly suggestion?: Suggestion;
  /** What can be entered, shown with the question: `several: api.example.com, *.example.com`. */
  readonly example?: string;
  /** Printed before the question. */
  readonly remark?: string;
  /** The suggestion is used without asking. The review shows it, and a person can change it there. */
  readonly recommended?: boolean;
}

/** Questions that are answered with text. */
interface Text extends Common {
  /** Converts the text to the stored value, which the schema then validates; undefined: nothing is stored. */
  readonly read?: (text: string) => unknown;
  /** An empty answer means "none": nothing is stored. */
  readonly optional?: boolean;
}

/** A question as data. The engine asks it, validates the answer with the schema at its id, and stores it under its id. */
export type Question =
  | (Text & {
      readonly kind: 'text';
      /** Returns a problem of the text that the schema does not find. */
      readonly validate?: (text: string) => string | undefined;
    })
  | (Text & {
      /** Several lines in one answer, joined with newlines. Its id begins with `?`. */
      readonly kind: 'lines';
      /** Returns the problem of a line; `before`: the lines above it. */
      readonly validateLine: (line: string, before: readonly string[]) => string | undefined;
      /** Returns the first problem of all lines, for answers of many lines. */
      readonly validateAll?: (lines: readonly string[]) => string | undefined;
    })
  | (Common & {
      readonly kind: 'select';
      readonly choices: readonly Choice[];
      /** Values that are answers, too, but that nobody is offered. */
      readonly accepts?: (value: string) => boolean;
      readonly read?: (value: string) => unknown;
    })
  | (Common & {
      readonly kind: 'confirm';
      readonly preset: boolean;
      readonly reason?: string;
      readonly store?: (yes: boolean, draft: Draft) => void;
    });

/** A group of questions under one heading. */
export interface Topic {
  readonly id: string;
  readonly title: string;
  /** One of the numbered topics, which the interview asks about in order. The others have recommended answers. */
  readonly main?: boolean;
  /** Its questions are about different things: an answer to one does not accept the defaults of those before it. */
  readonly independent?: boolean;
  /** The next question, depending on the answers so far, or undefined when the topic is done. */
  readonly next: (draft: Draft) => Question | undefined;
  /** Keys of answers that belong to the topic: itself and all keys below it. `*` is the name of a service. */
  readonly keys?: readonly string[];
  /** The answers in one line of the review, or in several; undefined: no line. */
  readonly summary: (draft: Draft) => string | readonly string[] | undefined;
  /** What the review offers to add. `yes`: the confirmation that this answers; `ask`: the question that it asks. */
  readonly adds?: {
    readonly name: string;
    readonly yes?: (draft: Draft) => string | undefined;
    readonly ask?: (draft: Draft) => string | undefined;
  };
}

/** The first of the questions that is not answered yet. */
export const firstOpen = (draft: Draft, questions: readonly (Question | false | undefined)[]): Question | undefined =>
  questions.find((q): q is Question => q !== false && q !== undefined && !isAnswered(draft, q.id));

const isAnswered = (draft: Draft, id: string): boolean => draft.notes.has(id) || (!id.startsWith('?') && draft.has(id));

/** Words that commas or spaces separate, as a list without duplicates. */
export const words = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter((w) => w !== ''))];

/** Names that commas separate; a name with a space stays whole, so that the schema can report it. */
export const names = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((w) => w.trim())
      .filter((w) => w !== ''),
  ),
];

/** `10`, `10%` and `10 %` as a number; other text stays text, which the schema refuses. */
export const percent = (text: string): number | string => {
  const m = /^(\d+(?:\.\d+)?)\s*%?$/.exec(text.trim());
  return m ? Number(m[1]) : text;
};
