import type { Finding } from '../../diagnostics/finding.ts';
import type { Place } from '../../diagnostics/sarif.ts';
import type { KubernetesObject } from '../../objects/resource.ts';
import type { Position } from './places.ts';
import { Lines } from './text.ts';

/** A finding with its place in a file. */
export type Located = Finding & { readonly place?: Place | undefined };

/** A file that was read, with the places in it. The text is kept because a pipe can be read only once. */
export class Source {
  private lines: Lines | undefined;

  /** `file`: as findings name it, relative to the working directory. */
  constructor(
    readonly file: string,
    readonly text: string,
  ) {}

  place(offset: number): Place {
    this.lines ??= new Lines(this.text);
    return { file: this.file, ...this.lines.at(offset) };
  }
}

/** An object with the place that it was read from. */
export interface Placed extends Position {
  readonly object: KubernetesObject;
  readonly source: Source;
}
