// The user's own manifests, read from the files that the answers name.
import { join } from 'node:path';
import type { Answers } from '../../answers/schema/answers-schema.ts';
import type { ValuesOf } from '../../diagnostics/catalogue.ts';
import { type Refusal, refusal } from '../../diagnostics/refusal.ts';
import type { OwnObject } from '../../objects/own-object.ts';
import { show } from '../../objects/shown-name.ts';
import { objectsIn } from '../manifests/document-objects.ts';
import { documentsOf } from '../manifests/documents.ts';
import { isClusterKind, type ScopeOf } from '../manifests/kustomize/rename.ts';
import { MOST_MANIFEST, readText } from '../read-bounded.ts';

type Reason = ValuesOf<'ManifestRefused'>['reason'];

/** The objects of the files, and what is wrong with a file, by its place in `manifests`. */
export interface OwnManifests {
  readonly objects: readonly OwnObject[];
  readonly refused: readonly { readonly index: number; readonly refusal: Refusal }[];
}

/** Reads the files of `manifests`. `folder`: that of the first answers file. */
export const readOwnManifests = (
  { manifests = [] }: Pick<Answers, 'manifests'>,
  folder: string,
  scopeOf: ScopeOf,
): OwnManifests => {
  const objects: OwnObject[] = [];
  const refused: { index: number; refusal: Refusal }[] = [];
  const taken = new Set<string>();
  for (const [index, { file }] of manifests.entries()) {
    const refuse = (reason: Reason, shown = ''): void =>
      void refused.push({ index, refusal: refusal('ManifestRefused', { file, reason, shown }) });
    let text: string;
    try {
      text = readText(join(folder, file), MOST_MANIFEST);
    } catch {
      refuse('missing');
      continue;
    }
    const before = objects.length;
    for (const { value } of documentsOf(text)) {
      if (value === null) continue;
      for (const found of value === undefined ? [undefined] : objectsIn(value)) {
        if (!found || !('object' in found)) {
          refuse('notObjects', 'a document is not a Kubernetes object');
          continue;
        }
        const { object } = found;
        const shown = show(object);
        if (object.kind === 'Secret') refuse('secret', `${shown} is a Secret`);
        else if (!isClusterKind(object, scopeOf) && object.metadata.namespace === undefined)
          refuse('namespace', `${shown} has no namespace`);
        else if (taken.has(shown)) refuse('taken', `${shown} is there twice`);
        else objects.push({ manifest: index, file, object });
        taken.add(shown);
      }
    }
    if (objects.length === before && refused.at(-1)?.index !== index) refuse('notObjects', 'it has no object');
  }
  return { objects, refused };
};
