import type { Answers } from '../answers/schema/answers-schema.ts';
import type { TeamAnswer } from '../answers/schema/teams-schema.ts';
import { methodsOfTeam, namespaceOfTeam } from '../answers/team-rights.ts';
import { kindOf } from '../auth/kinds.ts';
import type {
  DeliveryIntent,
  GatewayIntent,
  Sizing,
  TeamIntent,
  TeamMethodIntent,
  TeamsIntent,
} from '../model/intent.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { countBy } from './count-by.ts';
import { changesOf } from './route-rules.ts';
import { fallbackTraffic } from './traffic.ts';

/** What brings the units into the cluster; by hand unless said. */
export const deliveryOf = ({ delivery, layout }: Pick<Answers, 'delivery' | 'layout'>): DeliveryIntent | undefined => {
  if ((layout ?? DEFAULTS.layout.value) !== 'app-of-apps') return undefined;
  const tool = delivery?.tool ?? DEFAULTS.delivery.tool.value;
  return {
    tool,
    repository: delivery?.repository ?? '',
    path: delivery?.path ?? DEFAULTS.delivery.path.value,
    revision: delivery?.revision ?? DEFAULTS.delivery.revision.value,
    secret: delivery?.secret,
    namespace: delivery?.namespace ?? DEFAULTS.delivery.namespace.values[tool],
    set: (delivery?.teams ?? DEFAULTS.delivery.teams.value) === 'set',
    install: delivery?.install ?? DEFAULTS.delivery.install.value,
  };
};

const guarded = (
  answers: Pick<Answers, 'auth'>,
  used: ReadonlySet<string>,
  { namespace }: GatewayIntent,
): TeamMethodIntent[] =>
  Object.entries(answers.auth?.methods ?? {}).flatMap(([name, m]) => {
    const part = used.has(name) ? kindOf(m).teams : undefined;
    return part ? [part.intent({ name, ...m }, { gateway: namespace, policies: namespace })] : [];
  });

/**
 * How keys of a team begin in the manager of secrets. No name of a team, Secret or client has a `/` or `_`, so no key of one
 * team begins as one of another team or of the platform.
 */
export const secretPrefixOf = (name: string, { secrets }: Pick<Answers, 'secrets'>): string | undefined => {
  if (!secrets) return undefined;
  const prefix = secrets.prefix ?? '';
  // Some managers know no folders; who answered a prefix without one may have such a manager.
  return `${prefix}${name}${prefix === '' || prefix.includes('/') ? '/' : '_'}`;
};

/** What limits may count by: what the platform counts by, where some method vouches for it. */
const countedBy = (answers: Pick<Answers, 'auth' | 'rateLimit'>, methods: readonly string[]): string[] => {
  const keys = methods.flatMap((name) => {
    const m = answers.auth?.methods?.[name];
    const key = m && countBy(answers.rateLimit?.key, { methods: [{ name, ...m }] });
    return key?.by === 'header' ? [key.header] : [];
  });
  const ofAll = countBy(answers.rateLimit?.key, undefined);
  return [...new Set([...(ofAll.by === 'header' ? [ofAll.header] : []), ...keys])].sort();
};

/** One team, as the root file says it. */
export const teamOf = (name: string, t: TeamAnswer, answers: Pick<Answers, 'auth' | 'secrets'>): TeamIntent => ({
  name,
  namespace: namespaceOfTeam(name, t),
  paths: t.paths,
  publicPaths: t.public ?? [],
  methods: methodsOfTeam(t, answers),
  outside: t.outside,
  secretPrefix: secretPrefixOf(name, answers),
  group: t.group ?? name,
  owners: t.owners ?? [],
  answersFile: t.answers,
});

type Platform = Pick<
  Answers,
  'teams' | 'owners' | 'auth' | 'secrets' | 'rateLimit' | 'transform' | 'errors' | 'hostname'
>;

/** The platform's side of `teams:`; undefined where the Gateway has one owner. A function of the root file alone. */
export const teamsOf = (answers: Platform, sizing: Sizing, gateway: GatewayIntent): TeamsIntent | undefined => {
  const list = Object.entries(answers.teams ?? {});
  if (list.length === 0) return undefined;
  const teams = list.map(([name, t]) => teamOf(name, t, answers)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const used = [...new Set(teams.flatMap((t) => t.methods))];
  return {
    owners: answers.owners ?? [],
    teams,
    methods: guarded(answers, new Set(used), gateway),
    countedBy: countedBy(answers, used),
    headers: { request: changesOf(answers.transform?.request), response: changesOf(answers.transform?.response) },
    fallback: fallbackTraffic(answers, sizing, gateway.name),
  };
};
