import type { Stage } from '../stages.ts';

/** One step into a Kubernetes object: a field name or a list index. */
export type Step = string | number;

/** The purpose of a comment above a field; the YAML has a prefix for each. */
export type NoteKind = 'why' | 'sizing' | 'todo';

/**
 * A comment that belongs to a field of a resource. It is data next to the value, so that it lands above the right
 * line however the YAML is laid out. `path` leads to the field; an empty path puts the note above the whole object.
 */
export interface Note {
  readonly path: readonly Step[];
  readonly kind: NoteKind;
  readonly text: string;
}

/** Any Kubernetes object; the kinds that we build have exact types in src/crds/types. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
}

/** An object, its place in the output, and its comments. */
export interface Resource {
  readonly object: KubernetesObject;
  readonly stage: Stage;
  /** The service that it belongs to, or the name of its shared file; names the file if the stage is a folder. */
  readonly owner: string;
  readonly notes: readonly Note[];
}
