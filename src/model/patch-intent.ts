import type { Json, JsonObject } from '../values/json-value.ts';

/** A change of generated objects that no other answer can make, as kustomize has it. */
export interface PatchIntent {
  /** Its place in `patches`. */
  readonly index: number;
  /** Regular expressions for the whole text, as in kustomize. */
  readonly target: {
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string | undefined;
    readonly labelSelector?: string | undefined;
  };
  readonly change: { readonly merge: JsonObject } | { readonly operations: readonly Json[] };
  /** Why it is there. */
  readonly reason: string | undefined;
  /** Why it may make something public. */
  readonly publicReason: string | undefined;
}
