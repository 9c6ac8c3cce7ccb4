/** Whether a path lies below a prefix, whole segments counted; a prefix lies below itself. */
export const isBelow = (path: string, prefix: string): boolean =>
  prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);

/** The first of the prefixes that a path lies below. */
export const prefixOf = (path: string, prefixes: readonly string[]): string | undefined =>
  prefixes.find((p) => isBelow(path, p));
