// Host names with wildcards, as Gateway API and certificates read them.

/** Any host name. */
export const ANY_HOST = '*';

/** Whether a pattern names more than one host: `*.example.com`, or `*`. */
export const isWildcard = (pattern: string): boolean => pattern.startsWith('*');

/** Whether each host of `inner` is one of `outer`. A wildcard of a route covers any number of labels, and not the name below it. */
export const covers = (outer: string, inner: string): boolean =>
  outer === inner ||
  outer === ANY_HOST ||
  (outer.startsWith('*.') && inner.endsWith(outer.slice(1)) && inner.length >= outer.length);

/** The wildcard whose certificate contains a name: it covers exactly one label (RFC 6125). undefined: there is none. */
export const wildcardAbove = (pattern: string): string | undefined => {
  if (isWildcard(pattern)) return undefined;
  const dot = pattern.indexOf('.');
  return dot < 0 ? undefined : `*${pattern.slice(dot)}`;
};

/** The wildcards that cover a pattern, closest first, without itself. */
export const wildcardsAbove = (pattern: string): string[] => {
  const out: string[] = [];
  const rest = pattern.startsWith('*.') ? pattern.slice(2) : pattern;
  for (let dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.', dot + 1)) out.push(`*${rest.slice(dot)}`);
  if (pattern.startsWith('*.')) out.unshift(`*.${rest}`);
  return [...out.filter((p) => p !== pattern), ...(pattern === ANY_HOST ? [] : [ANY_HOST])];
};

/** A concrete host that a pattern covers, for a request: the name itself without a wildcard. */
export const exampleOf = (pattern: string): string =>
  pattern === ANY_HOST ? 'any-host.example.com' : pattern.replace(/^\*/, 'any-host');

/** A pattern as a part of object names: `api-example-com`, `wildcard-example-com` for `*.example.com`, `any-host` for `*`. */
export const hostSlug = (pattern: string): string =>
  pattern === ANY_HOST ? 'any-host' : pattern.replace(/^\*/, 'wildcard').replaceAll('.', '-');
