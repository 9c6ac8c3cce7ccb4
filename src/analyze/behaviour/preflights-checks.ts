import { entries, type Fields, fields, type Loose, show, text } from '../../effective/objects/loose-objects.ts';
import type { RuleOfRoute } from '../../effective/policies/rules-of-policy.ts';
import { placesOfRule, specsIn } from '../../effective/requests/places-of-policy.ts';
import { rulesInPlace } from '../../effective/requests/rules-of-route.ts';
import { rulesOf } from '../../effective/routes/rule-matches.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import type { Check } from '../check.ts';
import { authenticates } from './authentication-checks.ts';

/** Headers of a preflight request. It does not contain the headers of the actual request. */
const OF_PREFLIGHT = new Set(['origin', 'access-control-request-method', 'access-control-request-headers', 'host']);

const answers = ({ spec }: Pick<Loose, 'spec'>): boolean => fields(spec).cors !== undefined;
const answersByFilter = (rule: Fields): boolean => entries(rule.filters).some((f) => f.type === 'CORS');

/** The rules to which a policy that answers preflights applies. */
const answeringRules = (snapshot: Snapshot): RuleOfRoute[] =>
  snapshot
    .of('HTTPRoute')
    .flatMap((route) => rulesOf(route).map((rule) => ({ route, rule })))
    .filter((r) => specsIn(snapshot, 'SecurityPolicy', placesOfRule(snapshot, r)).some((spec) => answers({ spec })));

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

const matchesOf = ({ rule }: RuleOfRoute): { at: string; match: Fields }[] => {
  const list = entries(rule.spec.matches);
  if (list.length === 0) return [{ at: rule.field, match: {} }];
  return list.map((match, j) => ({ at: `${rule.field}.matches[${j}]`, match }));
};

/** CORS for a path without a match for preflights: the policy that would answer them does not apply. */
export const preflights: Check = (snapshot, report) => {
  if (!snapshot.of('SecurityPolicy').some(answers)) return;
  const answering = answeringRules(snapshot);
  const taken = new Set<string>();
  for (const answered of answering)
    for (const { match } of matchesOf(answered)) {
      if (!answersByFilter(answered.rule.spec) && !takesPreflights(match)) continue;
      const { type, value } = pathOf(match);
      // Regular expressions for paths are not evaluated here.
      if (type === 'RegularExpression') return;
      taken.add(value.length > 1 ? value.replace(/\/+$/, '') : value);
    }
  const told = new Set<Loose>();
  for (const answered of answering) {
    if (told.has(answered.route)) continue;
    const lost = matchesOf(answered).find(({ match }) => {
      const { type, value } = pathOf(match);
      return type !== 'RegularExpression' && !above(value).some((p) => taken.has(p));
    });
    if (!lost) continue;
    told.add(answered.route);
    report('PreflightNotRouted', answered.route, lost.at, { path: pathOf(lost.match).value });
  }
};

/** Whether requests without credentials are refused. */
const refusesPreflights = (policy: Pick<Loose, 'spec'>): boolean => {
  const { authorization } = fields(policy.spec);
  return authenticates(policy) || (authorization !== undefined && fields(authorization).defaultAction !== 'Allow');
};

/** Policies of routes that replace one with CORS and require credentials, which preflights do not have. */
export const droppedCors: Check = (snapshot, report) => {
  const told = new Set<Loose>();
  if (!snapshot.of('SecurityPolicy').some(answers)) return;
  for (const route of snapshot.of('HTTPRoute'))
    for (const { rule, security } of rulesInPlace(snapshot, route)) {
      if (!security || (security.level !== 'rule' && security.level !== 'route')) continue;
      if (told.has(security.policy) || answers(security) || answersByFilter(rule)) continue;
      const root = security.replaced.find(({ policy }) => answers(policy));
      if (!root || !refusesPreflights(security)) continue;
      told.add(security.policy);
      report('PolicyDropsCors', security.policy, 'spec', { root: show(root.policy), route: show(route) });
    }
};
