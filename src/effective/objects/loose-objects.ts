import { type Fields, fields, text } from '../../objects/loose-values.ts';
import type { KubernetesObject } from '../../objects/resource.ts';

/** An object from any source: the types of fields below `spec` are not known. */
export interface Loose extends KubernetesObject {
  readonly spec?: unknown;
}

/** A reference of any kind; which fields it has depends on the field that contains it. */
export interface Ref {
  readonly group?: string | undefined;
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly sectionName?: string | undefined;
  readonly port?: number | undefined;
}

/** The entries of a list of objects; an entry that is not an object has no fields, so that indexes stay correct. */
export const entries = (v: unknown): Fields[] => (Array.isArray(v) ? v.map(fields) : []);
/** Whether a field is set: the API server treats null as absent. */
export const isSet = (v: unknown): boolean => v !== undefined && v !== null;

/** The entries of a list that are text. */
export const texts = (v: unknown): string[] =>
  Array.isArray(v) ? v.filter((x): x is string => typeof x === 'string') : [];

/** A reference; fields of the wrong type count as absent. */
export const refOf = (v: unknown): Ref => {
  const { group, kind, name, namespace, sectionName, port } = fields(v);
  return {
    group: text(group),
    kind: text(kind),
    name: text(name),
    namespace: text(namespace),
    sectionName: text(sectionName),
    port: typeof port === 'number' ? port : undefined,
  };
};

/** The identity of an object in a cluster; the version is not part of it. */
export const identity = (group: string, kind: string, namespace: string | undefined, name: string): string =>
  `${group} ${kind} ${namespace ?? ''}/${name}`;

export { ENVOY_GATEWAY, type Fields, fields, GATEWAY_API, groupOf, isOurs, text } from '../../objects/loose-values.ts';
export { inPlace, show } from '../../objects/shown-name.ts';
