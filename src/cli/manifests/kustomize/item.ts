import type { KubernetesObject } from '../../../objects/resource.ts';
import type { Placed } from '../source.ts';

/** An object on its way through a kustomization. */
export interface Item extends Placed {
  /** Its names and namespaces in the bases; a patch may use any of them. */
  readonly earlier: readonly KubernetesObject[];
  /** Something changes it that is not known here, such as a patch that could not be applied. */
  readonly isUnsure?: boolean;
}

/** The item with a changed object. */
export const changed = (item: Item, object: KubernetesObject): Item =>
  object === item.object ? item : { ...item, object, earlier: [...item.earlier, item.object] };

/** The item with an object that is known only in part. */
export const unsure = (item: Item): Item => ({ ...item, isUnsure: true });
