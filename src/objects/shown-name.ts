// How findings name an object.
import type { KubernetesObject } from './resource.ts';

/** A name with its namespace, for findings. */
export const inPlace = (namespace: string | undefined, name: string): string =>
  namespace ? `${namespace}/${name}` : name;

/** The name of an object in findings: `Kind namespace/name`. One function, because findings are looked up by it. */
export const show = ({ kind, metadata }: KubernetesObject): string =>
  `${kind} ${inPlace(metadata.namespace, metadata.name)}`;
