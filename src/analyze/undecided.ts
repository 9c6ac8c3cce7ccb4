import type { Finding } from '../diagnostics/finding.ts';
import { fields, type Loose } from '../effective/objects/loose-objects.ts';
import type { Snapshot } from '../effective/snapshot.ts';
import { decidesAbout, unknownsOf } from '../objects/unknown-fields.ts';
import { containsUnknown, isUnknown, placeholdersIn } from '../objects/unknown-value.ts';

/** Findings that an object has no policy of a kind. */
const WITHOUT: Readonly<Record<string, string>> = {
  AllowedByDefault: 'SecurityPolicy',
  AnonymousRoute: 'SecurityPolicy',
  ClearTextBackend: 'BackendTLSPolicy',
};

/** The placeholders in all objects. */
const placeholdersOf = (snapshot: Snapshot): ReadonlySet<string> =>
  new Set(snapshot.objects.flatMap((o) => [...(unknownsOf(o)?.at.values() ?? [])]));

/** Kind and namespace of policies that may have any target, because it is unknown and is not written the same way elsewhere. */
const freePolicies = (snapshot: Snapshot): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const kind of new Set(Object.values(WITHOUT)))
    for (const policy of snapshot.of(kind)) {
      const { targetRef, targetRefs, targetSelectors } = fields(policy.spec);
      const isFree = unknownsOf(policy) && containsUnknown([targetRef, targetRefs, targetSelectors]);
      if (isFree && snapshot.attachments.targetsOf(policy).length === 0)
        found.add(`${kind} ${policy.metadata.namespace}`);
    }
  return found;
};

const mayHave = (snapshot: Snapshot, object: Loose, kind: string): boolean => {
  const free = snapshot.index(freePolicies);
  if (free.size === 0) return false;
  return [object, ...snapshot.gatewaysOf(object).map((p) => p.gateway)].some((o) =>
    free.has(`${kind} ${o.metadata.namespace}`),
  );
};

/**
 * Whether a finding depends on an unknown value, so that it may be false: the value is at the field (`decidesAbout`), the message
 * contains it, or a policy with an unknown target may be the one that is missing. A message contains the values that it is about,
 * also those of other objects, such as the hostname of a listener.
 */
export const isUndecided = (snapshot: Snapshot, object: Loose, found: Finding): boolean => {
  const { code, field, message, severity } = found;
  const unknown = unknownsOf(object);
  if (unknown && decidesAbout(unknown, field, severity === 'error')) return true;
  const kind = Object.hasOwn(WITHOUT, code) ? WITHOUT[code] : undefined;
  if (kind !== undefined && mayHave(snapshot, object, kind)) return true;
  return isUnknown(message) && placeholdersIn(message).some((p) => snapshot.index(placeholdersOf).has(p));
};
