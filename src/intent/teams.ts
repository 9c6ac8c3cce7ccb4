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
import { deniedOf } from './authorization.ts';
import { countBy } from './count-by.ts';
import { changesOf } from './route-rules.ts';
import { fallbackTraffic } from './traffic.ts';

/** The delivery tool (default: kustomize, applied with kubectl). */
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
    return part?.fits(m) ? [part.intent({ name, ...m }, { gateway: namespace, policies: namespace })] : [];
  });

/**
 * The prefix of a team's keys in the secret manager. Names of teams, Secrets and clients contain no `/` or `_`, so no key of a
 * team has the prefix of another team or of the platform.
 */
const secretPrefixOf = (name: string, { secrets }: Pick<Answers, 'secrets'>): string | undefined => {
  if (!secrets) return undefined;
  const prefix = secrets.prefix ?? '';
  // Some secret managers have no folders; an answered prefix without a "/" indicates one.
  return `${prefix}${name}${prefix === '' || prefix.includes('/') ? '/' : '_'}`;
};

/** The rate limit keys that a team may use: the platform's, if one of the methods verifies it. */
const countedBy = (answers: Pick<Answers, 'auth' | 'rateLimit'>, methods: readonly string[]): string[] => {
  const keys = methods.flatMap((name) => {
    const m = answers.auth?.methods?.[name];
    const key = m && countBy(answers.rateLimit?.key, { methods: [{ name, ...m }] });
    return key?.by === 'header' ? [key.header] : [];
  });
  const ofAll = countBy(answers.rateLimit?.key, undefined);
  return [...new Set([...(ofAll.by === 'header' ? [ofAll.header] : []), ...keys])].sort();
};

/** One team, from the root file. */
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
  | 'teams'
  | 'owners'
  | 'auth'
  | 'deny'
  | 'secrets'
  | 'rateLimit'
  | 'transform'
  | 'errors'
  | 'hostname'
  | 'hostnames'
  | 'services'
>;

/** The platform's model of `teams:`, from the root file alone; undefined if the Gateway has one owner. */
export const teamsOf = (answers: Platform, sizing: Sizing, gateway: GatewayIntent): TeamsIntent | undefined => {
  const list = Object.entries(answers.teams ?? {});
  if (list.length === 0) return undefined;
  const teams = list.map(([name, t]) => teamOf(name, t, answers)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const used = [...new Set(teams.flatMap((t) => t.methods))];
  return {
    owners: answers.owners ?? [],
    teams,
    methods: guarded(answers, new Set(used), gateway),
    denied: deniedOf(undefined, answers),
    countedBy: countedBy(answers, used),
    headers: { request: changesOf(answers.transform?.request), response: changesOf(answers.transform?.response) },
    fallback: fallbackTraffic(answers, sizing, gateway.name),
  };
};
