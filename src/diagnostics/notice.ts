import { joined, type NoticeCode, type ValuesArgument, wordsOf } from './catalogue.ts';

/** Something an operator should know; in the runbook, and on stderr after a run. */
export interface Notice {
  readonly code: NoticeCode;
  readonly text: string;
  /** The part of the text that states what to do; '': nothing. */
  readonly fix: string;
}

/** A notice from the catalogue. */
export const notice = <C extends NoticeCode>(code: C, ...values: ValuesArgument<C>): Notice => {
  const words = wordsOf(code, ...values);
  return { code, text: joined(words), fix: words.fix };
};

/** Takes a notice. */
export type Say = <C extends NoticeCode>(code: C, ...values: ValuesArgument<C>) => void;
