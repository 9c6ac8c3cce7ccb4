import type { Validation } from 'kubernetes-types/admissionregistration/v1.d.ts';
import { text } from '../../objects/cel.ts';

/** The words of an annotation of the namespace; an empty list if it is missing. */
export const words = (annotation: string): string =>
  `has(namespaceObject.metadata.annotations) && ${text(annotation)} in namespaceObject.metadata.annotations ? namespaceObject.metadata.annotations[${text(annotation)}].split(" ") : []`;

/** One ValidatingAdmissionPolicy, before it is built as an object. */
export interface TeamAdmission {
  readonly name: string;
  readonly group: string;
  readonly resources: readonly string[];
  readonly versions: readonly string[];
  readonly condition?: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly validations: readonly Validation[];
  readonly why: string;
}
