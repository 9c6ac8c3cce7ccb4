import type { Choice } from './question.ts';

/** How questions reach a person; the engine knows nothing else of the terminal. */
export interface Prompter {
  heading(title: string): void;
  /** `check` judges while one types; an answer that it refuses cannot be given. */
  text(options: {
    message: string;
    preset?: string;
    hint?: string;
    check: (text: string) => string | undefined;
  }): Promise<string>;
  select(options: { message: string; choices: readonly Choice[]; preset?: string; hint?: string }): Promise<string>;
  confirm(options: { message: string; preset: boolean; hint?: string }): Promise<boolean>;
  say(text: string): void;
  /** Lets go of the terminal. */
  close(): void;
}

/** The person wants the question before this one: an outcome, not an error. */
export class Back extends Error {}

/** The person ended the interview (Ctrl+C, or the end of input): an outcome, not an error. */
export class Cancelled extends Error {}
