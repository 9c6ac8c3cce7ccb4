// Words of the Common Expression Language, so that a value of the answers stays data in an expression.

/** A string literal; JSON's escapes are CEL's, too (CEL specification, String and Bytes Values). */
export const text = (s: string): string => JSON.stringify(s);

export const list = (items: readonly string[]): string => `[${items.map(text).join(', ')}]`;

/** All must hold, each in a line; nothing holds always. */
export const all = (parts: readonly string[], indent = ''): string =>
  parts.length === 0 ? 'true' : parts.map((p) => `(${p})`).join(` &&\n${indent}`);

/** One must hold; of nothing, none does. */
export const any = (parts: readonly string[], indent = ''): string =>
  parts.length === 0 ? 'false' : parts.map((p) => `(${p})`).join(` ||\n${indent}`);
