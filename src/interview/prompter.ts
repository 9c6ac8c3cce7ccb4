import type { Choice } from './question.ts';

/** Input and output of the interview; the engine does not know the terminal. */
export interface Prompter {
  heading(title: string): void;
  /** `check` runs on every change and returns the problem of a text; a text with a problem cannot be submitted. */
  text(options: {
    message: string;
    preset?: string;
    hint?: string;
    check: (text: string) => string | undefined;
  }): Promise<string>;
  select(options: { message: string; choices: readonly Choice[]; preset?: string; hint?: string }): Promise<string>;
  confirm(options: { message: string; preset: boolean; hint?: string }): Promise<boolean>;
  say(text: string): void;
  /** Releases the terminal. */
  close(): void;
}

/** The width of a terminal; other streams have no limit. */
export const columnsOf = (output: NodeJS.WritableStream): number =>
  (output as { columns?: number }).columns ?? Number.POSITIVE_INFINITY;

/** The person goes back to the previous question: an outcome, not an error. */
export class Back extends Error {}

/** The person ended the interview (Ctrl+C, or the end of input): an outcome, not an error. */
export class Cancelled extends Error {}
