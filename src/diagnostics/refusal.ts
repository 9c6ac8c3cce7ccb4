import { type RefusalCode, type ValuesArgument, wordsOf } from './catalogue.ts';

/** The three parts that every refusal has; the formatter joins them, so that none can be forgotten. */
export interface Refusal {
  /** Permanent PascalCase code, for tests and for tools. */
  readonly code: string;
  /** What is wrong, with the value unless it could be a secret. */
  readonly what: string;
  /** Why it matters. */
  readonly why: string;
  /** What to write instead. */
  readonly fix: string;
}

/** Something wrong with the answers, where it stands. Line and column count from 1; 0 means "no place" (a flag). */
export interface Problem extends Refusal {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The answer's key, dotted: `services[0].path`. */
  readonly key: string;
}

/** A zod context, as far as rules need it. */
interface IssueSink {
  addIssue(issue: { code: 'custom'; message: string; path?: PropertyKey[]; params?: Record<string, unknown> }): void;
}

/** Adds a refusal to a zod context; `path` is relative to the value under check. */
export const refuse = (ctx: IssueSink, refusal: Refusal, path: PropertyKey[] = []): void =>
  ctx.addIssue({ code: 'custom', message: refusal.what, path, params: { refusal } });

/** A refusal from the catalogue. */
export const refusal = <C extends RefusalCode>(code: C, ...values: ValuesArgument<C>): Refusal => ({
  code,
  ...wordsOf(code, ...values),
});
