// What a policy attaches to. The API server admits a policy that names nothing; Envoy Gateway says so in a status only, and
// a route whose policy went astray is open.
import {
  ENVOY_GATEWAY,
  entries,
  type Fields,
  fields,
  GATEWAY_API,
  groupOf,
  isOurs,
  type Loose,
  type Ref,
  refOf,
  show,
  text,
} from '../loose-objects.ts';
import { type Snapshot, sectionsOf } from '../snapshot.ts';
import { expressionsOf, satisfies } from './label-selector.ts';
import { elsewhere, inNamespace, type Report } from './report.ts';

const POLICIES = new Set([
  `${ENVOY_GATEWAY} SecurityPolicy`,
  `${ENVOY_GATEWAY} BackendTrafficPolicy`,
  `${ENVOY_GATEWAY} ClientTrafficPolicy`,
  `${ENVOY_GATEWAY} EnvoyExtensionPolicy`,
  `${GATEWAY_API} BackendTLSPolicy`,
]);

/** With so few values `In` is looked up by label, as matchLabels are. */
const MOST_VALUES = 16;

/** The objects that a selector picks, one after the other; searched for among those of its rarest label only. */
export function* selected(snapshot: Snapshot, policy: Loose, selector: Fields): Generator<Loose> {
  const kind = text(selector.kind) ?? '';
  const group = text(selector.group) ?? GATEWAY_API;
  const from = text(fields(selector.namespaces).from) ?? 'Same';
  // Labels of namespaces are not among our objects; a namespace selector counts as met.
  const namespace = from === 'Same' ? (policy.metadata.namespace ?? '') : '*';
  const wanted = Object.entries(fields(selector.matchLabels));
  const expressions = expressionsOf(selector);
  let candidates = wanted.length > 0 ? undefined : snapshot.labelled(group, kind, namespace);
  for (const [k, v] of wanted) {
    const found = snapshot.labelled(group, kind, namespace, `${k}=${v}`);
    if (!candidates || found.length < candidates.length) candidates = found;
  }
  for (const { key = '', operator, values = [] } of expressions)
    if (operator === 'In' && values.length <= MOST_VALUES && (candidates?.length ?? 0) > values.length) {
      const found = [...new Set(values)].flatMap((v) => snapshot.labelled(group, kind, namespace, `${key}=${v}`));
      if (!candidates || found.length < candidates.length) candidates = found;
    }
  for (const o of candidates ?? []) {
    const labels = fields(o.metadata.labels);
    if (wanted.every(([k, v]) => labels[k] === v) && expressions.every((e) => satisfies(labels, e))) yield o;
  }
}

/** Checks what policies attach to, and that no two of a kind attach to the same. */
export class TargetCheck {
  private readonly taken = new Map<string, Loose>();

  constructor(
    private readonly snapshot: Snapshot,
    private readonly report: Report,
  ) {}

  check(policy: Loose): void {
    if (!POLICIES.has(`${groupOf(policy)} ${policy.kind}`)) return;
    const spec = fields(policy.spec);
    if (spec.targetRef !== undefined) this.byName(policy, refOf(spec.targetRef), 'spec.targetRef');
    for (const [i, ref] of entries(spec.targetRefs).entries()) this.byName(policy, refOf(ref), `spec.targetRefs[${i}]`);
    const selectors = entries(spec.targetSelectors);
    const found = selectors.map((s, i) => this.bySelector(policy, s, `spec.targetSelectors[${i}]`));
    // One kind of route may have none yet, or none any more.
    if (!found.some(Boolean))
      for (const [i, selector] of selectors.entries()) this.nothing(policy, selector, `spec.targetSelectors[${i}]`);
  }

  private byName(policy: Loose, ref: Ref, field: string): void {
    const { group = '', kind = '', name = '', sectionName } = ref;
    const { namespace } = policy.metadata;
    this.claim(policy, `${group} ${kind} ${namespace ?? ''}/${name}`, sectionName, field, `${kind} ${name}`);
    if (!isOurs(group)) return;
    const target = this.snapshot.find(group, kind, namespace, name);
    const absence = this.snapshot.absence(group, kind, namespace);
    if (!target)
      this.report(
        'TargetNotFound',
        policy,
        field,
        `There is no ${kind} ${name} of ${group}${inNamespace(namespace)}, so the policy would protect nothing. A policy reaches its own namespace only.${elsewhere(absence)}`,
        absence,
      );
    else if (sectionName !== undefined && sectionsOf(target)?.has(sectionName) === false)
      this.report(
        'TargetNotFound',
        policy,
        `${field}.sectionName`,
        `${show(target)} has no ${kind.endsWith('Route') ? 'rule' : 'listener'} called ${sectionName}, so the policy would protect nothing.`,
      );
  }

  /** Whether the selector picks anything. */
  private bySelector(policy: Loose, selector: Fields, field: string): boolean {
    let found = false;
    for (const o of selected(this.snapshot, policy, selector)) {
      found = true;
      const target = `${groupOf(o)} ${o.kind} ${o.metadata.namespace ?? ''}/${o.metadata.name}`;
      // One conflict tells enough, and stopping at it keeps the work linear: every object is claimed once.
      if (!this.claim(policy, target, undefined, field, show(o))) break;
    }
    return found;
  }

  private nothing(policy: Loose, selector: Fields, field: string): void {
    const group = text(selector.group) ?? GATEWAY_API;
    const absence = this.snapshot.absence(group, text(selector.kind) ?? '', policy.metadata.namespace);
    this.report(
      'TargetNotFound',
      policy,
      field,
      `No ${text(selector.kind) ?? 'object'} has the labels that are selected, so the policy would protect nothing.${elsewhere(absence)}`,
      absence,
    );
  }

  private claim(policy: Loose, target: string, section: string | undefined, field: string, shown: string): boolean {
    const id = `${policy.kind} > ${target} ${section ?? ''}`;
    const first = this.taken.get(id);
    if (first === policy) return true;
    if (!first) this.taken.set(id, policy);
    else
      this.report(
        'Conflicted',
        policy,
        field,
        `${show(first)} attaches to ${shown}${section === undefined ? '' : `, section ${section},`} as well. Only the older of the two would count; make them one policy.`,
      );
    return !first;
  }
}
