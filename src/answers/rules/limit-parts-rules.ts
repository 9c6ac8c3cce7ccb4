// Tiers, exemptions, limits of methods and cost: each must be countable, and have an effect.
import { kindOf } from '../../auth/kinds.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import type { Limit } from '../../values/limit.ts';
import type { CostAnswer, ExemptAnswer, LimitTierAnswer, PerMethodAnswer } from '../../values/limit-parts.ts';
import { canBeBelow } from '../../values/path-overlap.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { acceptedMethods } from './accepted-methods.ts';
import { headersOf } from './header-classes.ts';
import { mostLimitRules, RULES_OF_SCOPE } from './limit-rule-count.ts';
import { type Found, found, type Rule } from './rule.ts';

type Path = readonly PropertyKey[];
type Service = Answers['services'][number];

/** The parts of the API's limit or of a service's own. */
interface Parts {
  readonly at: Path;
  readonly limits: readonly Limit[] | undefined;
  readonly tiers: Readonly<Record<string, LimitTierAnswer>>;
  readonly perMethod: PerMethodAnswer;
  readonly exempt: ExemptAnswer | undefined;
  readonly cost: CostAnswer | undefined;
  readonly scope: 'local' | 'global';
  /** The services whose requests it counts. */
  readonly services: readonly Service[];
  readonly byAddress: boolean;
}

/** What the API's limit and that of a service both have. */
type Answered = Pick<NonNullable<Answers['rateLimit']>, 'limits' | 'tiers' | 'perMethod' | 'exempt' | 'cost' | 'key'>;

const partsOf = ({ rateLimit: r, services }: Answers): Parts[] => {
  const scope = r?.scope ?? DEFAULTS.rateLimit.scope.value;
  const parts = (limit: Answered, more: Pick<Parts, 'at' | 'scope' | 'services'>): Parts => {
    const { limits, tiers = {}, perMethod = {}, exempt, cost, key = r?.key } = limit;
    return { limits, tiers, perMethod, exempt, cost, byAddress: key?.by === 'sourceIP', ...more };
  };
  const own = services.flatMap((s, i): Parts[] => {
    if (s.rateLimit === undefined || s.rateLimit === 'none') return [];
    const at = ['services', i, 'rateLimit'];
    return [parts(s.rateLimit, { at, scope: s.rateLimit.within === 'api' ? 'local' : scope, services: [s] })];
  });
  if (!r) return own;
  const of = services.filter((s) => s.rateLimit === undefined);
  return [parts(r, { at: ['rateLimit'], scope, services: of }), ...own];
};

const tierProblems = ({ at, tiers, exempt, services }: Parts, answers: Answers): Found[] => {
  const methods = Object.values(answers.auth?.methods ?? {});
  const known = [...new Set(methods.flatMap((m) => kindOf(m).clients?.(m) ?? []))];
  const headers = headersOf(answers);
  const out: Found[] = [];
  const seen = new Map<string, string>();
  const unknown = (clients: readonly string[], path: Path): void => {
    for (const client of clients)
      if (!known.includes(client)) out.push(found(path, 'LimitClientUnknown', { client, known }));
  };
  for (const [name, { match }] of Object.entries(tiers)) {
    const path = [...at, 'tiers', name];
    const accepted = services.flatMap((s) => acceptedMethods(s, answers.auth).map(([, m]) => m));
    const of = accepted.map(kindOf);
    let matches = true;
    if (match.by === 'clients') {
      unknown(match.values, [...path, 'clients']);
      matches = of.some((k) => k.clients !== undefined);
    } else if (match.by === 'claim') {
      if (!methods.some((m) => kindOf(m).claims(m)[match.name] !== undefined))
        out.push(found([...path, 'claim'], 'TierClaimUnknown', { claim: match.name, tier: name }));
      matches = accepted.some((m) => kindOf(m).claims(m)[match.name] !== undefined);
    } else if (headers.classOf(match.name.toLowerCase()) !== 'identity')
      out.push(found([...path, 'header'], 'TierHeaderForged', { header: match.name, tier: name }));
    if (!matches && services.length > 0) out.push(found(path, 'TierNeverMatches', { tier: name }));
    for (const value of match.values) {
      const id = JSON.stringify([match.by, match.name, value]);
      const other = seen.get(id);
      if (other !== undefined) out.push(found(path, 'TierOverlap', { value, tier: other }));
      else seen.set(id, name);
    }
  }
  if (exempt?.clients) unknown(exempt.clients, [...at, 'exempt', 'clients']);
  for (const client of exempt?.clients ?? []) {
    const tier = seen.get(JSON.stringify(['clients', '', client]));
    if (tier !== undefined) out.push(found([...at, 'exempt', 'clients'], 'TierOverlap', { value: client, tier }));
  }
  return out;
};

const exemptProblems = ({ at, exempt }: Parts, services: readonly Service[]): Found[] => [
  ...((exempt?.cidrs?.length ?? 0) > 1
    ? [found([...at, 'exempt', 'cidrs'], 'ExemptNetworks', { count: exempt!.cidrs!.length })]
    : []),
  ...(exempt?.paths ?? []).flatMap((path, i) =>
    services.some((s) => s.paths.some((p) => canBeBelow(p, path)))
      ? []
      : [found([...at, 'exempt', 'paths', i], 'ExemptPathUnserved', { path })],
  ),
];

const costProblems = ({ at, cost, limits, tiers, perMethod, services }: Parts): Found[] => {
  if (!cost) return [];
  const out: Found[] = [];
  const path = [...at, 'cost'];
  const { request = 1, response } = cost;
  const isFree = response === undefined || ('number' in response && response.number === 0);
  if (request === 0 && isFree) out.push(found(path, 'CostZero'));
  const all = [limits ?? [], ...Object.values(tiers).map((t) => t.limits), ...Object.values(perMethod)].flat();
  const tight = all.find((l) => l.requests < request);
  if (tight) out.push(found(path, 'CostAboveLimit', { cost: request, limit: `${tight.requests}/${tight.unit}` }));
  if (response && !('number' in response))
    for (const { name, extensions: e } of services) {
      const written =
        e?.extProc?.metadata?.includes(response.namespace) || e?.lua !== undefined || e?.wasm !== undefined;
      if (!written) out.push(found([...path, 'response'], 'CostUnwritten', { service: name }));
    }
  return out;
};

/** Parts that only some limits can have. */
const placeProblems = (answers: Answers, parts: readonly Parts[], hasTeams: boolean): Found[] => {
  const { rateLimit: r, services } = answers;
  const out: Found[] = [];
  for (const p of parts) {
    const used = [
      ...(Object.keys(p.tiers).length > 0 ? ['tiers'] : []),
      ...(Object.keys(p.perMethod).length > 0 ? ['perMethod'] : []),
      ...(p.exempt ? ['exempt'] : []),
      ...(p.cost ? ['cost'] : []),
      ...(p.at.length === 1 && r?.shadow ? ['shadow'] : []),
    ];
    for (const part of used) {
      const at = [...p.at, part];
      if (hasTeams) out.push(found(at, 'LimitPartOfTeams', { part }));
      const elsewhere =
        part === 'exempt' || part === 'shadow'
          ? services.some((s) => s.rateLimit !== undefined && s.rateLimit !== 'none')
          : false;
      if (p.limits === undefined && !elsewhere) out.push(found(at, 'LimitsMissing', { part }));
      if (p.scope === 'local' && (part === 'cost' || part === 'shadow'))
        out.push(found(at, 'LimitNeedsGlobal', { part: `rateLimit.${part}` }));
    }
  }
  for (const [i, s] of services.entries()) {
    if (s.rateLimit === 'none' || s.rateLimit?.within === undefined) continue;
    const at = ['services', i, 'rateLimit', 'within'];
    if (r?.across !== 'api' || r.limits === undefined) out.push(found(at, 'WithinNeedsBudget'));
    if (r?.shadow) out.push(found(at, 'LimitNeedsGlobal', { part: 'rateLimit.shadow' }));
  }
  return out;
};

/** Everything that limits have in addition to numbers and keys. */
export const limitPartsRules: Rule = (answers, view) => {
  const parts = partsOf(answers);
  const services = answers.services.filter((s) => s.rateLimit !== 'none');
  return [
    ...placeProblems(answers, parts, view !== undefined || answers.teams !== undefined),
    ...parts.flatMap((p) => {
      const count = mostLimitRules(p);
      const most = RULES_OF_SCOPE[p.scope];
      const methods = p.at.length > 1 ? p.services[0]?.methods : undefined;
      return [
        ...tierProblems(p, answers),
        ...exemptProblems(p, p.at.length > 1 ? p.services : services),
        ...costProblems(p),
        ...Object.keys(p.perMethod).flatMap((method) =>
          methods && !(methods as readonly string[]).includes(method)
            ? [found([...p.at, 'perMethod', method], 'LimitMethodUnused', { method, known: methods })]
            : [],
        ),
        ...(count > most ? [found(p.at, 'TooManyLimitRules', { count, most, scope: p.scope })] : []),
      ];
    }),
  ];
};
