// What Envoy Gateway concludes about a listener.
import type { FindingCode, ValuesArgument, ValuesOf } from '../../diagnostics/catalogue.ts';
import type { CertificateRef } from '../certificates/certificates.ts';
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

/** Where a problem is, and how it is reported; the default field is that of the listener. */
type ProblemPlace = Pick<ListenerProblem, 'type' | 'reason'> & { readonly field?: string };

const problem = (
  listener: Listener,
  { type, reason, field = listener.field }: ProblemPlace,
  code: FindingCode,
  values: unknown,
) => ({ type, reason, field, code, values }) as unknown as ListenerProblem;

/** The verdict about one listener, which its checks add to. */
export class ListenerVerdict {
  readonly problems: ListenerProblem[] = [];
  served: Served = 'yes';
  /** The spec itself is wrong, so the listener takes no part in conflicts (specValid in listener.go). */
  specValid = true;
  /** Objects that are not at hand decide whether the spec is valid. */
  specUnknown = false;
  protocolConflicted = false;
  /** Its certificates, in their order; none if it does not terminate TLS. */
  certificates: readonly CertificateRef[] = [];
  /** What the controller does not report: the listener is served otherwise than written. */
  readonly notes: ListenerProblem[] = [];

  constructor(readonly listener: Listener) {}

  /** Adds a problem; this alone does not mean that the listener is refused. */
  add<C extends FindingCode>(at: ProblemPlace, code: C, ...values: ValuesArgument<C>): void {
    this.problems.push(problem(this.listener, at, code, values[0]));
  }

  /** Adds something that the controller does not report. */
  note<C extends FindingCode>(at: ProblemPlace, code: C, ...values: ValuesArgument<C>): void {
    this.notes.push(problem(this.listener, at, code, values[0]));
  }

  /** Removes a problem that a more important one replaces. */
  drop(reason: string): void {
    const at = this.problems.findIndex((p) => p.reason === reason);
    if (at >= 0) this.problems.splice(at, 1);
  }

  /** Adds a conflict with other listeners; of several the last one is reported, as the controller does. */
  conflict(reason: 'HostnameConflict' | 'ProtocolConflict', others: string, certain: boolean): void {
    for (const earlier of ['HostnameConflict', 'ProtocolConflict']) this.drop(earlier);
    const { port, hostname, protocol = '' } = this.listener;
    this.add({ type: 'Conflicted', reason }, reason, { others, port, hostname, protocol, certain });
    this.refuse(certain);
  }

  /** Marks the spec as wrong: the listener is refused. */
  invalid(): void {
    this.specValid = false;
    this.refuse(true);
  }

  /** Marks that objects which are not at hand decide whether the listener is valid. */
  uncertain(): void {
    this.specUnknown = true;
    this.refuse(false);
  }

  /** Marks the listener as refused, certainly or if an object is missing. */
  refuse(certain: boolean): void {
    if (certain) this.served = 'no';
    else if (this.served === 'yes') this.served = 'unknown';
  }
}
