// Parts of texts that several groups of findings use.
import type { Absence } from '../definition.ts';

/** A reference to an object that is not among those at hand. */
export interface Missing {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly absence: Absence;
}

/** A reference to another namespace that no ReferenceGrant there allows: the values of RefNotPermitted. */
export interface Denied {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** The kind and the namespace of the object that refers. */
  readonly from: string;
  readonly own: string;
  /** Whether a ReferenceGrant that is not among the objects may allow it. */
  readonly mayExist: boolean;
}

/** ` in namespace NAME`, where the namespace is known. */
export const inNamespace = (namespace: string | undefined): string =>
  namespace === undefined ? '' : ` in namespace ${namespace}`;

/** That something is missing: from the files only, where it may be in the cluster. */
export const absent = (subject: string, absence: Absence): string =>
  absence !== 'certain' ? `These files contain no ${subject}.` : `There is no ${subject}.`;

/** The consequence, which is certain only where the object cannot be in the cluster. */
export const unlessItExists = (why: string, absence: Absence): string =>
  absence !== 'certain' ? `Unless the cluster has one, ${why[0]!.toLowerCase()}${why.slice(1)}` : why;
