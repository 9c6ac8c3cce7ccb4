// Secrets and ConfigMaps that other objects create in the cluster.
import type { Absence } from '../../diagnostics/definition.ts';
import type { Snapshot } from '../snapshot.ts';
import { fields, isOurs, type Loose, text } from './loose-objects.ts';

/**
 * The name of the Secret that an object of a kind creates in its own namespace. An ExternalSecret without `spec.target.name` and a
 * SealedSecret without a name in its template make a Secret of their own name.
 */
const MAKERS: Readonly<Record<string, (o: Loose) => string | undefined>> = {
  Certificate: (o) => text(fields(o.spec).secretName),
  ExternalSecret: (o) => text(fields(fields(o.spec).target).name) ?? o.metadata.name,
  SealedSecret: (o) => text(fields(fields(fields(o.spec).template).metadata).name) ?? o.metadata.name,
};

/** `Kind namespace/name`; the ConfigMaps and Secrets of a Bundle (trust-manager) are in every namespace. */
const madeOf = (snapshot: Snapshot): Set<string> => {
  const made = new Set<string>();
  for (const [kind, nameOf] of Object.entries(MAKERS))
    for (const o of snapshot.of(kind)) made.add(`Secret ${o.metadata.namespace ?? ''}/${nameOf(o) ?? ''}`);
  for (const o of snapshot.of('Bundle'))
    for (const kind of ['Secret', 'ConfigMap']) made.add(`${kind} */${o.metadata.name}`);
  return made;
};

/** Whether another object creates it: a Certificate, an ExternalSecret, a SealedSecret or a Bundle. Its content is not known. */
export const isMade = (snapshot: Snapshot, kind: string, namespace: string, name: string): boolean => {
  const made = snapshot.index(madeOf);
  return made.has(`${kind} ${namespace}/${name}`) || made.has(`${kind} */${name}`);
};

/**
 * How sure it is that a missing object does not exist; undefined: nothing can be concluded, because another object creates it, or
 * because the output of this tool, which contains no Services or Secrets of others, is complete in all else.
 */
export const absenceOf = (
  snapshot: Snapshot,
  group: string,
  kind: string,
  namespace: string | undefined,
  name: string,
): Absence | undefined => {
  if (snapshot.complete && !snapshot.whole && !isOurs(group)) return undefined;
  if (group === '' && isMade(snapshot, kind, namespace ?? '', name)) return undefined;
  return snapshot.absence(group, kind, namespace);
};
