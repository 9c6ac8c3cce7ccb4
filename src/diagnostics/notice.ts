import { type NoticeCode, textOf, type ValuesArgument } from './catalogue.ts';

/** Something an operator should know; in the runbook, and on stderr after a run. */
export interface Notice {
  readonly code: NoticeCode;
  readonly text: string;
}

/** A notice from the catalogue. */
export const notice = <C extends NoticeCode>(code: C, ...values: ValuesArgument<C>): Notice => ({
  code,
  text: textOf(code, ...values),
});

/** Takes a notice. */
export type Say = <C extends NoticeCode>(code: C, ...values: ValuesArgument<C>) => void;
