// The teams in the root file: each owns paths, and no two own the same.

import { type AuthMethod, kindOf, TEAM_TYPES } from '../../auth/kinds.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { isBelow, prefixOf } from '../../values/path-below.ts';
import { routePath } from '../../values/route-path.ts';
import { ownServices } from '../own-services.ts';
import type { Answers } from '../schema/answers-schema.ts';
import type { TeamAnswer } from '../schema/teams-schema.ts';
import { namespaceOfTeam } from '../team-rights.ts';
import { layoutRules } from './layout-rules.ts';
import { type Owned, overlaps } from './owned-paths.ts';
import { meeting } from './path-relations.ts';
import { type Found, found, type Rule } from './rule.ts';

/** Folders and Applications of these names are the platform's. */
const RESERVED = new Set(['platform', 'root', 'teams']);
/** The gateway's own paths: guard routes, callbacks. */
const OWN_PATH = '/.eg-api-gateway';

const ofTeam = (name: string, team: TeamAnswer, answers: Answers): Found[] => {
  const at = (...path: PropertyKey[]): PropertyKey[] => ['teams', name, ...path];
  const out: Found[] = [];
  if (RESERVED.has(name)) out.push(found(at(), 'ReservedName', { name, of: 'platform' }));
  if (team.answers === undefined && team.services === undefined)
    out.push(found(at(), 'TeamWithoutServices', { team: name }));
  if (team.answers !== undefined && team.services !== undefined)
    out.push(found(at(), 'TeamServicesTwice', { team: name, file: team.answers }));
  for (const [i, path] of team.paths.entries())
    if (path === '/' || isBelow(path, OWN_PATH))
      out.push(found(at('paths', i), 'TeamPathReserved', { team: name, path }));
  for (const [i, path] of (team.public ?? []).entries())
    if (prefixOf(path, team.paths) === undefined)
      out.push(found(at('public', i), 'PublicPathNotOwned', { path, owner: `team ${name}`, paths: team.paths }));
  for (const [i, method] of (team.auth ?? []).entries()) {
    const m = answers.auth?.methods?.[method];
    if (m === undefined)
      out.push(found(at('auth', i), 'UnknownMethod', { method, known: Object.keys(answers.auth?.methods ?? {}) }));
    else out.push(...methodOfPlatform(at('auth', i), method, m));
  }
  return out;
};

/** Also used for a team's own answers. */
export const methodOfPlatform = (at: readonly PropertyKey[], method: string, m: AuthMethod): Found[] => {
  const { teams } = kindOf(m);
  if (!teams) return [found(at, 'MethodForPlatformOnly', { method, type: m.type, allowed: TEAM_TYPES })];
  return teams.fits(m) ? [] : [found(at, 'MethodNotForTeams', { method })];
};

const places = (teams: Readonly<Record<string, TeamAnswer>>, answers: Answers): Found[] => {
  const out: Found[] = [];
  const taken = new Map<string, string>([
    [answers.gateway?.namespace ?? DEFAULTS.gateway.namespace.value, 'the Gateway'],
    [answers.envoyGateway?.namespace ?? DEFAULTS.envoyGateway.namespace.value, 'Envoy Gateway'],
  ]);
  const files = new Map<string, string>();
  for (const [name, team] of Object.entries(teams)) {
    const namespace = namespaceOfTeam(name, team);
    const other = taken.get(namespace);
    if (other !== undefined)
      out.push(
        found(['teams', name, ...(team.namespace === undefined ? [] : ['namespace'])], 'TeamNamespaceTaken', {
          namespace,
          team: name,
          other,
        }),
      );
    else taken.set(namespace, `the team ${name}`);
    const sharer = team.answers === undefined ? undefined : files.get(team.answers);
    if (sharer !== undefined)
      out.push(found(['teams', name, 'answers'], 'TeamFileShared', { file: team.answers!, sharer }));
    if (team.answers !== undefined) files.set(team.answers, name);
  }
  return out;
};

/** The paths of the platform: of its services, and those that the gateway answers itself. */
const servedByPlatform = (answers: Answers): { paths: readonly string[]; at: readonly PropertyKey[] }[] => [
  ...answers.services.map((s, i) => ({ paths: s.paths, at: ['services', i] })),
  ...ownServices(answers).map(({ service, at }) => ({ paths: service.paths, at })),
];

/** Templates and patterns of the platform's services: they have precedence over the prefixes of teams. */
const patternsOfPlatform = (answers: Answers, teams: Readonly<Record<string, TeamAnswer>>): Found[] =>
  servedByPlatform(answers).flatMap(({ paths, at }) =>
    paths
      .filter((p) => routePath(p).type === 'regex')
      .flatMap((path) =>
        Object.entries(teams).flatMap(([team, t]) => {
          const outer = t.paths.find((p) => meeting(routePath(path), routePath(p)) !== 'no');
          const values = { path, owner: 'the platform', outer: outer ?? '', outerOwner: `team ${team}` };
          return outer === undefined ? [] : [found(at, 'TeamPathsOverlap', values)];
        }),
      ),
  );

/** Checks the answers for `layout: app-of-apps` in the root file. */
export const teamsRules: Rule = (answers, view) => {
  // The root was validated before.
  if (view) return [];
  const teams = answers.teams ?? {};
  const any = Object.keys(teams).length > 0;
  const owned: Owned[] = [
    ...Object.entries(teams).flatMap(([owner, t]) =>
      t.paths.map((path, i) => ({ path, owner: `team ${owner}`, at: ['teams', owner, 'paths', i] })),
    ),
    // A service of the platform at / gets the requests that no team serves.
    ...servedByPlatform(answers).flatMap(({ paths, at }) =>
      paths
        .filter((p) => p !== '/' && routePath(p).type !== 'regex')
        .map((p) => ({ path: routePath(p).value, owner: 'the platform', at })),
    ),
  ];
  return [
    ...layoutRules(answers),
    ...Object.entries(teams).flatMap(([name, t]) => ofTeam(name, t, answers)),
    ...places(teams, answers),
    ...(any ? [...overlaps(owned), ...patternsOfPlatform(answers, teams)] : []),
    ...(any && answers.mesh?.mode === 'sds' ? [found(['mesh', 'mode'], 'SdsWithTeams')] : []),
    ...(any && answers.rateLimit?.across === 'api' ? [found(['rateLimit', 'across'], 'AcrossTeams')] : []),
  ];
};
