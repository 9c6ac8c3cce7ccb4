import type { Stage } from '../stages.ts';

/** One step into a Kubernetes object: a field name or a list index. */
export type Step = string | number;

/** What a comment above a field is for; each has a form of its own in the YAML. */
export type NoteKind = 'why' | 'sum' | 'todo';

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

/** An object, where it is written, and the comments that go with it. */
export interface Resource {
  readonly object: KubernetesObject;
  readonly stage: Stage;
  /** The service it belongs to, or what its shared file is called; decides the file once a stage became a folder. */
  readonly owner: string;
  readonly notes: readonly Note[];
}
