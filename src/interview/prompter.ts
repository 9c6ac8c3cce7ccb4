import type { Choice } from './question.ts';

/** A part of the interview as the screen shows it: a heading, or an answered question. */
export type Shown = { readonly heading: string } | { readonly message: string; readonly answer: string };

/** A heading in a list of choices. */
export interface Heading {
  readonly heading: string;
}

/** The choices of a list, without its headings. */
export const choicesIn = (choices: readonly (Choice | Heading)[]): Choice[] =>
  choices.filter((c): c is Choice => 'value' in c);

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
  /** Several lines, each with its check; an empty line ends them. Returns them joined with newlines. */
  lines(options: {
    message: string;
    preset?: string;
    hint?: string;
    check: (line: string, above: readonly string[]) => string | undefined;
  }): Promise<string>;
  /** `isPage`: the list is a screen of its own, with one line for each choice. */
  select(options: {
    message: string;
    choices: readonly (Choice | Heading)[];
    preset?: string;
    hint?: string;
    isPage?: boolean;
  }): Promise<string>;
  confirm(options: { message: string; preset: boolean; hint?: string }): Promise<boolean>;
  say(text: string): void;
  /** After going back: shows these parts in place of what is on the screen, then a note. */
  redraw(shown: readonly Shown[], note: string): void;
  /** What a person enters to go back. */
  readonly back: string;
  /** Releases the terminal. */
  close(): void;
}

/** The width of a terminal; other streams have no limit. */
export const columnsOf = (output: NodeJS.WritableStream): number =>
  (output as { columns?: number }).columns ?? Number.POSITIVE_INFINITY;

/** The person goes back to the previous question: an outcome, not an error. */
export class Back extends Error {
  /** `typed`: an unfinished answer, which is shown when the question is asked again. */
  constructor(readonly typed?: string) {
    super();
  }
}

/** The person ended the interview (Ctrl+C, or the end of input): an outcome, not an error. */
export class Cancelled extends Error {}
