// What an alternative of a rule matches. One that answers cannot contain completely is left out: without a condition it would match more.
import { hostPattern } from '../../answers/schema/hosts-schema.ts';
import { METHODS } from '../../answers/schema/transform-schema.ts';
import { matchValue } from '../../values/header-value.ts';
import { headerName, tokenName } from '../../values/scalars.ts';
import { queryValue, servicePath } from '../../values/service-path.ts';
import type { LostPaths } from '../neutral/neutral.ts';
import { networkOf } from '../spelling/networks.ts';
import type { Matcher } from './rule-language.ts';

/** What requests must have. */
export interface TraefikMatch {
  readonly hosts: string[];
  /** As answers write them. */
  readonly paths: string[];
  readonly methods: string[];
  readonly headers: Record<string, string>;
  readonly query: Record<string, string>;
  readonly networks: string[];
  /** Differences from the rule, as sentences without a period. */
  readonly differences: string[];
  /** A prefix that Traefik compares as text. */
  prefix: string | undefined;
  /** As they are written. */
  readonly prefixes: string[];
  /** The answers have a wildcard in place of a narrower pattern for hosts. */
  isWider: boolean;
}

const isValid = (path: string): boolean => servicePath.safeParse(path).success;

/** A host, or the pattern of version 2 or 3 for any subdomain. */
const hostFor = (name: string, value: string): string | undefined => {
  const text = value.toLowerCase().replace(/\.$/, '');
  // Without an anchor, a pattern matches at the end of other names, too.
  if (name === 'hostregexp' && /^[a-z0-9]/.test(text)) return undefined;
  const written =
    name === 'host'
      ? text
      : text
          .replace(/^\^/, '')
          .replace(/\$$/, '')
          .replaceAll('\\.', '.')
          .replace(/^(?:\{[^{}]*\}|\(?(?:\[[^\]]*\]|\.)[+*]\)?)\./, '*.')
          .replace(/^\(\?:?.*\)\./, '*.');
  return written !== '*' && hostPattern.safeParse(written).success ? written : undefined;
};

/** Parameters of version 2: `{id}` and `{id:[0-9]+}`. */
const templated = (value: string): string | undefined => {
  if (!/[{}]/.test(value)) return value;
  const plain = value.replace(/\{([A-Za-z_]\w*)(?::\[\^\/\]\+)?\}/g, '{$1}');
  if (isValid(plain) && !plain.includes(':')) return plain;
  const regex = value.replace(/\{(?:[A-Za-z_]\w*:)?([^{}]*)\}/g, '(?:$1)');
  return /[{}]/.test(regex) ? undefined : `regex:${regex}`;
};

const pathFor = (name: string, value: string, match: TraefikMatch): string | undefined => {
  const read = templated(value);
  if (read === undefined) return undefined;
  const isPattern = read.startsWith('regex:') || read.includes('{');
  if (name === 'path') return isPattern ? read : `exact:${read}`;
  if (name === 'pathprefix') {
    if (isPattern) return undefined;
    if (read !== '/') match.prefix = read;
    match.prefixes.push(read);
    return read === '/' ? read : read.replace(/\/+$/, '');
  }
  const start = /^\^(.*?)(\$?)$/.exec(value);
  // Without an anchor, a pattern matches anywhere.
  return start ? `regex:${start[1]!.replaceAll('(?<', '(?P<')}${start[2] === '$' ? '' : '.*'}` : undefined;
};

/** A pair of version 3, or `name=value` of version 2. */
const pairOf = (values: readonly string[]): readonly [string, string] | undefined => {
  if (values.length === 2) return [values[0]!, values[1]!];
  const m = values.length === 1 ? /^([^=]+)=(.*)$/.exec(values[0]!) : null;
  return m ? [m[1]!, m[2]!] : undefined;
};

/** Adds what a matcher requires. Returns whether the answers contain it. */
const add = (match: TraefikMatch, { name: given, values, not }: Matcher): boolean => {
  const name = given.toLowerCase();
  if (not || values.length === 0) return false;
  const intersect = (list: string[], found: readonly (string | undefined)[]): boolean => {
    // Two matchers of a kind must hold together; answers have one list of alternatives.
    if (list.length > 0 || found.includes(undefined)) return false;
    list.push(...(found as string[]));
    return true;
  };
  switch (name) {
    case 'host':
    case 'hostregexp':
      if (name === 'host' && values.length === 1 && values[0] === '*') return true;
      if (name === 'hostregexp') match.isWider = true;
      return intersect(
        match.hosts,
        values.map((v) => hostFor(name, v)),
      );
    case 'path':
    case 'pathprefix':
    case 'pathregexp': {
      const paths = values.map((v) => pathFor(name, v, match));
      return paths.every((p) => p !== undefined && isValid(p)) && intersect(match.paths, paths);
    }
    case 'method': {
      const methods = values.map((v) => METHODS.find((m) => m === v.toUpperCase()));
      return intersect(match.methods, methods);
    }
    case 'header':
    case 'headers': {
      const [key, value] = values.length === 2 ? values : [];
      if (!key || value === undefined || Object.hasOwn(match.headers, key)) return false;
      if (!headerName.safeParse(key).success || !matchValue.safeParse(value).success) return false;
      match.headers[key] = value;
      return true;
    }
    case 'query': {
      const [key, value] = pairOf(values) ?? [];
      if (!key || value === undefined || Object.hasOwn(match.query, key)) return false;
      if (!tokenName.safeParse(key).success || !queryValue.safeParse(value).success) return false;
      match.query[key] = value;
      return true;
    }
    case 'clientip':
      match.differences.push('Other addresses get 403');
      return intersect(match.networks, values.map(networkOf));
    default:
      return false;
  }
};

/** What an alternative matches, or the matcher that answers cannot contain. */
export const matchOf = (matchers: readonly Matcher[]): TraefikMatch | Matcher => {
  const match: TraefikMatch = {
    hosts: [],
    paths: [],
    methods: [],
    headers: {},
    query: {},
    networks: [],
    differences: [],
    prefix: undefined,
    prefixes: [],
    isWider: false,
  };
  for (const matcher of matchers) if (!add(match, matcher)) return matcher;
  if (match.paths.length === 0) match.paths.push('/');
  return match;
};

/** A rule as messages show it: values of headers and of the query may be secrets. */
export const shownRule = (rule: string): string =>
  rule.replace(/((?:header|query)\w*)\(\s*([`"])([^`"=]*)[^)]*\)?/gi, '$1($2$3$2, ...)');

/** A matcher as it is written. */
export const shownMatcher = ({ name, values, not }: Matcher): string =>
  shownRule(`${not ? '!' : ''}${name}(${values.map((v) => `\`${v}\``).join(', ')})`);

/** The requests of an alternative that is left out, as the frame compares them. */
export const lostOf = (matchers: readonly Matcher[]): LostPaths => {
  const valuesOf = (pattern: RegExp): string[] =>
    matchers.filter((m) => !m.not && pattern.test(m.name)).flatMap((m) => [...m.values]);
  const hosts = valuesOf(/^host$/i).map((h) => h.toLowerCase());
  const paths = [
    ...valuesOf(/^(path|pathprefix)$/i).map((p) => (/[{}]/.test(p) ? `regex:${p.replace(/\{[^}]*\}/g, '.*')}` : p)),
    // Without an anchor, a pattern matches anywhere.
    ...valuesOf(/^pathregexp$/i).map((p) => (p.startsWith('^') ? `regex:${p.slice(1)}` : '/')),
  ];
  return { hosts: hosts.includes('*') ? [] : hosts, paths: paths.length > 0 ? paths : ['/'] };
};
