import { checkValue } from '../../answers/check-value.ts';
import type { Answers } from '../../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../../answers/schema/service-schema.ts';
import type { Draft } from '../draft.ts';
import { firstOpen, type Question, type Suggestion, type Topic, words } from '../question.ts';
import {
  judgeOwners,
  type Kept,
  namespaceSaid,
  type Owners,
  ownersSaid,
  PLATFORM,
  readSoFar,
  shareable,
  teamsOf,
  whoServes,
} from '../team-owners.ts';

const who = (draft: Draft): Question => ({
  id: '?teams',
  kind: 'select',
  message: 'Who serves the API behind this gateway?',
  choices: [
    { value: 'one', name: 'one team' },
    {
      value: 'several',
      name: 'several teams',
      hint: 'A unit for the platform and for each team, guard rails between them.',
    },
  ],
  suggestion: { value: 'one', reason: 'one folder of manifests, one owner' },
  read: (value) => {
    if (value === 'several') draft.set('layout', 'app-of-apps');
    return value;
  },
});

/** Why some services are not asked for. */
const remarkOn = (kept: readonly Kept[]): string | undefined =>
  kept.length === 0
    ? undefined
    : kept.map(({ names, why }) => `The platform serves ${names.join(', ')}: ${why.what} ${why.why}`).join('\n');

/** The first word of a path that is no version, as a name. */
const wordOf = ({ paths }: ServiceAnswer): string =>
  (paths[0] ?? '')
    .split('/')
    .find((w) => w !== '' && w !== 'api' && !/^v\d+$/.test(w))
    ?.toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') ?? '';

/** The teams that there are, and the platform, where no rule is against them. */
const fitting = (owners: Owners, wrong: (owner: string) => unknown): string[] =>
  [...teamsOf(owners), PLATFORM].filter((o) => wrong(o) === undefined);

/** Whose a service is: the name of a team, old or new. */
const teamOf = (draft: Draft, answers: Answers, service: ServiceAnswer, kept: readonly Kept[], last: boolean) => {
  const { name } = service;
  const before = ownersSaid(draft, kept);
  before.delete(name);
  const found = (owner: string) => judgeOwners(answers, new Map([...before, [name, owner]]))[0];
  const noTeam = (owner: string): boolean => last && owner === PLATFORM && teamsOf(before).length === 0;
  const judge = (owner: string): string | undefined => {
    const refusal = checkValue('teams', { [owner]: { paths: ['/'] } });
    if (refusal) return `${refusal.what} ${refusal.fix}`;
    if (noTeam(owner)) return 'No service has a team then. Name one, or go back and answer one team.';
    const why = found(owner);
    if (!why) return undefined;
    const others = fitting(before, found);
    return `${why.what} ${others.length > 0 ? `Answer ${others.join(' or ')}.` : 'Answer another name.'}`;
  };
  const word = wordOf(service);
  const value = [word, name, ...fitting(before, found)].find((o) => o !== '' && judge(o) === undefined);
  const suggestion: Suggestion | undefined =
    value === undefined
      ? undefined
      : { value, reason: value === word ? 'the first word of its path' : 'what the other answers leave' };
  const key = `services.${name}.team`;
  const question: Question = {
    id: whoServes(name),
    kind: 'text',
    message: `Which team serves ${name}? (or: ${PLATFORM})`,
    judge,
    read: (owner) => {
      draft.show(key, owner, owner === value ? 'default' : 'asked');
      // What follows for the team from its services was decided here.
      if (owner !== PLATFORM && !draft.causes.has(`teams.${owner}`)) draft.mark(`teams.${owner}`, 'asked');
      return owner;
    },
    ...(suggestion ? { suggestion } : {}),
  };
  return question;
};

/** What a team is in the cluster and in the repository. */
const aboutTeam = (draft: Draft, answers: Answers, team: string, owners: Owners): (Question | false)[] => {
  const namespaces = new Map<string, string>();
  for (const t of teamsOf(owners)) {
    const said = draft.get(`teams.${t}.namespace`);
    if (t !== team && typeof said === 'string') namespaces.set(t, said);
  }
  const judge = (namespace: string): string | undefined => {
    const why = judgeOwners(answers, owners, new Map([...namespaces, [team, namespace]]))[0];
    return why && `${why.what} ${why.fix}`;
  };
  const said = namespaceSaid(answers.services.filter((s) => owners.get(s.name) === team));
  const value = [said, team].find((n) => n !== undefined && judge(n) === undefined);
  const reason = said === undefined ? 'the name of the team' : 'the namespace of its backends';
  return [
    {
      id: `teams.${team}.namespace`,
      kind: 'text',
      message: `Namespace of ${team}, where its Services are`,
      judge,
      ...(value === undefined ? {} : { suggestion: { value, reason } }),
    },
    {
      id: `teams.${team}.group`,
      kind: 'text',
      message: `Group of ${team} as the API server knows it`,
      suggestion: { value: team, reason: 'who is in it may change the routes of the team' },
    },
    {
      id: `teams.${team}.owners`,
      kind: 'text',
      optional: true,
      message: `CODEOWNERS of ${team}, such as @acme/${team} (empty: none)`,
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
      message: 'What brings the units into the cluster?',
      choices: [
        { value: 'kustomize', name: 'kubectl apply -k, by hand or from CI' },
        { value: 'argocd', name: 'Argo CD', hint: 'An Application for each unit, and one over all.' },
        { value: 'flux', name: 'Flux', hint: 'A Kustomization for each unit.' },
      ],
      suggestion: { value: 'kustomize', reason: 'nothing else has to be there' },
    },
    fetches && { id: 'delivery.repository', kind: 'text', message: 'Git repository that holds the manifests' },
    fetches && {
      id: 'delivery.path',
      kind: 'text',
      message: 'Folder of the manifests in it',
      suggestion: { value: 'manifests', reason: 'from the top of the repository' },
    },
  ];
};

/** Who serves what; a single team asks for nothing more. */
export const teams: Topic = {
  id: 'teams',
  title: 'Who serves the API',
  next: (draft) => {
    // Teams share services that are being asked for; a file that names services has said whose they are.
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
      // The others of its paths have to follow the first of them.
      const last = free.at(-1)?.includes(open) === true;
      return { ...teamOf(draft, answers, open, kept, last), ...(remark ? { remark } : {}) };
    }
    const owners = ownersSaid(draft, kept);
    return firstOpen(draft, [
      ...teamsOf(owners).flatMap((t) => aboutTeam(draft, answers, t, owners)),
      ...delivery(draft),
    ]);
  },
};
