// What readers of one policy share: its content, and the places of its fields.
import type { Fields } from '../../../effective/objects/loose-objects.ts';
import { type EffectivePolicy, sourceIn } from '../../../effective/requests/effective-policy.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { stepsOf } from '../source-objects.ts';
import type { SourceView } from '../source-views.ts';
import { isGenerated } from './own/own-routes.ts';

/** Of names that would not be unique. */
const DIGEST = /-[0-9a-f]{6}$/;

export class PolicyRoom {
  constructor(
    readonly view: SourceView,
    readonly policy: EffectivePolicy,
    /** The service of a generated route. */
    readonly service?: string | undefined,
  ) {}

  /** The names of methods that generate made the name of a policy of; others have the name of the policy. */
  get methodNames(): readonly string[] {
    const { policy } = this.policy;
    if (!isGenerated(policy) || this.service === undefined) return [this.name];
    const plain = this.name.replace(DIGEST, '');
    const suffix = `-${this.service}`;
    const base = plain.endsWith(suffix) && plain.length > suffix.length ? plain.slice(0, -suffix.length) : plain;
    return base.split('-and-');
  }

  /** Of a merged policy, the merged content. */
  get spec(): Fields {
    return this.policy.spec;
  }

  get name(): string {
    return this.policy.policy.metadata.name;
  }

  get namespace(): string {
    return this.policy.policy.metadata.namespace ?? '';
  }

  /** The nodes of fields below `spec`: `jwt.providers[0].issuer`. Those that are missing are left out. */
  from(...given: readonly string[]): SourceNode[] {
    return given.flatMap((field) => {
      const steps = stepsOf(field);
      // Lists of a merged policy are those of one of the two policies.
      const names = steps.filter((s): s is string => typeof s === 'string');
      const { object } = sourceIn(this.policy, ...names.slice(0, 2));
      return this.view.source.from(object, `spec.${field}`);
    });
  }
}
