// Limits for a team's own answers: its paths, the platform's methods, the platform's rate limits.

import { isExternal } from '../../values/backend-address.ts';
import { isAddress, showExternal } from '../../values/external-address.ts';
import { OF_BROWSERS, OF_ENVOY } from '../../values/header-names.ts';
import { prefixOf } from '../../values/path-below.ts';
import { routePath } from '../../values/route-path.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { isOpen, methodNames, requiresAll } from '../schema/auth-schema.ts';
import { backendsOf, type ServiceAnswer } from '../schema/service-schema.ts';
import { showServer, type TeamAnswer } from '../schema/teams-schema.ts';
import { methodsOfTeam, namespaceOfTeam } from '../team-rights.ts';
import { type Found, found, type Rule } from './rule.ts';
import { methodOfPlatform } from './teams-rules.ts';

const paths = (name: string, team: TeamAnswer, s: ServiceAnswer, at: At): Found[] =>
  [...s.paths.map((p) => ['path', p] as const), ...(s.public ?? []).map((p) => ['public', p] as const)].flatMap(
    ([key, path]) => {
      const { type, value } = routePath(path);
      const place = at(key === 'path' && s.paths.length > 1 ? 'paths' : key);
      if (type === 'regex') return [found(place, 'PathKindForTeams', { path, team: name, reason: 'pattern' })];
      const moved = s.rewrite !== undefined || backendsOf(s).some((b) => isExternal(b) && b.prefix !== undefined);
      if (type === 'exact' && moved) return [found(place, 'PathKindForTeams', { path, team: name, reason: 'rewrite' })];
      return prefixOf(value, team.paths) === undefined
        ? [
            found(place, 'PathNotOwned', {
              path,
              team: name,
              own: team.paths,
            }),
          ]
        : [];
    },
  );

const access = (name: string, team: TeamAnswer, answers: Answers, s: ServiceAnswer, at: At): Found[] => {
  const out: Found[] = [];
  const accepted = methodNames(s.auth ?? answers.auth?.default);
  const open = isOpen(s.auth ?? answers.auth?.default) ? s.paths : (s.public ?? []);
  const closed = open.filter((p) => prefixOf(routePath(p).value, team.public ?? []) === undefined);
  if (closed.length > 0)
    out.push(
      found(at(isOpen(s.auth ?? answers.auth?.default) ? 'auth' : 'public'), 'PublicNotAllowed', {
        paths: closed,
        team: name,
      }),
    );
  // The admission policies of teams accept one kind of authentication in a policy.
  if (requiresAll(s.auth ?? answers.auth?.default))
    out.push(found(at('auth'), 'AllOfTeam', { service: s.name, team: name }));
  const allowed = methodsOfTeam(team, answers);
  for (const method of accepted) {
    const m = answers.auth?.methods?.[method];
    if (m === undefined) continue;
    const ofPlatform = methodOfPlatform(at('auth'), method, m);
    if (ofPlatform.length > 0) out.push(...ofPlatform);
    else if (!allowed.includes(method))
      out.push(found(at('auth'), 'MethodNotAllowed', { team: name, method, allowed }));
  }
  return out;
};

const destinations = (name: string, team: TeamAnswer, s: ServiceAnswer, at: At): Found[] => {
  const own = namespaceOfTeam(name, team);
  const out = backendsOf(s).flatMap((b): Found[] => {
    if (!isExternal(b))
      return b.namespace === undefined || b.namespace === own
        ? []
        : [found(at('backend'), 'BackendNotOwned', { namespace: b.namespace, service: b.service, team: name, own })];
    if (b.clear !== undefined || b.serverName !== undefined || isAddress(b.host))
      return [found(at('backend'), 'TeamServerForm', { team: name, url: showExternal(b) })];
    return team.outside?.some((o) => o.host === b.host && o.port === b.port)
      ? []
      : [found(at('backend'), 'ServerNotAllowed', { team: name, server: showServer(b) })];
  });
  if (s.failover && team.outside === undefined) out.push(found(at('failover'), 'FailoverNotAllowed', { team: name }));
  return out;
};

const limits = (name: string, { rateLimit }: Answers, s: ServiceAnswer, at: At): Found[] => {
  const most = rateLimit?.limits;
  if (!most || s.rateLimit === undefined) return [];
  const shown = (l: { requests: number; unit: string }): string => `${l.requests}/${l.unit}`;
  const values = { team: name, most: most.map(shown) };
  if (s.rateLimit === 'none') return [found(at('rateLimit'), 'LimitAbovePlatform', { ...values, by: 'none' })];
  const { limits: own } = s.rateLimit;
  const out = most
    .filter((m) => !own.some((l) => l.unit === m.unit && l.requests <= m.requests))
    .map((m) =>
      found(at('rateLimit'), 'LimitAbovePlatform', {
        ...values,
        by: 'limits',
        platform: shown(m),
        own: own.map(shown),
      }),
    );
  const key = 'key' in s.rateLimit ? s.rateLimit.key : undefined;
  if (key !== undefined && JSON.stringify(key) !== JSON.stringify(rateLimit?.key))
    out.push(found(at('rateLimit'), 'LimitAbovePlatform', { ...values, by: 'key' }));
  return out;
};

/** Headers that affect Envoy or browsers for all teams. Headers that authentication sets are refused for everybody by other rules. */
const headers = (name: string, s: ServiceAnswer, at: At): Found[] =>
  (['request', 'response'] as const).flatMap((side) => {
    const { set = {}, add = {}, remove = [] } = s.transform?.[side] ?? {};
    const names = [
      ...Object.keys(set).map((h) => ['set', h, h] as const),
      ...Object.keys(add).map((h) => ['add', h, h] as const),
      ...remove.map((h, i) => ['remove', i, h] as const),
    ];
    return names.flatMap(([kind, step, header]) => {
      const lower = header.toLowerCase();
      const ofEnvoy = OF_ENVOY.some((p) => lower.startsWith(p));
      const ofBrowsers =
        side === 'response' &&
        (OF_BROWSERS.names.some((n) => n === lower) || OF_BROWSERS.starts.some((p) => lower.startsWith(p)));
      return ofEnvoy || ofBrowsers
        ? [found(at('transform', side, kind, step), 'HeaderNotAllowed', { team: name, header, ofEnvoy })]
        : [];
    });
  });

type At = (...path: PropertyKey[]) => PropertyKey[];

/** Checks a team's answers against the root file. */
export const teamRules: Rule = (answers, view) =>
  view
    ? answers.services.flatMap((s, i) => {
        const at: At = (...path) => ['services', i, ...path];
        const { name, team } = view;
        return [
          ...paths(name, team, s, at),
          ...access(name, team, answers, s, at),
          ...destinations(name, team, s, at),
          ...limits(name, answers, s, at),
          ...headers(name, s, at),
        ];
      })
    : [];
