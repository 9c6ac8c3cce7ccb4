// What an OpenAPI document says about a request, written independently of the importer.

/** The credentials that a request has: `token`, `key`, `user`, `login`, and scopes as `login:r`. */
export type Credentials = readonly string[];

/** Lists of which one must be complete. An empty list: no credentials are needed. Undefined: the document does not say. */
export type Access = readonly (readonly string[])[] | undefined;

export interface Documented {
  readonly method: string;
  /** With the base path of the server; `{...}` is a parameter. */
  readonly segments: readonly string[];
  readonly slash: boolean;
  /** Everything below. */
  readonly greedy: boolean;
  /** Without any: every host. */
  readonly hosts: readonly string[];
  readonly access: Access;
  /** The document takes the operation out of the route. */
  readonly disabled: boolean;
  /** As the document writes it. */
  readonly written: string;
}

export const allows = (access: Access, has: Credentials): boolean =>
  access?.some((needed) => needed.every((n) => has.includes(n))) ?? false;

/** Characters that need no encoding are the same with and without it (RFC 3986, section 6.2.2.2). */
const plain = (text: string): string =>
  text.replace(/%(?:2[DdEe]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff]|7[Ee])/g, (c) => decodeURIComponent(c)).replace(/[^\u0021-\u007e]/gu, encodeURIComponent); // biome-ignore format: a chain

const isParameter = (segment: string): boolean => segment.includes('{');

const segmentMatches = (template: string, sent: string): boolean => {
  const [before, after] = plain(template).split(/\{[^}]*\}/) as [string, string?];
  if (after === undefined) return before === plain(sent);
  const text = plain(sent);
  return text.length > before.length + after.length && text.startsWith(before) && text.endsWith(after);
};

export const matches = (op: Documented, host: string, method: string, path: string): boolean => {
  if (op.method !== method || (op.hosts.length > 0 && !op.hosts.includes(host))) return false;
  const sent = path.split('/').filter((s) => s !== '');
  const slash = path.length > 1 && path.endsWith('/');
  if (op.greedy ? sent.length <= op.segments.length : sent.length !== op.segments.length || slash !== op.slash)
    return false;
  return op.segments.every((s, i) => segmentMatches(s, sent[i]!));
};

/** How exact a segment is: text, text with a parameter, a parameter, nothing (of a greedy path). */
const exactness = (segment: string | undefined): number =>
  segment === undefined ? 0 : isParameter(segment) ? (segment.startsWith('{') && segment.endsWith('}') ? 1 : 2) : 3;

const compare = (a: Documented, b: Documented): number => {
  for (let i = 0; i < Math.max(a.segments.length, b.segments.length); i++) {
    const d = exactness(a.segments[i]) - exactness(b.segments[i]);
    if (d !== 0) return d;
  }
  return 0;
};

/** The operations that a request is for: those with the most exact path. */
export const documentedFor = (all: readonly Documented[], host: string, method: string, path: string): Documented[] => {
  const found = all.filter((op) => matches(op, host, method, path));
  return found.filter((a) => found.every((b) => compare(a, b) >= 0));
};
