import { entries, type Fields, fields, type Loose, show, text } from '../../effective/objects/loose-objects.ts';
import { appliedPolicy } from '../../effective/policies/applied-policy.ts';
import { servingListeners } from '../../effective/routes/parents.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import type { Check } from '../check.ts';
import { authenticates } from './authentication-checks.ts';

/** Headers of a preflight request. It does not contain the headers of the actual request. */
const OF_PREFLIGHT = new Set(['origin', 'access-control-request-method', 'access-control-request-headers', 'host']);

const answers = (policy: Loose): boolean => fields(policy.spec).cors !== undefined;

/** Whether the policy that applies to a route answers preflights. */
const hasCors = (snapshot: Snapshot, route: Loose): boolean => {
  const own = snapshot.attachments.on(route, 'SecurityPolicy');
  const above = (): boolean =>
    snapshot
      .gatewaysOf(route)
      .some(({ gateway, section }) => snapshot.attachments.on(gateway, 'SecurityPolicy', section).some(answers));
  return own.length > 0 ? own.some((p) => answers(p) || (fields(p.spec).mergeType !== undefined && above())) : above();
};

const pathOf = (match: Fields): { type: string; value: string } => {
  const path = fields(match.path);
  return { type: text(path.type) ?? 'PathPrefix', value: text(path.value) ?? '/' };
};

const takesPreflights = (match: Fields): boolean =>
  (match.method === undefined || match.method === 'OPTIONS') &&
  entries(match.queryParams).length === 0 &&
  entries(match.headers).every((h) => OF_PREFLIGHT.has((text(h.name) ?? '').toLowerCase()));

/** A path and the prefixes above it. */
const above = (path: string): string[] => {
  const parts = path.split('/').filter((p) => p !== '');
  return ['/', ...parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}`)];
};

/** CORS for a path without a match for preflights: the policy that would answer them does not apply. */
export const preflights: Check = (snapshot, report) => {
  const answering = snapshot.of('HTTPRoute').filter((r) => hasCors(snapshot, r));
  const taken = new Set<string>();
  let everything = false;
  const matchesOf = (route: Loose): { at: string; match: Fields; byFilter: boolean }[] =>
    entries(fields(route.spec).rules).flatMap((rule, i) => {
      const byFilter = entries(rule.filters).some((f) => f.type === 'CORS');
      const list = entries(rule.matches);
      return (list.length > 0 ? list : [{}]).map((match, j) => ({
        at: list.length > 0 ? `spec.rules[${i}].matches[${j}]` : `spec.rules[${i}]`,
        match,
        byFilter,
      }));
    });
  for (const route of answering)
    for (const { match, byFilter } of matchesOf(route)) {
      if (!byFilter && !takesPreflights(match)) continue;
      const { type, value } = pathOf(match);
      // Regular expressions for paths are not evaluated here.
      if (type === 'RegularExpression') everything = true;
      else taken.add(value.length > 1 ? value.replace(/\/+$/, '') : value);
    }
  if (everything) return;
  for (const route of answering) {
    const lost = matchesOf(route).find(({ match }) => {
      const { type, value } = pathOf(match);
      return type !== 'RegularExpression' && !above(value).some((p) => taken.has(p));
    });
    if (lost) report('PreflightNotRouted', route, lost.at, { path: pathOf(lost.match).value });
  }
};

/** Whether requests without credentials are refused. */
const refusesPreflights = (policy: Loose): boolean => {
  const { authorization } = fields(policy.spec);
  return authenticates(policy) || (authorization !== undefined && fields(authorization).defaultAction !== 'Allow');
};

const answersByFilter = (route: Loose): boolean =>
  entries(fields(route.spec).rules).every((rule) => entries(rule.filters).some((f) => f.type === 'CORS'));

/** Policies of routes that replace one with CORS and require credentials, which preflights do not have. */
export const droppedCors: Check = (snapshot, report) => {
  const told = new Set<Loose>();
  if (!snapshot.of('SecurityPolicy').some(answers)) return;
  for (const route of snapshot.of('HTTPRoute')) {
    const own = snapshot.attachments.on(route, 'SecurityPolicy');
    if (own.length === 0 || answersByFilter(route)) continue;
    const names = entries(fields(route.spec).rules).flatMap((rule) => text(rule.name) ?? []);
    const ruled = names.filter((name) => snapshot.attachments.exactly(route, 'SecurityPolicy', name).length > 0);
    for (const { owner, name } of servingListeners(snapshot, route))
      for (const rule of [undefined, ...ruled]) {
        const found = appliedPolicy(snapshot, 'SecurityPolicy', { route, rule, parent: owner, listener: name });
        if (!found || told.has(found.policy) || found.spec.cors !== undefined) continue;
        const root = found.replaced.find(({ policy }) => answers(policy));
        if (!root || !own.includes(found.policy) || !refusesPreflights(found.policy)) continue;
        told.add(found.policy);
        report('PolicyDropsCors', found.policy, 'spec', { root: show(root.policy), route: show(route) });
      }
  }
};
