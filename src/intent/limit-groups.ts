// Who has which limits: tiers, exemptions and limits of methods, for the routes of one variant.
import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import { headersSetBy, kindOf } from '../auth/kinds.ts';
import type { Amounts, HeaderValues, LimitParts, Sized, Sizing } from '../model/intent.ts';
import { DEFAULTS } from '../values/defaults.ts';
import type { Limit } from '../values/limit.ts';
import type { LimitTierAnswer } from '../values/limit-parts.ts';
import { canBeBelow } from '../values/path-overlap.ts';
import { claimHeader } from './count-by.ts';
import type { Variant } from './variants.ts';

type Scope = 'local' | 'global';
type Methods = Pick<Variant, 'methods'> | undefined;

const sized = (limits: readonly Limit[], scope: Scope, sizing: Sizing): Sized[] =>
  limits.map(({ requests, unit }) => {
    if (scope === 'global')
      return { value: requests, calculation: `${requests} per ${unit} across all replicas, counted in Redis` };
    const replicas = sizing.minReplicas.value;
    const value = Math.ceil(requests / replicas);
    return {
      value,
      calculation: `${requests} per ${unit} / ${replicas} replicas = ${value} per replica; ${sizing.maxReplicas.value} replicas would allow ${value * sizing.maxReplicas.value}`,
    };
  });

/** Limits with the values that one proxy enforces. */
export const amountsOf = (limits: readonly Limit[], scope: Scope, sizing: Sizing): Amounts => ({
  limits,
  perReplica: sized(limits, scope, sizing),
});

/** The header of API key clients, with those of the names that a variant can authenticate; undefined: it knows none of them. */
const clientsOf = (variant: Methods, names: readonly string[]): HeaderValues | undefined => {
  const kinds = (variant?.methods ?? []).map((m) => ({ countBy: kindOf(m).countBy, clients: kindOf(m).clients?.(m) }));
  const known = new Set(kinds.flatMap((k) => k.clients ?? []));
  const values = names.filter((n) => known.has(n));
  const header = kinds.find((k) => k.clients && k.countBy)?.countBy?.header;
  return header !== undefined && values.length > 0 ? { header, values } : undefined;
};

/** The header by which a variant recognizes a tier; undefined: none of its requests can be in the tier. */
const matchOf = ({ match }: LimitTierAnswer, variant: Methods): HeaderValues | undefined => {
  const { values } = match;
  switch (match.by) {
    case 'clients':
      return clientsOf(variant, values);
    case 'claim': {
      const header = claimHeader(variant, match.name);
      return header === undefined ? undefined : { header, values };
    }
    case 'header': {
      const header = match.name.toLowerCase();
      const isSet = variant?.methods.some((m) => headersSetBy(m).some((h) => h.toLowerCase() === header));
      return isSet ? { header, values } : undefined;
    }
  }
};

/** Exempt paths that requests of a service can have; without a service, all. */
const pathsWithin = (exempt: readonly string[], paths: readonly string[] | undefined): readonly string[] =>
  paths === undefined ? exempt : exempt.filter((e) => paths.some((p) => canBeBelow(p, e)));

/** Exemptions are those of the API unless a service has its own; all other parts belong to the limits that they are written with. */
export const limitPartsOf = (
  service: Partial<Pick<ServiceAnswer, 'rateLimit' | 'paths'>> | undefined,
  answers: Pick<Answers, 'rateLimit'>,
  variant: Methods,
  scope: Scope,
  sizing: Sizing,
): LimitParts => {
  const api = answers.rateLimit;
  const own = service?.rateLimit === 'none' ? undefined : service?.rateLimit;
  const source = own ?? api;
  const exempt = own?.exempt ?? api?.exempt;
  const tiers = Object.entries(source?.tiers ?? {}).flatMap(([name, t]) => {
    const match = matchOf(t, variant);
    return match ? [{ name, ...match, ...amountsOf(t.limits, scope, sizing) }] : [];
  });
  const perMethod = Object.entries(source?.perMethod ?? {}).map(([method, limits]) => ({
    method,
    ...amountsOf(limits, scope, sizing),
  }));
  const clients = exempt?.clients && clientsOf(variant, exempt.clients);
  const cidr = exempt?.cidrs?.[0];
  const paths = pathsWithin(exempt?.paths ?? [], service?.paths);
  return {
    tiers: tiers.length > 0 ? tiers : undefined,
    perMethod: perMethod.length > 0 ? perMethod : undefined,
    exempt: clients || cidr !== undefined || paths.length > 0 ? { clients, cidr, paths } : undefined,
    cost: source?.cost && { request: source.cost.request, response: source.cost.response },
    shadow: (api?.shadow ?? DEFAULTS.rateLimit.shadow.value) && scope === 'global' ? true : undefined,
  };
};
