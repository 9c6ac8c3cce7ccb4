// What the root file says of its teams: each owns something, and no two own the same.
import { KINDS } from '../../auth/kinds.ts';
import { isBelow, prefixOf } from '../path-below.ts';
import type { Answers } from '../schema/answers-schema.ts';
import type { TeamAnswer } from '../schema/teams-schema.ts';
import { namespaceOfTeam } from '../team-rights.ts';
import { layoutRules } from './layout-rules.ts';
import { type Owned, overlaps } from './owned-paths.ts';
import { type Found, found, type Rule } from './rule.ts';

/** Folders and Applications of these names are the platform's. */
const RESERVED = new Set(['platform', 'root', 'teams']);
/** The gateway's own paths: guard routes, callbacks. */
const OWN_PATH = '/.eg-api-gateway';

const ofTeam = (name: string, team: TeamAnswer, answers: Answers): Found[] => {
  const at = (...path: PropertyKey[]): PropertyKey[] => ['teams', name, ...path];
  const out: Found[] = [];
  if (RESERVED.has(name))
    out.push(
      found(
        at(),
        'ReservedName',
        `${name} is a name of the platform's own unit.`,
        'Two units of one name overwrite each other.',
        'Choose another name.',
      ),
    );
  if ((team.answers === undefined) === (team.services === undefined))
    out.push(
      found(
        at(),
        team.answers === undefined ? 'TeamWithoutServices' : 'TeamServicesTwice',
        team.answers === undefined
          ? `The team ${name} has no services.`
          : `The team ${name} has services here and in ${team.answers}.`,
        'A team answers in one place: a file of its own, or here.',
        team.answers === undefined ? `Write answers: teams/${name}.yaml, or services.` : 'Remove one of them.',
      ),
    );
  for (const [i, path] of team.paths.entries())
    if (path === '/' || isBelow(path, OWN_PATH))
      out.push(
        found(
          at('paths', i),
          'TeamOwnsAll',
          path === '/' ? `${name} would own every path.` : `${path} is a path of the gateway's own routes.`,
          'What no team serves is answered by the platform, and its own routes stand beside those of teams.',
          'Write a prefix such as /v1/payments.',
        ),
      );
  for (const [i, path] of (team.public ?? []).entries())
    if (prefixOf(path, team.paths) === undefined)
      out.push(
        found(
          at('public', i),
          'PublicPathElsewhere',
          `${path} is not below a path of ${name}.`,
          'The team does not serve it, so it cannot leave it open.',
          `Write a path below ${team.paths[0]}.`,
        ),
      );
  for (const [i, method] of (team.auth ?? []).entries()) {
    const type = answers.auth?.methods?.[method]?.type;
    if (type === undefined)
      out.push(
        found(
          at('auth', i),
          'UnknownMethod',
          `There is no authentication method ${method}.`,
          'The team could not use it.',
          'Describe it in auth.methods, or remove it.',
        ),
      );
    else if (!KINDS[type].teams) out.push(methodOfPlatform(at('auth', i), method, type));
  }
  return out;
};

/** Also of a team's own answers. */
export const methodOfPlatform = (at: readonly PropertyKey[], method: string, type: string): Found =>
  found(
    at,
    'MethodOfPlatform',
    `${method} (${type}) is for services of the platform only.`,
    'Envoy names its filter after the policy, and only the owner of the listener can keep that in open connections.',
    'Let the platform serve the service (services of the root file), or use jwt, apiKey or basic.',
  );

const places = (teams: Readonly<Record<string, TeamAnswer>>, answers: Answers): Found[] => {
  const out: Found[] = [];
  const taken = new Map<string, string>([
    [answers.gateway?.namespace ?? 'default', 'the Gateway'],
    [answers.envoyGateway?.namespace ?? 'envoy-gateway-system', 'Envoy Gateway'],
  ]);
  const files = new Map<string, string>();
  for (const [name, team] of Object.entries(teams)) {
    const namespace = namespaceOfTeam(name, team);
    const other = taken.get(namespace);
    if (other !== undefined)
      out.push(
        found(
          ['teams', name, ...(team.namespace === undefined ? [] : ['namespace'])],
          'TeamNamespaceTaken',
          `The namespace ${namespace} of ${name} is that of ${other}.`,
          'Who may write in it could change what belongs to the other.',
          'Give the team a namespace of its own.',
        ),
      );
    else taken.set(namespace, `the team ${name}`);
    const sharer = team.answers === undefined ? undefined : files.get(team.answers);
    if (sharer !== undefined)
      out.push(
        found(
          ['teams', name, 'answers'],
          'TeamFileShared',
          `${team.answers} is also the file of ${sharer}.`,
          'A file belongs to one team.',
          'Give each a file of its own.',
        ),
      );
    if (team.answers !== undefined) files.set(team.answers, name);
  }
  return out;
};

/** The root file's side of `layout: app-of-apps`. */
export const teamsRules: Rule = (answers, view) => {
  // The root was judged before.
  if (view) return [];
  const teams = answers.teams ?? {};
  const any = Object.keys(teams).length > 0;
  const owned: Owned[] = [
    ...Object.entries(teams).flatMap(([owner, t]) =>
      t.paths.map((path, i) => ({ path, owner: `team ${owner}`, at: ['teams', owner, 'paths', i] })),
    ),
    // A service of the platform at / takes what no team serves.
    ...answers.services.flatMap((s, i) =>
      s.paths.filter((p) => p !== '/').map((path) => ({ path, owner: 'the platform', at: ['services', i] })),
    ),
  ];
  return [
    ...layoutRules(answers),
    ...Object.entries(teams).flatMap(([name, t]) => ofTeam(name, t, answers)),
    ...places(teams, answers),
    ...(any ? overlaps(owned) : []),
    ...(any && answers.mesh?.mode === 'sds'
      ? [
          found(
            ['mesh', 'mode'],
            'SdsWithTeams',
            'The proxies are in no mesh (mode: sds), and services belong to teams.',
            'Each team would hold a Secret and policies that say whom the proxies trust, which is not a team to decide.',
            'Write mode: ambient or sidecar.',
          ),
        ]
      : []),
    ...(any && answers.rateLimit?.across === 'api'
      ? [
          found(
            ['rateLimit', 'across'],
            'AcrossTeams',
            'One budget over all services, and services belong to teams.',
            "It would be one policy of the listener that every team's policy has to merge; a team that does not leaves it.",
            'Write across: service.',
          ),
        ]
      : []),
  ];
};
