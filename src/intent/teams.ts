import type { Answers } from '../answers/schema/schema.ts';
import type { TeamAnswer } from '../answers/schema/teams.ts';
import { methodsOfTeam, namespaceOfTeam } from '../answers/team-rights.ts';
import type { DeliveryIntent, GatewayIntent, GuardedMethod, Sizing, TeamIntent, TeamsIntent } from './model.ts';
import { serverOfUrl } from './private-servers.ts';
import { fallbackTraffic } from './traffic.ts';

const NAMESPACE = { kustomize: '', argocd: 'argocd', flux: 'flux-system' } as const;

/** What brings the units into the cluster; by hand unless said. */
export const deliveryOf = ({ delivery, layout }: Answers): DeliveryIntent | undefined => {
  if (layout !== 'app-of-apps') return undefined;
  const tool = delivery?.tool ?? 'kustomize';
  return {
    tool,
    repository: delivery?.repository ?? '',
    path: delivery?.path ?? 'manifests',
    revision: delivery?.revision ?? 'main',
    secret: delivery?.secret,
    namespace: delivery?.namespace ?? NAMESPACE[tool],
    set: delivery?.teams === 'set',
    install: delivery?.install ?? true,
  };
};

const guarded = (answers: Answers, used: ReadonlySet<string>, { namespace }: GatewayIntent): GuardedMethod[] =>
  Object.entries(answers.auth?.methods ?? {}).flatMap(([name, m]): GuardedMethod[] => {
    if (!used.has(name)) return [];
    if (m.type === 'jwt') {
      const server = serverOfUrl(m.jwks, m.ca, { gateway: namespace, policies: namespace });
      return [{ type: 'jwt', name, issuer: m.issuer, jwks: m.jwks, server, audiences: m.audiences }];
    }
    if (m.type === 'apiKey') return [{ type: 'apiKey', name, secret: m.secret, clients: m.clients }];
    return m.type === 'basic' ? [{ type: 'basic', name, secret: m.secret }] : [];
  });

/** One team, as the root file says it. */
export const teamOf = (name: string, t: TeamAnswer, answers: Pick<Answers, 'auth'>): TeamIntent => ({
  name,
  namespace: namespaceOfTeam(name, t),
  paths: t.paths,
  publicPaths: t.public ?? [],
  methods: methodsOfTeam(t, answers),
  outside: t.outside,
  group: t.group ?? name,
  owners: t.owners ?? [],
  answersFile: t.answers,
});

/** The platform's side of `teams:`; undefined where the Gateway has one owner. A function of the root file alone. */
export const teamsOf = (answers: Answers, sizing: Sizing, gateway: GatewayIntent): TeamsIntent | undefined => {
  const list = Object.entries(answers.teams ?? {});
  if (list.length === 0) return undefined;
  const teams = list.map(([name, t]) => teamOf(name, t, answers)).sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    teams,
    methods: guarded(answers, new Set(teams.flatMap((t) => t.methods)), gateway),
    fallback: fallbackTraffic(answers, sizing, gateway.name),
  };
};
