// What readers of one policy share: its content, and the places of its fields.
import type { Fields } from '../../../effective/objects/loose-objects.ts';
import { type EffectivePolicy, sourceIn } from '../../../effective/requests/effective-policy.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { stepsOf } from '../source-objects.ts';
import type { SourceView } from '../views.ts';

export class PolicyRoom {
  constructor(
    readonly view: SourceView,
    readonly policy: EffectivePolicy,
  ) {}

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
