import type { KubernetesObject } from './resource.ts';

/** An object of a file in `manifests` of the answers. `manifest`: its place there. */
export interface OwnObject {
  readonly manifest: number;
  readonly file: string;
  readonly object: KubernetesObject;
}
