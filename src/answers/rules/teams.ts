// What the root file says of its teams: each owns something, and no two own the same.
import { isBelow, prefixOf } from '../path-below.ts';
import type { Answers } from '../schema/schema.ts';
import type { TeamAnswer } from '../schema/teams.ts';
import { type Found, found, type Rule } from './rule.ts';

/** Folders and Applications of these names are the platform's. */
const RESERVED = new Set(['platform', 'root', 'teams']);
/** The gateway's own paths: guard routes, callbacks. */
const OWN_PATH = '/.eg-api-gateway';

/** Methods whose filter Envoy names after a policy, so that only the owner of the listener can keep it in every chain. */
export const OF_PLATFORM: ReadonlySet<string> = new Set(['oidc', 'extAuth']);

/** The methods that a team may use. */
export const methodsOfTeam = (team: TeamAnswer, answers: Pick<Answers, 'auth'>): string[] =>
  team.auth ??
  Object.entries(answers.auth?.methods ?? {})
    .filter(([, m]) => !OF_PLATFORM.has(m.type))
    .map(([name]) => name);

export const namespaceOfTeam = (name: string, team: TeamAnswer): string => team.namespace ?? name;

const layoutRules = ({ layout, teams, delivery, services }: Answers): Found[] => {
  const out: Found[] = [];
  const count = Object.keys(teams ?? {}).length;
  if (count > 0 && layout !== 'app-of-apps')
    out.push(
      found(
        ['teams'],
        'TeamsNeedLayout',
        'Teams are given, and the layout is one folder of one owner.',
        'Teams get units of their own, and guard rails that keep them apart.',
        'Write layout: app-of-apps, or remove teams.',
      ),
    );
  if (count === 0 && layout === 'app-of-apps')
    out.push(
      found(
        ['layout'],
        'TeamsMissing',
        'The layout is app-of-apps, and there is no team.',
        'Nobody would own an app.',
        'Add teams: { payments: { paths: [/v1/payments], answers: teams/payments.yaml } }.',
      ),
    );
  if (count === 0 && services.length === 0)
    out.push(
      found(
        ['services'],
        'MissingAnswer',
        'services is missing.',
        'A gateway without services has nothing to serve.',
        'Add services: with name, path and backend of each.',
      ),
    );
  if (delivery && layout !== 'app-of-apps')
    out.push(
      found(
        ['delivery'],
        'DeliveryNeedsLayout',
        'delivery is given, and the layout is one folder.',
        'Applications are written for units: one of the platform, one for each team.',
        'Write layout: app-of-apps with teams, or remove delivery; the folder is a kustomization that any tool applies.',
      ),
    );
  if (delivery && delivery.tool !== 'kustomize' && delivery.repository === undefined)
    out.push(
      found(
        ['delivery'],
        'RepositoryMissing',
        `${delivery.tool} has no repository to read.`,
        'It fetches the manifests itself.',
        'Add repository: https://git.example.com/acme/gateway.git.',
      ),
    );
  for (const key of ['teams', 'install'] as const)
    if (delivery?.[key] !== undefined && delivery.tool !== 'argocd')
      out.push(
        found(
          ['delivery', key],
          'ArgoOnly',
          `delivery.${key} is given, and the tool is ${delivery.tool}.`,
          'Applications and ApplicationSets are of Argo CD.',
          `Write tool: argocd, or remove ${key}.`,
        ),
      );
  return out;
};

/** Each prefix and whose it is; `at` is where it was said. */
interface Owned {
  readonly path: string;
  readonly owner: string;
  readonly at: readonly PropertyKey[];
}

const overlap = (a: Owned, b: Owned): Found =>
  found(
    b.at,
    'TeamPathsOverlap',
    `${b.path} of ${b.owner} and ${a.path} of ${a.owner} overlap.`,
    'The longer path wins, so one of them could take requests of the other.',
    'Give each a prefix of its own.',
  );

/** Prefixes are compared in order: a prefix comes right before what lies below it, with nothing foreign in between. */
const overlaps = (owned: readonly Owned[]): Found[] => {
  const out: Found[] = [];
  const open: Owned[] = [];
  // "/" sorts before every other sign of a path but "-" and "."; a sign before those keeps whole segments together.
  const key = (o: Owned): string => `${o.path.replaceAll('/', '\u0001')}\u0001`;
  for (const o of [...owned].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))) {
    while (open.length > 0 && !isBelow(o.path, open.at(-1)!.path)) open.pop();
    const outer = open.find((x) => x.owner !== o.owner);
    if (outer) out.push(overlap(outer, o));
    open.push(o);
  }
  return out;
};

const ofTeam = (name: string, team: TeamAnswer, answers: Answers): Found[] => {
  const at = (...path: PropertyKey[]): PropertyKey[] => ['teams', name, ...path];
  const out: Found[] = [];
  if (RESERVED.has(name))
    out.push(
      found(at(), 'ReservedName', `${name} is a name of the platform's own unit.`, 'Two units of one name overwrite each other.', 'Choose another name.'), // biome-ignore format: one line a word
    );
  if ((team.answers === undefined) === (team.services === undefined))
    out.push(
      found(
        at(),
        team.answers === undefined ? 'TeamWithoutServices' : 'TeamServicesTwice',
        team.answers === undefined ? `The team ${name} has no services.` : `The team ${name} has services here and in ${team.answers}.`,
        'A team answers in one place: a file of its own, or here.',
        team.answers === undefined ? `Write answers: teams/${name}.yaml, or services.` : 'Remove one of them.',
      ), // biome-ignore format: one line a word
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
        found(at('auth', i), 'UnknownMethod', `There is no authentication method ${method}.`, 'The team could not use it.', 'Describe it in auth.methods, or remove it.'), // biome-ignore format: one line a word
      );
    else if (OF_PLATFORM.has(type)) out.push(methodOfPlatform(at('auth', i), method, type));
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
        found(['teams', name, 'answers'], 'TeamFileShared', `${team.answers} is also the file of ${sharer}.`, 'A file belongs to one team.', 'Give each a file of its own.'), // biome-ignore format: one line a word
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
    ...(Object.keys(teams).length > 0 ? overlaps(owned) : []),
    ...(Object.keys(teams).length > 0 && answers.mesh?.mode === 'sds'
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
    ...(Object.keys(teams).length > 0 && answers.rateLimit?.across === 'api'
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
