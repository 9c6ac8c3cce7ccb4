// What Envoy Gateway concludes about a listener.
import type { FindingCode, ValuesArgument, ValuesOf } from '../../diagnostics/catalogue.ts';
import type { ConditionType } from '../conditions/condition.ts';
import type { Listener } from './listeners.ts';

/** A condition of a listener that reports a problem. */
export interface ListenerProblem<C extends FindingCode = FindingCode> {
  readonly type: ConditionType;
  /** As Envoy Gateway or Gateway API names it. */
  readonly reason: string;
  /** The field with the fault. */
  readonly field: string;
  readonly code: C;
  readonly values: ValuesOf<C>;
}

/**
 * Whether Envoy serves a listener. `yes`: it is programmed. `no`: Envoy Gateway refuses it, so its routes receive no requests.
 * `unknown`: objects that are not at hand decide, such as the Secret of its certificate.
 */
export type Served = 'yes' | 'no' | 'unknown';

/** The verdict about one listener, which its checks add to. */
export class ListenerVerdict {
  readonly problems: ListenerProblem[] = [];
  served: Served = 'yes';
  /** The spec itself is wrong, so the listener takes no part in conflicts (specValid in listener.go). */
  specValid = true;
  protocolConflicted = false;
  /** The names in its certificates, if all of them are readable. */
  certificateNames: readonly string[] | undefined;

  constructor(readonly listener: Listener) {}

  /** Adds a problem that does not affect whether it is served. */
  add<C extends FindingCode>(
    { type, reason, field = this.listener.field }: Pick<ListenerProblem, 'type' | 'reason'> & { field?: string },
    code: C,
    ...values: ValuesArgument<C>
  ): void {
    this.problems.push({ type, reason, field, code, values: values[0] } as unknown as ListenerProblem);
  }

  /** Marks the listener as refused, certainly or if an object is missing. */
  refuse(certain: boolean): void {
    if (certain) this.served = 'no';
    else if (this.served === 'yes') this.served = 'unknown';
  }
}
