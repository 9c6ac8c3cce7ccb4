import type { Place } from '../../diagnostics/place.ts';
import type { SourceDocument } from './source-node.ts';

/** A document that cannot be read, and why. */
export interface BrokenDocument {
  readonly place: Place;
  readonly why: string;
  /** Whether it is a template, which must be rendered before it is YAML. */
  readonly isTemplate?: true;
}

/** What a file contains. */
export interface ReadSource {
  readonly documents: readonly SourceDocument[];
  readonly broken: readonly BrokenDocument[];
}
