import type { FindingCode, ValuesArgument, ValuesOf } from '../../diagnostics/catalogue.ts';
import type { Loose } from '../objects/loose-objects.ts';
import type { Conclude, ConditionType, Place } from './condition.ts';

/** What the controller reports a problem as: the type of the condition and its reason. */
export interface Verdict {
  readonly type: ConditionType;
  readonly reason: string;
}

/** A problem before it is known on which objects the controller reports it: a refused Backend is reported on each of its routes. */
export interface Fault<C extends FindingCode = FindingCode> extends Verdict {
  readonly field: string;
  readonly code: C;
  readonly values: ValuesOf<C>;
  /** A user reads about the fault at the object that causes it. */
  readonly isSecond?: boolean;
}

/** A problem with its code and the values of its text. The compiler checks that the values fit the code. */
export const fault = <C extends FindingCode>(
  { type, reason }: Verdict,
  field: string,
  code: C,
  ...values: ValuesArgument<C>
): Fault => ({ type, reason, field, code, values: values[0] }) as unknown as Fault;

/** Concludes a problem on an object. */
export const concludeFault = (
  conclude: Conclude,
  object: Loose,
  { type, reason, field, code, values, isSecond = false }: Fault,
  place: Partial<Place> = {},
): void =>
  conclude(
    { object, type, reason, field, isSecond, ...place },
    code,
    ...([values] as unknown as ValuesArgument<typeof code>),
  );
