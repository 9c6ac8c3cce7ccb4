import { checkValue } from '../../answers/check-value.ts';
import type { Answers } from '../../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../../answers/schema/service-schema.ts';
import { briefly } from '../../diagnostics/refusal.ts';
import { dashed } from '../../values/dashed.ts';
import type { Draft } from '../draft.ts';
import { firstOpen, type Question, type Suggestion, type Topic, words } from '../question.ts';
import {
  answeredOwners,
  type Kept,
  namespaceOfBackends,
  type Owners,
  PLATFORM,
  readSoFar,
  shareable,
  teamsOf,
  validateOwners,
  whoServes,
} from '../team-owners.ts';

const who = (draft: Draft): Question => ({
  id: '?teams',
  kind: 'select',
  recommended: true,
  message: 'How many teams own services behind this gateway?',
  choices: [
    { value: 'one', name: 'One team' },
    {
      value: 'several',
      name: 'Several teams',
      hint: 'One folder each for the platform and every team; admission policies separate them.',
    },
  ],
  suggestion: { value: 'one', reason: 'the default writes one folder with one owner' },
  read: (value) => {
    if (value === 'several') draft.set('layout', 'app-of-apps');
    return value;
  },
});

/** Why the interview does not ask for the team of some services. */
const remarkOn = (kept: readonly Kept[]): string | undefined =>
  kept.length === 0
    ? undefined
    : kept.map(({ names, why }) => `The platform owns ${names.join(', ')}: ${why.what} ${why.why}`).join('\n');

/** The first segment of a path that is not a version, as a name. */
const wordOf = ({ paths }: ServiceAnswer): string =>
  dashed((paths[0] ?? '').split('/').find((w) => w !== '' && w !== 'api' && !/^v\d+$/.test(w)) ?? '');

/** The existing teams and the platform, without those that a rule refuses. */
const fitting = (owners: Owners, wrong: (owner: string) => unknown): string[] =>
  [...teamsOf(owners), PLATFORM].filter((o) => wrong(o) === undefined);

/** Asks for the owner of a service: the name of an existing or a new team. */
const teamOf = (draft: Draft, answers: Answers, service: ServiceAnswer, kept: readonly Kept[], last: boolean) => {
  const { name } = service;
  const before = answeredOwners(draft, kept);
  before.delete(name);
  const found = (owner: string) => validateOwners(answers, new Map([...before, [name, owner]]))[0];
  const noTeam = (owner: string): boolean => last && owner === PLATFORM && teamsOf(before).length === 0;
  const validate = (owner: string): string | undefined => {
    const refusal = checkValue('teams', { [owner]: { paths: ['/'] } });
    if (refusal) return briefly(refusal);
    if (noTeam(owner)) return 'No service would have a team. Enter a team, or go back and choose one team.';
    const why = found(owner);
    if (!why) return undefined;
    const others = fitting(before, found);
    return `${why.what} ${others.length > 0 ? `Enter ${others.join(' or ')}.` : 'Enter another name.'}`;
  };
  const word = wordOf(service);
  const value = [word, name, ...fitting(before, found)].find((o) => o !== '' && validate(o) === undefined);
  const suggestion: Suggestion | undefined =
    value === undefined ? undefined : { value, reason: value === word ? 'from its path' : 'fits the other answers' };
  const key = `services.${name}.team`;
  const question: Question = {
    id: whoServes(name),
    kind: 'text',
    message: `Which team owns service ${name}? (or ${PLATFORM})`,
    validate,
    read: (owner) => {
      draft.show(key, owner, owner === value ? 'default' : 'asked');
      // The team's other answers follow from its services, so this question is their origin.
      if (owner !== PLATFORM && !draft.causes.has(`teams.${owner}`)) draft.mark(`teams.${owner}`, 'asked');
      return owner;
    },
    ...(suggestion ? { suggestion } : {}),
  };
  return question;
};

/** The team's namespace and group in the cluster, and its code owners in the repository. */
const aboutTeam = (draft: Draft, answers: Answers, team: string, owners: Owners): (Question | false)[] => {
  const namespaces = new Map<string, string>();
  for (const t of teamsOf(owners)) {
    const existing = draft.get(`teams.${t}.namespace`);
    if (t !== team && typeof existing === 'string') namespaces.set(t, existing);
  }
  const validate = (namespace: string): string | undefined => {
    const why = validateOwners(answers, owners, new Map([...namespaces, [team, namespace]]))[0];
    return briefly(why);
  };
  const ofBackends = namespaceOfBackends(answers.services.filter((s) => owners.get(s.name) === team));
  const value = [ofBackends, team].find((n) => n !== undefined && validate(n) === undefined);
  const reason = ofBackends === undefined ? 'the name of the team' : 'the namespace of its backends';
  return [
    {
      id: `teams.${team}.namespace`,
      kind: 'text',
      message: `Which namespace contains the Services of team ${team}?`,
      validate,
      ...(value === undefined ? {} : { suggestion: { value, reason } }),
    },
    {
      id: `teams.${team}.group`,
      kind: 'text',
      message: `Which RBAC group contains the members of team ${team}?`,
      suggestion: { value: team, reason: "its members can change the team's routes" },
    },
    {
      id: `teams.${team}.owners`,
      kind: 'text',
      optional: true,
      message: `Who are the code owners of team ${team}? (such as @acme/${team}; empty: none)`,
      read: words,
    },
  ];
};

const delivery = (draft: Draft): (Question | false)[] => {
  const fetches = draft.get('delivery.tool') !== 'kustomize';
  return [
    {
      id: 'delivery.tool',
      kind: 'select',
      message: 'How are the manifests applied to the cluster?',
      choices: [
        { value: 'kustomize', name: 'kubectl apply -k, by hand or in CI' },
        { value: 'argocd', name: 'Argo CD', hint: 'An Application for each folder, and a root Application.' },
        { value: 'flux', name: 'Flux', hint: 'A Kustomization for each folder.' },
      ],
      suggestion: { value: 'kustomize', reason: 'the default needs no other tool' },
    },
    fetches && {
      id: 'delivery.repository',
      kind: 'text',
      message: 'Which Git repository contains the manifests?',
      example: 'a URL, such as https://git.example.com/shop/gateway.git',
    },
    fetches && {
      id: 'delivery.path',
      kind: 'text',
      message: 'Which folder of the repository contains the manifests?',
      suggestion: { value: 'manifests', reason: 'relative to the root of the repository' },
    },
  ];
};

/** The owner of each service. One team needs no further questions. */
export const teams: Topic = {
  id: 'teams',
  title: 'Teams',
  keys: ['layout', 'teams', 'delivery', 'owners'],
  summary: (draft) => {
    const given = Object.keys((draft.get('teams') ?? {}) as object);
    const teams = given.length > 0 ? given : teamsOf(answeredOwners(draft, []));
    return teams.length === 0 ? 'one team' : `${teams.length}: ${teams.join(', ')}`;
  },
  next: (draft) => {
    // Only services from the interview are assigned to teams; a file that contains services also contains their owners.
    if (draft.notes.get('?teams.given') === true || draft.notes.get('?services.given') === true) return undefined;
    const answers = draft.services.length > 1 ? readSoFar(draft) : undefined;
    const { free, kept } = answers ? shareable(answers) : { free: [], kept: [] };
    if (!answers || free.length === 0) return undefined;
    if (!draft.notes.has('?teams')) return who(draft);
    if (draft.notes.get('?teams') !== 'several') return undefined;
    for (const name of kept.flatMap((k) => k.names)) draft.show(`services.${name}.team`, PLATFORM, 'default', '?teams');
    const open = free.flat().find((s) => !draft.notes.has(whoServes(s.name)));
    if (open) {
      const remark = open === free[0]?.[0] ? remarkOn(kept) : undefined;
      // A rule requires one owner for nested paths, so the other services of the group follow the first.
      const last = free.at(-1)?.includes(open) === true;
      return { ...teamOf(draft, answers, open, kept, last), ...(remark ? { remark } : {}) };
    }
    const owners = answeredOwners(draft, kept);
    return firstOpen(draft, [
      ...teamsOf(owners).flatMap((t) => aboutTeam(draft, answers, t, owners)),
      ...delivery(draft),
    ]);
  },
};
