import { entries, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import { hostnamesOf } from '../../effective/routes/parents.ts';
import { compiledGo } from '../../values/go-regex.ts';
import type { Check } from '../check.ts';

/** Maximum length of a path in an HTTPRoute (API server). */
const MOST_PATH = 1024;
/** Maximum number of pairs of an expression and a prefix that are compared, so that the time stays linear. */
const MOST_TRIES = 500_000;

const hosts = (r: Loose): string[] => hostnamesOf(r).map((h) => h ?? '*');

const paths = (r: Loose, type: string): string[] =>
  entries(fields(r.spec).rules).flatMap((rule) =>
    entries(rule.matches).flatMap((m) => {
      const value = text(fields(m.path).value) ?? '/';
      return (fields(m.path).type ?? 'PathPrefix') === type && value.length <= MOST_PATH ? [value] : [];
    }),
  );

/** The text with which every match of an expression begins. */
const literalStart = (pattern: string): string => {
  const plain = /^[A-Za-z0-9/_~-]*/.exec(pattern)![0];
  const next = pattern[plain.length];
  if (pattern.includes('|')) return '';
  // The last character may be repeated or absent.
  return next !== undefined && '*+?{'.includes(next) ? plain.slice(0, -1) : plain;
};

/** The prefixes of a host name, sorted, so that those with a common beginning are adjacent. */
class Prefixes {
  private readonly byHost = new Map<string, Set<string>>();
  private readonly sorted = new Map<string, string[]>();

  constructor(routes: readonly Loose[]) {
    for (const r of routes)
      for (const h of hosts(r)) {
        const known = this.byHost.get(h) ?? new Set();
        this.byHost.set(h, known);
        for (const p of paths(r, 'PathPrefix')) if (p !== '/') known.add(p);
      }
  }

  private of(host: string): string[] {
    const known = this.sorted.get(host) ?? [...(this.byHost.get(host) ?? [])].sort();
    this.sorted.set(host, known);
    return known;
  }

  /** The prefixes that begin with a text, and those with which the text begins. */
  *near(host: string, start: string): Generator<string> {
    const all = this.of(host);
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (all[middle]! < start) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < all.length && all[i]!.startsWith(start); i++) yield all[i]!;
    const known = this.byHost.get(host);
    for (let end = start.lastIndexOf('/'); end > 0; end = start.lastIndexOf('/', end - 1)) {
      if (known?.has(start.slice(0, end))) yield start.slice(0, end);
    }
  }
}

/** Regular expressions for paths that match requests of a prefix: Envoy Gateway chooses them before every prefix. */
export const regexes: Check = (snapshot, report) => {
  const routes = snapshot.of('HTTPRoute');
  if (!routes.some((r) => paths(r, 'RegularExpression').length > 0)) return;
  const prefixes = new Prefixes(routes);
  let tries = 0;
  for (const r of routes)
    for (const pattern of paths(r, 'RegularExpression')) {
      // Envoy matches the whole path, by the same engine as Go's.
      const takes = compiledGo(`^(?:${pattern})$`);
      if (!takes) continue;
      const start = literalStart(pattern);
      const shadowed = firstOf(hosts(r), (h) => {
        for (const p of prefixes.near(h, start)) {
          if (++tries > MOST_TRIES) return undefined;
          if (takes(p) || takes(`${p}/x`)) return p;
        }
        return undefined;
      });
      if (shadowed) report('RegexShadowsPrefix', r, 'spec.rules', { pattern, prefix: shadowed });
    }
};

const firstOf = <T, R>(list: readonly T[], of: (item: T) => R | undefined): R | undefined => {
  for (const item of list) {
    const found = of(item);
    if (found !== undefined) return found;
  }
  return undefined;
};
