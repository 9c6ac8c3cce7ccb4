// Services and the teams that own them, as far as the interview knows: what the answers file will contain, and what the rules
// of teams refuse, so that a wrong answer is refused at its question.

import { teamRules } from '../answers/rules/team-file-rules.ts';
import { teamsRules } from '../answers/rules/teams-rules.ts';
import { type Answers, answersSchema } from '../answers/schema/answers-schema.ts';
import { isOpen } from '../answers/schema/auth-schema.ts';
import { backendsOf, type ServiceAnswer } from '../answers/schema/service-schema.ts';
import { showServer } from '../answers/schema/teams-schema.ts';
import type { Tree } from '../answers/yaml-layout.ts';
import type { Refusal } from '../diagnostics/refusal.ts';
import { isExternal } from '../values/backend-address.ts';
import { isBelow } from '../values/path-below.ts';
import type { Draft, ServiceDraft } from './draft.ts';

/** The answer for services without a team; the schema does not allow it as a team's name. */
export const PLATFORM = 'platform';

/** The owner of each service, by the service's name. Services that are missing are not checked. */
export type Owners = ReadonlyMap<string, string>;

/** The id of the question for the owner of a service. */
export const whoServes = (name: string): string => `?team.${name}`;

/** The answers so far as the schema parses them, without the answers about teams; undefined: they do not parse yet. */
export const readSoFar = ({ input }: Draft): Answers | undefined => {
  const { layout: _, teams: __, delivery: ___, ...rest } = input;
  return answersSchema.safeParse(rest).data;
};

/** The namespace in a team's backends, which then is the team's. */
export const namespaceOfBackends = (own: readonly ServiceAnswer[]): string | undefined => {
  for (const b of own.flatMap(backendsOf)) if (!isExternal(b) && b.namespace !== undefined) return b.namespace;
  return undefined;
};

/** The least permissions in the root file that a team's services need. */
const grants = (own: readonly ServiceAnswer[], auth: Answers['auth']) => {
  const paths = own.flatMap((s) => s.paths);
  const open = own.flatMap((s) => (isOpen(s.auth ?? auth?.default) ? s.paths : (s.public ?? [])));
  const servers = own.flatMap(backendsOf).filter(isExternal);
  const outside = [...new Map(servers.map(({ host, port }) => [`${host}:${port}`, { host, port }])).values()];
  return {
    // A path includes all paths below it.
    paths: paths.filter((p) => !paths.some((outer) => outer !== p && isBelow(p, outer))),
    ...(open.length > 0 ? { public: open } : {}),
    ...(outside.length > 0 ? { outside } : {}),
  };
};

const ownServices = (answers: Answers, owners: Owners, team: string): ServiceAnswer[] =>
  answers.services.filter((s) => owners.get(s.name) === team);

/** The teams among the owners, in the order of their services. */
export const teamsOf = (owners: Owners): string[] => [...new Set(owners.values())].filter((o) => o !== PLATFORM);

/** The refusals of the team rules for these owners; `namespaces` contains the answered namespaces, by team. */
export const validateOwners = (
  answers: Answers,
  owners: Owners,
  namespaces: ReadonlyMap<string, string> = new Map(),
): Refusal[] => {
  const root: Answers = { ...answers, layout: 'app-of-apps', services: ownServices(answers, owners, PLATFORM) };
  const teams = Object.fromEntries(
    teamsOf(owners).map((name) => {
      const services = ownServices(answers, owners, name);
      // A namespace that is not answered yet must differ from all others.
      const namespace = namespaces.get(name) ?? namespaceOfBackends(services) ?? `namespace of ${name}`;
      return [name, { namespace, services, ...grants(services, answers.auth) }] as const;
    }),
  );
  if (Object.keys(teams).length === 0) return [];
  const found = [
    ...teamsRules({ ...root, teams }),
    ...Object.entries(teams).flatMap(([name, team]) => teamRules({ ...root, services: team.services }, { name, team })),
  ];
  return found.filter((f) => !f.warning).map((f) => f.refusal);
};

/** The name of the team in refusals that apply to any team. */
const TRIAL = 'NAME';

/** A group of services with nested paths that only the platform can own, and why. */
export interface Kept {
  readonly names: readonly string[];
  readonly why: Refusal;
}

/** Groups of services with nested paths, outer paths first: a rule requires one owner for each group. */
const nests = (services: readonly ServiceAnswer[]): ServiceAnswer[][] => {
  const length = (s: ServiceAnswer): number => Math.min(...s.paths.map((p) => p.length));
  const within = (a: ServiceAnswer, b: ServiceAnswer): boolean =>
    a.paths.some((p) => b.paths.some((q) => q !== '/' && isBelow(p, q)));
  const out: ServiceAnswer[][] = [];
  for (const s of services) {
    const near = out.filter((nest) => nest.some((x) => within(x, s) || within(s, x)));
    const joined = [...near.flat(), s].sort((a, b) => length(a) - length(b));
    out.splice(near.length > 0 ? out.indexOf(near[0]!) : out.length, near.length > 0 ? 1 : 0, joined);
    for (const nest of near.slice(1)) out.splice(out.indexOf(nest), 1);
  }
  return out;
};

/** Groups of services with nested paths: those that a team can own, and those that only the platform can own. */
export const shareable = (answers: Answers): { free: ServiceAnswer[][]; kept: Kept[] } => {
  const [free, kept]: [ServiceAnswer[][], Kept[]] = [[], []];
  for (const nest of nests(answers.services)) {
    const why = validateOwners(answers, new Map(nest.map((s) => [s.name, TRIAL])))[0];
    if (why) kept.push({ names: nest.map((s) => s.name), why });
    else free.push(nest);
  }
  return { free, kept };
};

/** The answered owner of each service; the platform owns those that no team can own. */
export const answeredOwners = (draft: Draft, kept: readonly Kept[]): Map<string, string> =>
  new Map([
    ...kept.flatMap(({ names }) => names.map((name) => [name, PLATFORM] as const)),
    ...draft.services.flatMap(({ name }) => {
      const owner = draft.notes.get(whoServes(name));
      return typeof owner === 'string' ? [[name, owner] as const] : [];
    }),
  ]);

/** The content of the answers file: each service among its team's answers. */
export const answersOf = (draft: Draft): Tree => {
  const answers = draft.input.layout === 'app-of-apps' && draft.notes.has('?teams') ? readSoFar(draft) : undefined;
  if (!answers) return draft.input;
  const owners = answeredOwners(draft, []);
  const ownOf = (s: ServiceDraft): string => owners.get(s.name) ?? PLATFORM;
  const { services: _, ...rest } = draft.input;
  const teams = teamsOf(owners).map((name) => {
    const { outside, ...more } = grants(ownServices(answers, owners, name), answers.auth);
    const existing = draft.get(`teams.${name}`) as Tree | undefined;
    const services = draft.services.filter((s) => ownOf(s) === name);
    return [
      name,
      { ...existing, ...more, ...(outside ? { outside: outside.map(showServer) } : {}), services },
    ] as const;
  });
  const left = draft.services.filter((s) => ownOf(s) === PLATFORM);
  return { ...rest, ...(left.length > 0 ? { services: left } : {}), teams: Object.fromEntries(teams) };
};
