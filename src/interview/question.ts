import type { Draft } from './draft.ts';

/** An option of a question. */
export interface Choice {
  readonly value: string;
  readonly name: string;
  readonly hint?: string;
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
  /** Printed before the question. */
  readonly remark?: string;
}

/** A question as data. The engine asks it, validates the answer with the schema at its id, and stores it under its id. */
export type Question =
  | (Common & {
      readonly kind: 'text';
      /** Converts the text to the stored value, which the schema then validates; undefined: the text is stored. */
      readonly read?: (text: string) => unknown;
      /** Returns a problem of the text that the schema does not find. */
      readonly validate?: (text: string) => string | undefined;
      /** An empty answer means "none": nothing is stored. */
      readonly optional?: boolean;
      /** A valid answer, for programs that show the question. */
      readonly example?: string;
    })
  | (Common & {
      readonly kind: 'select';
      readonly choices: readonly Choice[];
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
  /** The next question, depending on the answers so far, or undefined when the topic is done. */
  readonly next: (draft: Draft) => Question | undefined;
}

/** The first of the questions that is not answered yet. */
export const firstOpen = (draft: Draft, questions: readonly (Question | false | undefined)[]): Question | undefined =>
  questions.find((q): q is Question => q !== false && q !== undefined && !isAnswered(draft, q.id));

const isAnswered = (draft: Draft, id: string): boolean => draft.notes.has(id) || (!id.startsWith('?') && draft.has(id));

/** Words that commas or spaces separate, as a list without duplicates. */
export const words = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter((w) => w !== ''))];
