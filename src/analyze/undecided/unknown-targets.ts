import { fields, type Loose } from '../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import { unknownsOf } from '../../objects/unknown-fields.ts';
import { containsUnknown, isUnknown } from '../../objects/unknown-value.ts';

/** Findings that an object has no policy of a kind. */
const WITHOUT: Readonly<Record<string, string>> = {
  AllowedByDefault: 'SecurityPolicy',
  AnonymousRoute: 'SecurityPolicy',
  ClearTextBackend: 'BackendTLSPolicy',
  IdentityHeaderNotRemoved: 'ClientTrafficPolicy',
  NoClientAllowed: 'SecurityPolicy',
};

/** Policies whose targets are not known. */
interface Free {
  /** Kind and namespace of those with an unknown target or namespace; `*`: any namespace. */
  readonly places: ReadonlySet<string>;
  /** Kinds of those whose target is not among the objects. */
  readonly kinds: ReadonlySet<string>;
  /** Kinds of those that select by label. */
  readonly haveSelectors: ReadonlySet<string>;
}

const freePolicies = (snapshot: Snapshot): Free => {
  const places = new Set<string>();
  const kinds = new Set<string>();
  const haveSelectors = new Set<string>();
  for (const kind of new Set(Object.values(WITHOUT)))
    for (const policy of snapshot.of(kind)) {
      const { targetRef, targetRefs, targetSelectors, headers } = fields(policy.spec);
      const { namespace } = policy.metadata;
      if (targetSelectors !== undefined) haveSelectors.add(kind);
      if (snapshot.attachments.targetsOf(policy).length === 0) kinds.add(kind);
      else if (kind !== 'ClientTrafficPolicy') continue;
      if (isUnknown(namespace) || (kind === 'ClientTrafficPolicy' && containsUnknown(headers))) places.add(`${kind} *`);
      else if (unknownsOf(policy) && containsUnknown([targetRef, targetRefs, targetSelectors]))
        places.add(`${kind} ${kind === 'ClientTrafficPolicy' ? '*' : namespace}`);
    }
  return { places, kinds, haveSelectors };
};

/** Whether a finding that an object has no policy may be false, because a policy with an unknown target may have it as its target. */
export const mayHavePolicy = (snapshot: Snapshot, object: Loose, code: string): boolean => {
  const kind = Object.hasOwn(WITHOUT, code) ? WITHOUT[code] : undefined;
  if (kind === undefined) return false;
  const { places, kinds, haveSelectors } = snapshot.index(freePolicies);
  const { name, namespace } = object.metadata;
  if (places.has(`${kind} *`) || (kinds.has(kind) && (isUnknown(name) || isUnknown(namespace)))) return true;
  if (haveSelectors.has(kind) && containsUnknown(object.metadata.labels)) return true;
  if (places.size === 0) return false;
  return [object, ...snapshot.gatewaysOf(object).map((p) => p.gateway)].some((o) =>
    places.has(`${kind} ${o.metadata.namespace}`),
  );
};
