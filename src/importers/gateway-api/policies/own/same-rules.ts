// Whether routes of one service differ in nothing but what their part in it requires.
import { MATCH_PATTERNS } from '../../../../auth/kinds.ts';
import { entries, type Fields, fields, type Loose, text } from '../../../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../../../effective/snapshot.ts';
import { stable } from '../../../neutral/grouping.ts';
import { rulesIn } from './own-routes.ts';

const isCredential = (match: Fields): boolean =>
  match.type === 'RegularExpression' && MATCH_PATTERNS.includes(text(match.value) ?? '');

/** A filter that matches a cookie with a credential. */
const isCookieFilter = (snapshot: Snapshot, route: Loose, filter: Fields): boolean => {
  const { group, kind, name } = fields(filter.extensionRef);
  const object = snapshot.find(String(group), String(kind), route.metadata.namespace, String(name));
  const spec = fields(object?.spec);
  const cookies = entries(spec.matches).flatMap((m) => entries(m.cookies));
  return Object.keys(spec).length === 1 && cookies.length > 0 && cookies.every(isCredential);
};

/** Credentials of other methods are removed from requests, which the methods of the answers decide again. */
const withoutRemoved = (filter: Fields): Fields => {
  if (filter.type !== 'RequestHeaderModifier') return filter;
  const { remove: _, ...rest } = fields(filter.requestHeaderModifier);
  return { ...filter, requestHeaderModifier: rest };
};

const isEmptyChange = (filter: Fields): boolean =>
  filter.type === 'RequestHeaderModifier' && Object.keys(fields(filter.requestHeaderModifier)).length === 0;

/** A rule without the match of a credential. */
const bare = (snapshot: Snapshot, route: Loose, rule: Fields): Fields => ({
  ...rule,
  filters: entries(rule.filters)
    .filter((f) => !isCookieFilter(snapshot, route, f))
    .map(withoutRemoved)
    .filter((f) => !isEmptyChange(f)),
  matches: entries(rule.matches).map(({ headers, queryParams, ...match }) => ({
    ...match,
    headers: entries(headers).filter((h) => !isCredential(h)),
    queryParams: entries(queryParams).filter((q) => !isCredential(q)),
  })),
});

/** A rule for preflights, which have no credential. */
const isPreflight = (rule: Fields): boolean => {
  const names = entries(entries(rule.matches)[0]?.headers).map((h) => text(h.name)?.toLowerCase());
  return names.includes('access-control-request-method') && names.includes('origin');
};

const places = (route: Loose): unknown => {
  const { parentRefs, hostnames } = fields(route.spec);
  return [parentRefs, hostnames];
};

const rulesOf = (snapshot: Snapshot, routes: readonly Loose[]): string =>
  stable(
    routes.flatMap((route) =>
      rulesIn(route)
        .filter((rule) => !isPreflight(rule))
        .map((rule) => [places(route), bare(snapshot, route, rule)]),
    ),
  );

/** Whether the routes of a method have the rules of the service, with the match of a credential. */
export const isVariant = (snapshot: Snapshot, main: readonly Loose[], variant: readonly Loose[]): boolean =>
  rulesOf(snapshot, main) === rulesOf(snapshot, variant) &&
  variant.every((r) =>
    rulesIn(r).every((rule) => entries(rule.matches).every((m) => hasCredential(snapshot, r, rule, m))),
  );

const hasCredential = (snapshot: Snapshot, route: Loose, rule: Fields, match: Fields): boolean =>
  [...entries(match.headers), ...entries(match.queryParams)].some(isCredential) ||
  entries(rule.filters).some((f) => isCookieFilter(snapshot, route, f));
