import type { Validation } from 'kubernetes-types/admissionregistration/v1.d.ts';
import { text } from '../../objects/cel.ts';

/** Words of an annotation of the namespace; none where it is not there. */
export const words = (annotation: string): string =>
  `has(namespaceObject.metadata.annotations) && ${text(annotation)} in namespaceObject.metadata.annotations ? namespaceObject.metadata.annotations[${text(annotation)}].split(" ") : []`;

/** One policy of the API server, before it is written as an object. */
export interface Rail {
  readonly name: string;
  readonly group: string;
  readonly resources: readonly string[];
  readonly versions: readonly string[];
  readonly condition?: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly validations: readonly Validation[];
  readonly why: string;
}
