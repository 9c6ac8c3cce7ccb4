// Parts of Common Expression Language (CEL) expressions. Values of the answers are always quoted.

/** A string literal: JSON escapes are valid in CEL (CEL specification, String and Bytes Values). */
export const text = (s: string): string => JSON.stringify(s);

export const list = (items: readonly string[]): string => `[${items.map(text).join(', ')}]`;

/** Conjunction, one part per line; `true` without parts. */
export const all = (parts: readonly string[], indent = ''): string =>
  parts.length === 0 ? 'true' : parts.map((p) => `(${p})`).join(` &&\n${indent}`);

/** Disjunction; `false` without parts. */
export const any = (parts: readonly string[], indent = ''): string =>
  parts.length === 0 ? 'false' : parts.map((p) => `(${p})`).join(` ||\n${indent}`);
