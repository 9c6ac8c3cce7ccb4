import type { KubernetesObject } from '../../../objects/resource.ts';
import type { Placed } from '../source.ts';

/** An object on its way through a kustomization. */
export interface Item extends Placed {
  /** Its names and namespaces in the bases; a patch may use any of them. */
  readonly earlier: readonly KubernetesObject[];
  /** Something changes it that is not known here, such as a patch that could not be applied. */
  readonly isUnsure?: boolean;
  /** The field of the kustomization that does. */
  readonly unsureBy?: string;
}

/** The item with a changed object. */
export const changed = (item: Item, object: KubernetesObject): Item =>
  object === item.object ? item : { ...item, object, earlier: [...item.earlier, item.object] };

/** Changes an item to one whose object is known only in part. `by`: the field of the kustomization that changes it. */
export const unsure =
  (by: string) =>
  (item: Item): Item => ({ ...item, isUnsure: true, unsureBy: by });
