import type { FindingCode, ValuesArgument } from '../../../diagnostics/catalogue.ts';
import type { SettingProblem } from '../../../diagnostics/findings/setting-findings.ts';
import type { Conclude } from '../../conditions/condition.ts';
import { concludeFault, type Fault } from '../../conditions/fault.ts';
import { type Fields, fields, type Loose } from '../../objects/loose-objects.ts';
import type { Snapshot } from '../../snapshot.ts';

/** A policy that is read, and what Envoy Gateway would report about it. */
export class PolicyReport {
  readonly spec: Fields;

  constructor(
    readonly snapshot: Snapshot,
    readonly policy: Loose,
    private readonly conclude: Conclude,
  ) {
    this.spec = fields(policy.spec);
  }

  /** The namespace in which the policy's references are resolved. */
  get namespace(): string {
    return this.policy.metadata.namespace ?? '';
  }

  /** The policy is not accepted. */
  invalid<C extends FindingCode>(field: string, code: C, ...values: ValuesArgument<C>): void {
    this.conclude({ object: this.policy, type: 'Accepted', reason: 'Invalid', field }, code, ...values);
  }

  /** The policy is not accepted, because of a value. */
  refuse(field: string, problem: SettingProblem): void {
    this.invalid(field, 'InvalidSetting', problem);
  }

  /** The policy is not accepted, because of something that it refers to. */
  fault(found: Fault): void {
    concludeFault(this.conclude, this.policy, found, { type: 'Accepted', reason: 'Invalid' });
  }
}
