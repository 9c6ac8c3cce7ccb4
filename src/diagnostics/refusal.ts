import { type RefusalCode, type ValuesArgument, type ValuesOf, wordsOf } from './catalogue.ts';
import type { Words } from './definition.ts';

/** A refusal of one code: its text, and the values that the text holds, by which a caller may decide. */
interface RefusalOf<C extends RefusalCode> extends Words {
  /** PascalCase code, for tests and for tools. */
  readonly code: C;
  readonly values: ValuesOf<C>;
}

/** Why an answer is refused. A check of `code` narrows `values`. */
export type Refusal = { readonly [C in RefusalCode]: RefusalOf<C> }[RefusalCode];

/** Where an answer is. Line and column count from 1; 0 means "no place" (a flag). */
export interface Origin {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The answer's key, dotted: `services[0].path`. */
  readonly key: string;
}

/** Something wrong with the answers and where it is: what `--json` prints. */
export interface Problem extends Origin, Words {
  readonly code: RefusalCode;
}

/** A refusal from the catalogue. */
export const refusal = <C extends RefusalCode>(code: C, ...values: ValuesArgument<C>): Refusal =>
  ({ code, ...wordsOf(code, ...values), values: values[0] }) as unknown as Refusal;

/** What is wrong and how to fix it, for a person who is answering; undefined: nothing is wrong. */
export const briefly = (why: Pick<Words, 'what' | 'fix'> | undefined): string | undefined =>
  why && `${why.what} ${why.fix}`;

/** A refusal at its place, without the values: they are part of the text. */
export const problemAt = (
  { file, line, column, key }: Origin,
  { code, what, why, fix }: Pick<Refusal, 'code' | 'what' | 'why' | 'fix'>,
): Problem => ({ file, line, column, key, code, what, why, fix });

/** A zod context, as far as rules need it. */
interface IssueSink {
  addIssue(issue: { code: 'custom'; message: string; path?: PropertyKey[]; params?: Record<string, unknown> }): void;
}

/** Adds a refusal to a zod context; `path` is relative to the value under check. */
export const refuse = (ctx: IssueSink, why: Refusal, path: PropertyKey[] = []): void =>
  ctx.addIssue({ code: 'custom', message: why.what, path, params: { refusal: why } });
