import type { Draft } from './draft.ts';

/** One thing to choose. */
export interface Choice {
  readonly value: string;
  readonly name: string;
  readonly hint?: string;
}

/** A suggested answer, and why it is a good one. */
export interface Suggestion {
  readonly value: string;
  readonly reason: string;
}

interface Common {
  /** The answer's key (`traffic.p95Latency`, `services.users.auth`), or `?...` for a question about the interview itself. */
  readonly id: string;
  readonly message: string;
  readonly suggestion?: Suggestion;
  /** Said before it is asked. */
  readonly remark?: string;
}

/** A question as data; the engine asks it, checks the answer against the schema by its id, and stores it under its id. */
export type Question =
  | (Common & {
      readonly kind: 'text';
      /** What is typed as what is stored; undefined: as it is. `check` sees the stored value. */
      readonly read?: (text: string) => unknown;
      /** Beyond the schema: what is wrong with what was typed. */
      readonly judge?: (text: string) => string | undefined;
      /** An empty answer means "none": nothing is stored. */
      readonly optional?: boolean;
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
  /** The next question that the answers so far call for, or undefined when the topic is done. */
  readonly next: (draft: Draft) => Question | undefined;
}

/** The first of the questions that was not answered yet. */
export const firstOpen = (draft: Draft, questions: readonly (Question | false | undefined)[]): Question | undefined =>
  questions.find((q): q is Question => q !== false && q !== undefined && !isAnswered(draft, q.id));

export const isAnswered = (draft: Draft, id: string): boolean =>
  draft.notes.has(id) || (!id.startsWith('?') && draft.has(id));

/** Words with commas or spaces between, as a list; a word that is there twice counts once. */
export const words = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter((w) => w !== ''))];
