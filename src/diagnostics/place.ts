import type { Finding } from './finding.ts';

/** Where a finding is, for tools that show it at the line. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The text of the line. Absent if the line may contain a secret, or is too long to be read. */
  readonly excerpt?: string | undefined;
}

/** A finding with its place in a file, if it comes from a file. `relatedPlace`: that of the other object. */
export type Located = Finding & { readonly place?: Place | undefined; readonly relatedPlace?: Place | undefined };

/** The place of the other object that a finding is about, as a text; empty if there is none. */
export const otherText = ({ relatedPlace }: Located): string =>
  relatedPlace ? `Other object: ${relatedPlace.file}:${relatedPlace.line}:${relatedPlace.column}` : '';

/** The name under which results list a finding: its file, or its object if it has no file. */
export const fileOf = (f: Located): string => f.place?.file ?? f.resource;
