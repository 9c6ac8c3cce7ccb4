// Services and the teams that serve them, as far as the interview heard of it: what the answers file will say of them, and
// what the rules of teams find in it, so that a wrong answer is refused where it is typed.
import { isBelow } from '../answers/path-below.ts';
import { teamRules } from '../answers/rules/team-file-rules.ts';
import { teamsRules } from '../answers/rules/teams-rules.ts';
import { type Answers, answersSchema } from '../answers/schema/answers-schema.ts';
import { backendsOf, type ServiceAnswer } from '../answers/schema/service-schema.ts';
import { showServer } from '../answers/schema/teams-schema.ts';
import type { Refusal } from '../diagnostics/refusal.ts';
import { isExternal } from '../values/backend-address.ts';
import type { Draft, ServiceDraft, Tree } from './draft.ts';

/** What is said instead of a team's name; no team can be called so. */
export const PLATFORM = 'platform';

/** Who serves which service, by the services' names; who is not in it is not judged. */
export type Owners = ReadonlyMap<string, string>;

/** The id of the question who serves a service. */
export const whoServes = (name: string): string => `?team.${name}`;

/** The answers so far, as the schema reads them, without what was said of teams; undefined: they cannot be read yet. */
export const readSoFar = ({ input }: Draft): Answers | undefined => {
  const { layout: _, teams: __, delivery: ___, ...rest } = input;
  return answersSchema.safeParse(rest).data;
};

/** The namespace that a team's backends name, which is then the team's. */
export const namespaceSaid = (own: readonly ServiceAnswer[]): string | undefined => {
  for (const b of own.flatMap(backendsOf)) if (!isExternal(b) && b.namespace !== undefined) return b.namespace;
  return undefined;
};

/** What the root file grants a team, no more than its services need. */
const grants = (own: readonly ServiceAnswer[], auth: Answers['auth']) => {
  const paths = own.flatMap((s) => s.paths);
  const open = own.flatMap((s) => ((s.auth ?? auth?.default ?? []).includes('none') ? s.paths : (s.public ?? [])));
  const servers = own.flatMap(backendsOf).filter(isExternal);
  const outside = [...new Map(servers.map(({ host, port }) => [`${host}:${port}`, { host, port }])).values()];
  return {
    // What lies below a path of one's own is one's own.
    paths: paths.filter((p) => !paths.some((outer) => outer !== p && isBelow(p, outer))),
    ...(open.length > 0 ? { public: open } : {}),
    ...(outside.length > 0 ? { outside } : {}),
  };
};

const ownServices = (answers: Answers, owners: Owners, team: string): ServiceAnswer[] =>
  answers.services.filter((s) => owners.get(s.name) === team);

/** The teams among the owners, in the order of their services. */
export const teamsOf = (owners: Owners): string[] => [...new Set(owners.values())].filter((o) => o !== PLATFORM);

/** What the rules of teams say of these owners; `namespaces` are those of teams that have said theirs. */
export const judgeOwners = (
  answers: Answers,
  owners: Owners,
  namespaces: ReadonlyMap<string, string> = new Map(),
): Refusal[] => {
  const root: Answers = { ...answers, layout: 'app-of-apps', services: ownServices(answers, owners, PLATFORM) };
  const teams = Object.fromEntries(
    teamsOf(owners).map((name) => {
      const services = ownServices(answers, owners, name);
      // One that is still to be asked for takes nobody's.
      const namespace = namespaces.get(name) ?? namespaceSaid(services) ?? `namespace of ${name}`;
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

/** Services that only the platform can serve, together because their paths contain each other, and why. */
export interface Kept {
  readonly names: readonly string[];
  readonly why: Refusal;
}

/** Services whose paths contain each other, the containing ones first: what is not the same owner's is refused. */
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

/** The services that may have a team, those together whose paths contain each other, and those that may not. */
export const shareable = (answers: Answers): { free: ServiceAnswer[][]; kept: Kept[] } => {
  const [free, kept]: [ServiceAnswer[][], Kept[]] = [[], []];
  for (const nest of nests(answers.services)) {
    const why = judgeOwners(answers, new Map(nest.map((s) => [s.name, 'a team'])))[0];
    if (why) kept.push({ names: nest.map((s) => s.name), why });
    else free.push(nest);
  }
  return { free, kept };
};

/** Whose each service is, as far as it was said; those that no team can have are the platform's. */
export const ownersSaid = (draft: Draft, kept: readonly Kept[]): Map<string, string> =>
  new Map([
    ...kept.flatMap(({ names }) => names.map((name) => [name, PLATFORM] as const)),
    ...draft.services.flatMap(({ name }) => {
      const said = draft.notes.get(whoServes(name));
      return typeof said === 'string' ? [[name, said] as const] : [];
    }),
  ]);

/** What the answers file will hold: each service where its team's answers are. */
export const answersOf = (draft: Draft): Tree => {
  const answers = draft.input.layout === 'app-of-apps' && draft.notes.has('?teams') ? readSoFar(draft) : undefined;
  if (!answers) return draft.input;
  const owners = ownersSaid(draft, []);
  const ownOf = (s: ServiceDraft): string => owners.get(s.name) ?? PLATFORM;
  const { services: _, ...rest } = draft.input;
  const teams = teamsOf(owners).map((name) => {
    const { outside, ...more } = grants(ownServices(answers, owners, name), answers.auth);
    const said = draft.get(`teams.${name}`) as Tree | undefined;
    const services = draft.services.filter((s) => ownOf(s) === name);
    return [name, { ...said, ...more, ...(outside ? { outside: outside.map(showServer) } : {}), services }] as const;
  });
  const left = draft.services.filter((s) => ownOf(s) === PLATFORM);
  return { ...rest, ...(left.length > 0 ? { services: left } : {}), teams: Object.fromEntries(teams) };
};
