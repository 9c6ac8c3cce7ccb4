import { entries, fields, GATEWAY_API, groupOf, identity, type Loose, text } from '../objects/loose-objects.ts';
import type { ObjectIndex } from '../objects/object-index.ts';
import { selected } from '../objects/selected.ts';

const idOf = (o: Loose): string => identity(groupOf(o), o.kind, o.metadata.namespace, o.metadata.name);

/**
 * Maximum number of policies of a kind that are kept for one target: only the oldest applies, the others are Conflicted.
 * Without the limit, thousands of policies that select the same thousands of routes would take quadratic time.
 */
const MOST_ON_ONE = 8;
/** The same for a Gateway, which may have one policy for each listener in addition to its own. */
const MOST_SECTIONS = 256;
/** A selector is not followed further after this number of targets that have reached the maximum. */
const MOST_FULL = 64;

/** The policies of a kind on one target. */
interface Attached {
  /** Of the whole target and of all its sections. */
  readonly all: Loose[];
  readonly bySection: Map<string | undefined, Loose[]>;
  /** Of the whole target and of one section, computed at the first use. */
  readonly asked: Map<string, Loose[]>;
}

/** Which policies apply to a route or a Gateway. Computed once, in linear time. */
export class Attachments {
  private readonly byTarget = new Map<string, Attached>();
  private readonly targets = new Map<Loose, Loose[]>();
  /** The position of each policy in the manifests. */
  private readonly order = new Map<Loose, number>();

  constructor(all: ObjectIndex) {
    for (const policy of all.objects) {
      if (!/^gateway\./.test(groupOf(policy)) || !policy.kind.endsWith('Policy')) continue;
      const spec = fields(policy.spec);
      const refs = [...(spec.targetRef === undefined ? [] : [fields(spec.targetRef)]), ...entries(spec.targetRefs)];
      for (const ref of refs) {
        const target = all.find(
          text(ref.group) ?? GATEWAY_API,
          text(ref.kind) ?? '',
          policy.metadata.namespace,
          text(ref.name) ?? '',
        );
        if (target) this.add(policy, target, text(ref.sectionName));
      }
      for (const selector of entries(spec.targetSelectors)) {
        let full = 0;
        for (const target of selected(all, policy, selector))
          if (!this.add(policy, target, undefined) && ++full > MOST_FULL) break;
      }
    }
  }

  /** Whether the policy was added; false: the maximum is reached. */
  private add(policy: Loose, target: Loose, section: string | undefined): boolean {
    const id = `${policy.kind} ${idOf(target)}`;
    let known = this.byTarget.get(id);
    if (!known) {
      known = { all: [], bySection: new Map(), asked: new Map() };
      this.byTarget.set(id, known);
    }
    const here = known.bySection.get(section) ?? [];
    if (here.length >= MOST_ON_ONE) return false;
    known.bySection.set(section, [...here, policy]);
    if (known.all.length < MOST_SECTIONS) known.all.push(policy);
    if (!this.order.has(policy)) this.order.set(policy, this.order.size);
    const own = this.targets.get(policy);
    if (own) own.push(target);
    else this.targets.set(policy, [target]);
    return true;
  }

  /** The targets of a policy among the objects of the snapshot. */
  targetsOf(policy: Loose): readonly Loose[] {
    return this.targets.get(policy) ?? [];
  }

  /** The policies of a kind that target an object; `section`: those for the whole object and for that rule or listener. */
  on(target: Loose, kind: string, section?: string): readonly Loose[] {
    const known = this.byTarget.get(`${kind} ${idOf(target)}`);
    if (!known) return [];
    if (section === undefined) return known.all;
    let both = known.asked.get(section);
    if (!both) {
      const wanted = new Set([...(known.bySection.get(undefined) ?? []), ...(known.bySection.get(section) ?? [])]);
      both = [...wanted].sort((a, b) => this.order.get(a)! - this.order.get(b)!);
      known.asked.set(section, both);
    }
    return both;
  }
}
