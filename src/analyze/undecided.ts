import type { Finding } from '../diagnostics/finding.ts';
import type { Loose } from '../effective/objects/loose-objects.ts';
import type { Snapshot } from '../effective/snapshot.ts';
import { decidesAbout, unknownsOf } from '../objects/unknown-fields.ts';
import { placeholdersIn } from '../objects/unknown-value.ts';

/** The placeholders in all objects. */
const placeholdersOf = (snapshot: Snapshot): ReadonlySet<string> =>
  new Set(snapshot.objects.flatMap((o) => [...(unknownsOf(o)?.at.values() ?? [])]));

/**
 * Whether a finding depends on an unknown value, so that it may be false: the value is at the field (`decidesAbout`), or the message
 * contains it. A message contains the values that it is about, also those of other objects, such as the hostname of a listener.
 */
export const isUndecided = (snapshot: Snapshot, object: Loose, { field, message, severity }: Finding): boolean => {
  const unknown = unknownsOf(object);
  if (unknown && decidesAbout(unknown, field, severity === 'error')) return true;
  return placeholdersIn(message).some((p) => snapshot.index(placeholdersOf).has(p));
};
