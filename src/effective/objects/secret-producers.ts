import type { Snapshot } from '../snapshot.ts';
import { fields, type Loose, text } from './loose-objects.ts';

/** The name of the Secret that an object makes in its namespace. */
type Made = (object: Loose) => string | undefined;

/**
 * Kinds from which a controller makes a Secret. Defaults: an ExternalSecret without `spec.target.name` and a SealedSecret without a
 * name in its template make a Secret of their own name.
 */
const PRODUCERS: Readonly<Record<string, Made>> = {
  Certificate: (o) => text(fields(o.spec).secretName),
  ExternalSecret: (o) => text(fields(fields(o.spec).target).name) ?? o.metadata.name,
  SealedSecret: (o) => text(fields(fields(fields(o.spec).template).metadata).name) ?? o.metadata.name,
};

const producedIn = (snapshot: Snapshot): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const [kind, made] of Object.entries(PRODUCERS))
    for (const o of snapshot.of(kind)) found.add(`${o.metadata.namespace ?? ''}/${made(o) ?? ''}`);
  return found;
};

/** Whether a Secret is among the objects, or one of them makes it. */
export const hasSecret = (snapshot: Snapshot, namespace: string, name: string): boolean =>
  snapshot.find('', 'Secret', namespace, name) !== undefined || snapshot.index(producedIn).has(`${namespace}/${name}`);
