/** Whether a path is below a prefix, by whole segments; a prefix is below itself. */
export const isBelow = (path: string, prefix: string): boolean =>
  prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);

/** The first prefix that contains a path. */
export const prefixOf = (path: string, prefixes: readonly string[]): string | undefined =>
  prefixes.find((p) => isBelow(path, p));
