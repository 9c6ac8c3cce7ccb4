import type { Place } from '../../diagnostics/place.ts';
import type { KubernetesObject } from '../../objects/resource.ts';
import { Excerpts } from './excerpts.ts';
import type { Position } from './places.ts';
import { Lines } from './text.ts';

/** A file that was read, with the places in it. The text is kept because a pipe can be read only once. */
export class Source {
  private lines: Lines | undefined;
  private excerpts: Excerpts | undefined;

  /** `file`: as findings name it, relative to the working directory. */
  constructor(
    readonly file: string,
    readonly text: string,
  ) {}

  /** `isSecret`: the line is part of a Secret, so it is not shown. */
  place(offset: number, isSecret = false): Place {
    this.lines ??= new Lines(this.text);
    this.excerpts ??= new Excerpts(this.text, this.lines);
    const at = this.lines.at(offset);
    return { file: this.file, ...at, ...(isSecret ? {} : this.excerpts.of(at.line, offset)) };
  }
}

/** An object with the place that it was read from. */
export interface Placed extends Position {
  readonly object: KubernetesObject;
  readonly source: Source;
}

/** Identifies the place of an object, however a kustomization changes the object. */
export const placeId = ({ source, part, index, path }: Placed): string =>
  `${source.file} ${part.start} ${index} ${path.join('.')}`;
