import type { Place, ReadDocument } from '../document.ts';

/** One answers file of a run. */
export interface Layer {
  readonly value: unknown;
  readonly locate: ReadDocument['locate'];
  /** Its name in messages. */
  readonly file: string;
}

/** Where a file has a value: its path there; `onKey`: the key is the value. */
export interface Origin {
  readonly layer: Layer;
  readonly path: readonly PropertyKey[];
  readonly onKey?: boolean;
}

/**
 * Which files made a merged value. A value that one file has as a whole needs no nodes below it: its parts are at the same
 * path there. A value that was removed keeps its node, so that a message about the missing answer names the removal.
 */
export interface Provenance {
  /** In the order of the files: the first one defines the value, the last one decides it. */
  readonly origins: readonly Origin[];
  readonly below: Map<PropertyKey, Provenance>;
}

export const from = (...origins: readonly Origin[]): Provenance => ({ origins, below: new Map() });

/** The origin of a part of a value. */
export const stepInto = ({ layer, path }: Origin, ...steps: readonly PropertyKey[]): Origin => ({
  layer,
  path: [...path, ...steps],
});

const placeOf = ({ layer, path, onKey = false }: Origin, key: boolean): Place => ({
  ...layer.locate(path, key || onKey),
  file: layer.file,
});

/**
 * The place of a merged value: where the last file changes it. A message about a combination of two files is therefore at
 * the later value. What no file has is where its nearest parent is defined.
 */
export const locator =
  (root: Provenance): ReadDocument['locate'] =>
  (path, key = false) => {
    let at = root;
    for (const [i, step] of path.entries()) {
      const next = at.below.get(step);
      if (!next) return placeOf(stepInto(at.origins[0]!, ...path.slice(i)), key);
      at = next;
    }
    const place = placeOf(at.origins.at(-1)!, key);
    if (at.origins.length < 2 || path.length === 0) return place;
    const { line, file = '' } = placeOf(at.origins.at(-2)!, true);
    return { ...place, mergedWith: { file, line } };
  };
