import { visible } from '../../diagnostics/visible.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser turns these into spaces in an attribute unless they are written as references.
  '\n': '&#10;',
  '\t': '&#9;',
};

/** A text for XML 1.0, as content or as a value in double quotes. What XML does not allow is written as `\u0000`. */
export const xmlText = (text: string): string => visible(text).replace(/[&<>"\n\t]/g, (c) => ENTITIES[c]!);
