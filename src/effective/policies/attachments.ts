// Which policy has which target. The model is exact for what the files contain; policy-targets.ts concludes conditions from it.
import {
  ENVOY_GATEWAY,
  entries,
  type Fields,
  fields,
  GATEWAY_API,
  groupOf,
  identity,
  type Loose,
  type Ref,
  refOf,
} from '../objects/loose-objects.ts';
import type { ObjectIndex } from '../objects/object-index.ts';
import { selected } from '../objects/selected.ts';
import { inOrder } from './policy-order.ts';

/** Kinds of which a target has at most one policy: the others are Conflicted. */
const EXCLUSIVE = new Set([
  `${ENVOY_GATEWAY} SecurityPolicy`,
  `${ENVOY_GATEWAY} BackendTrafficPolicy`,
  `${ENVOY_GATEWAY} ClientTrafficPolicy`,
  `${ENVOY_GATEWAY} EnvoyExtensionPolicy`,
  `${GATEWAY_API} BackendTLSPolicy`,
]);

/** Maximum number of policies of another kind that are kept for one target. */
const MOST_ON_ONE = 8;
/**
 * A selector is not followed further after this number of targets that belong to another policy. Without the limit, thousands of
 * policies that select the same thousands of routes would take quadratic time.
 */
const MOST_TAKEN = 64;

/** What a policy targets: an object, or one of its rules or listeners. */
export interface PolicyTarget {
  readonly policy: Loose;
  /** As the field names it, with its namespace. */
  readonly ref: Ref;
  /** undefined: it is not among the objects. */
  readonly object: Loose | undefined;
  /** The rule of a route, the listener of a Gateway or a ListenerSet, the port of a Service; undefined: all of them. */
  readonly section: string | undefined;
  /** `spec.targetRefs[0]`; for a selector, the field of the selector. */
  readonly field: string;
  /** The policy of the same kind that has the same target already, so that this one has no effect on it. */
  readonly holder: Loose | undefined;
}

/** A selector of targets. `found`: whether it selects any object. `denied`: one that it may not select without a ReferenceGrant. */
export interface PolicySelector {
  readonly policy: Loose;
  readonly selector: Fields;
  readonly field: string;
  readonly found: boolean;
  readonly denied: Loose | undefined;
}

/** The policies of one kind for an object, by its section; undefined: for the whole object. */
type Sections = ReadonlyMap<string | undefined, readonly Loose[]>;

const NONE: readonly never[] = [];
const isPolicy = (o: Loose): boolean => /^gateway\./.test(groupOf(o)) && o.kind.endsWith('Policy');

/** Which policies apply to a route or a Gateway. Computed once, in linear time, in the order in which the controller decides. */
export class Attachments {
  /** By kind of policy and target, then by section. */
  private readonly held = new Map<string, Map<string | undefined, Loose[]>>();
  /** The same by kind of policy and object, as it is asked for: a key of text for each question would cost more than the answer. */
  private readonly known = new Map<string, Map<Loose, Sections | undefined>>();
  private readonly targets = new Map<Loose, PolicyTarget[]>();
  private readonly selectors = new Map<Loose, PolicySelector[]>();

  constructor(private readonly all: ObjectIndex) {
    for (const policy of inOrder(all.objects.filter(isPolicy))) {
      const spec = fields(policy.spec);
      if (spec.targetRef !== undefined) this.byName(policy, refOf(spec.targetRef), 'spec.targetRef');
      for (const [i, ref] of entries(spec.targetRefs).entries())
        this.byName(policy, refOf(ref), `spec.targetRefs[${i}]`);
      for (const [i, selector] of entries(spec.targetSelectors).entries())
        this.bySelector(policy, selector, `spec.targetSelectors[${i}]`);
    }
  }

  private byName(policy: Loose, given: Ref, field: string): void {
    const { group = GATEWAY_API, kind = '', name = '', sectionName } = given;
    const ref = { ...given, group, kind, name, namespace: policy.metadata.namespace };
    const object = this.all.find(group, kind, ref.namespace, name);
    this.add(policy, ref, object, sectionName, field);
  }

  /** resolvePolicyTargetsFromSelectors in helpers.go: an object of another namespace is selected only if a ReferenceGrant allows it. */
  private bySelector(policy: Loose, selector: Fields, field: string): void {
    let found = false;
    let denied: Loose | undefined;
    let taken = 0;
    for (const object of selected(this.all, policy, selector)) {
      if (!this.mayTarget(policy, object)) {
        denied ??= object;
        continue;
      }
      found = true;
      const { namespace, name } = object.metadata;
      const ref = { group: groupOf(object), kind: object.kind, namespace, name };
      if (this.add(policy, ref, object, undefined, field) && ++taken > MOST_TAKEN) break;
    }
    push(this.selectors, policy, { policy, selector, field, found, denied });
  }

  private mayTarget(policy: Loose, object: Loose): boolean {
    const namespace = policy.metadata.namespace ?? '';
    const own = object.metadata.namespace ?? '';
    return (
      own === namespace ||
      this.all.isGranted(
        { group: groupOf(policy), kind: policy.kind, namespace },
        { group: groupOf(object), kind: object.kind, namespace: own },
        object.metadata.name,
      )
    );
  }

  /** Whether another policy has the target already. */
  private add(policy: Loose, ref: Ref, object: Loose | undefined, section: string | undefined, field: string): boolean {
    const key = keyOf(policy.kind, ref.group, ref.kind, ref.namespace, ref.name);
    let bySection = this.held.get(key);
    if (!bySection) {
      bySection = new Map();
      this.held.set(key, bySection);
    }
    const here = bySection.get(section) ?? [];
    const exclusive = EXCLUSIVE.has(`${groupOf(policy)} ${policy.kind}`);
    // A policy may select an object that it also names.
    const holder = exclusive && here[0] !== policy ? here[0] : undefined;
    if (!holder && here.length < MOST_ON_ONE && !here.includes(policy)) bySection.set(section, [...here, policy]);
    push(this.targets, policy, { policy, ref, object, section, field, holder });
    return holder !== undefined;
  }

  /** Every target of a policy, also those that are not among the objects or belong to another policy. */
  targetsOfPolicy(policy: Loose): readonly PolicyTarget[] {
    return this.targets.get(policy) ?? NONE;
  }

  selectorsOf(policy: Loose): readonly PolicySelector[] {
    return this.selectors.get(policy) ?? NONE;
  }

  /** The objects on which a policy has an effect. */
  targetsOf(policy: Loose): readonly Loose[] {
    return this.targetsOfPolicy(policy).flatMap((t) => (t.object && !t.holder ? [t.object] : []));
  }

  /**
   * The policies of a kind that target an object. `section`: the one for that rule or listener, then the one for the whole object;
   * without it, those for the whole object and for each of its sections.
   */
  on(target: Loose, kind: string, section?: string): readonly Loose[] {
    if (section === undefined) return [...(this.sectionsOn(target, kind)?.values() ?? [])].flat();
    return [...this.exactly(target, kind, section), ...this.exactly(target, kind)];
  }

  /** The policies of a kind for exactly one section; without it, for the whole object. */
  exactly(target: Loose, kind: string, section?: string): readonly Loose[] {
    return this.sectionsOn(target, kind)?.get(section) ?? NONE;
  }

  private sectionsOn(target: Loose, kind: string): Sections | undefined {
    const known = this.known.get(kind) ?? new Map<Loose, Sections | undefined>();
    if (known.size === 0) this.known.set(kind, known);
    if (!known.has(target)) {
      const { namespace, name } = target.metadata;
      known.set(target, this.held.get(keyOf(kind, groupOf(target), target.kind, namespace, name)));
    }
    return known.get(target);
  }
}

const keyOf = (policy: string, group = '', kind = '', namespace: string | undefined = undefined, name = ''): string =>
  `${policy} > ${identity(group, kind, namespace, name)}`;

const push = <T>(lists: Map<Loose, T[]>, key: Loose, value: T): void => {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
};
