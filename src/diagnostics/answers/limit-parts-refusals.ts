// Tiers, exemptions, limits of methods, cost.
import { constant, define, type Group } from '../definition.ts';
import { didYouMean } from '../nearest.ts';

export const limitPartsRefusals = {
  BurstNotPossible: constant(
    'error',
    {
      what: 'Envoy Gateway has no setting for the burst of a rate limit.',
      why: 'A local limit of 100/minute allows 100 requests at once, a global one up to 100 in each minute of the clock.',
      fix: 'For a smaller burst, add a limit with a shorter unit: limits: [100/minute, 5/second].',
    },
    { before: 'rateLimit: { limits: 100/minute, burst: 5 }', after: 'rateLimit: { limits: [100/minute, 5/second] }' },
  ),
  TierMatchCount: constant('error', {
    what: 'A tier must have exactly one of clients, claim and header, and a claim or header exactly one name.',
    why: 'It decides which clients have the limits of the tier.',
    fix: 'Write clients: [acme], claim: { plan: gold } or header: { x-plan: gold }.',
  }),
  LimitsMissing: define<{ part: string }>({
    severity: 'error',
    sample: { part: 'tiers' },
    example: {
      before: 'rateLimit: { perMethod: { POST: 10/minute } }',
      after: 'rateLimit: { limits: 100/minute, perMethod: { POST: 10/minute } }',
    },
    words: ({ part }) => ({
      what: `rateLimit.${part} is set without rateLimit.limits.`,
      why: 'All other requests would have no limit.',
      fix: 'Add limits, for example limits: 100/minute.',
    }),
  }),
  LimitClientUnknown: define<{ client: string; known: readonly string[] }>({
    severity: 'error',
    sample: { client: 'acm', known: ['acme', 'globex'] },
    words: ({ client, known }) => ({
      what: `No apiKey method has the client ${client}.`,
      why: 'The limit would never apply to a request.',
      fix: known.length > 0 ? didYouMean(client, known) : 'Add an apiKey method with this client.',
    }),
  }),
  TierOverlap: define<{ value: string; tier: string }>({
    severity: 'error',
    sample: { value: 'acme', tier: 'gold' },
    words: ({ value, tier }) => ({
      what: `${value} is in tier ${tier}, too.`,
      why: 'Only one of the limits can apply.',
      fix: 'Remove it from one of them.',
    }),
  }),
  TierClaimUnknown: define<{ claim: string; tier: string }>({
    severity: 'error',
    sample: { claim: 'plan', tier: 'gold' },
    words: ({ claim, tier }) => ({
      what: `Tier ${tier} reads the claim ${claim}, which no jwt method forwards.`,
      why: 'A rate limit reads a claim from the header in which the gateway forwards it.',
      fix: `Add claims: { ${claim}: x-jwt-claim-${claim} } to the jwt method.`,
    }),
  }),
  TierHeaderForged: define<{ header: string; tier: string }>({
    severity: 'error',
    sample: { header: 'x-plan', tier: 'gold' },
    words: ({ header, tier }) => ({
      what: `Tier ${tier} reads the header ${header}, which no authentication method sets.`,
      why: 'Every client could send the header and choose its own limits.',
      fix: 'Use claim: { plan: gold }, clients: [acme], or a header that an extAuth method adds.',
    }),
  }),
  TierNeverMatches: define<{ tier: string }>({
    severity: 'warning',
    sample: { tier: 'gold' },
    words: ({ tier }) => ({
      what: `No request can be in tier ${tier}: the services with this limit use other authentication methods.`,
      why: 'All their clients have the usual limits.',
      fix: 'Remove the tier, or add the authentication method to a service.',
    }),
  }),
  ExemptNetworks: define<{ count: number }>({
    severity: 'error',
    sample: { count: 2 },
    words: ({ count }) => ({
      what: `rateLimit.exempt.cidrs has ${count} networks.`,
      why: 'A rate limit rule of Envoy Gateway can exclude one network. It would ignore the others.',
      fix: 'Write one network that contains all of them, or exempt clients with an API key.',
    }),
  }),
  ExemptPathUnserved: define<{ path: string }>({
    severity: 'error',
    sample: { path: '/helth' },
    words: ({ path }) => ({
      what: `No service with this limit has requests below ${path}.`,
      why: 'The exemption would have no effect.',
      fix: 'Write a path below a path of the service.',
    }),
  }),
  LimitMethodUnused: define<{ method: string; known: readonly string[] }>({
    severity: 'error',
    sample: { method: 'POST', known: ['GET'] },
    words: ({ method, known }) => ({
      what: `The service receives no ${method} requests, because its methods are ${known.join(', ')}.`,
      why: 'The limit would never apply.',
      fix: `Remove ${method} from perMethod, or add it to methods.`,
    }),
  }),
  LimitNeedsGlobal: define<{ part: string }>({
    severity: 'error',
    sample: { part: 'cost' },
    words: ({ part }) => ({
      what: `${part} is set for a local rate limit.`,
      why: part.endsWith('shadow')
        ? 'Envoy Gateway supports it only for global limits.'
        : 'Envoy Gateway ignores the cost of local limits: each request would count 1.',
      fix: `Write scope: global with redis, or remove ${part}.`,
    }),
  }),
  CostZero: constant('error', {
    what: 'The cost of a request is 0, and responses have no cost.',
    why: 'Nothing would be counted, so no request would be rejected.',
    fix: 'Write cost: { request: 1 }, or add response.',
  }),
  CostAboveLimit: define<{ cost: number; limit: string }>({
    severity: 'error',
    sample: { cost: 50, limit: '10/minute' },
    words: ({ cost, limit }) => ({
      what: `A request costs ${cost}, and a limit is ${limit}.`,
      why: 'Every request would be rejected.',
      fix: `Write a cost of at most ${limit.split('/')[0]}, or a higher limit.`,
    }),
  }),
  CostUnwritten: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'chat' },
    words: ({ service }) => ({
      what: `The cost of responses comes from metadata, and service ${service} has no extension that writes it.`,
      why: 'Responses would cost nothing.',
      fix: `Add extensions to ${service}, or write the cost as a number.`,
    }),
  }),
  WithinNeedsBudget: constant('error', {
    what: 'within is api, and rateLimit.across is not api.',
    why: 'There is no budget of the API to count against.',
    fix: 'Write rateLimit: { across: api, scope: global, limits: 1000/minute, ... }, or remove within.',
  }),
  TooManyLimitRules: define<{ count: number; most: number; scope: string }>({
    severity: 'error',
    sample: { count: 18, most: 16, scope: 'local' },
    words: ({ count, most, scope }) => ({
      what: `These limits need ${count} rules in one policy.`,
      why: `Envoy Gateway accepts at most ${most} ${scope} rules: one for each limit of each tier and method, two if clients are counted by address.`,
      fix:
        scope === 'local'
          ? 'Write fewer tiers or limits, or scope: global (256 rules).'
          : 'Write fewer tiers or limits.',
    }),
  }),
  LimitPartOfTeams: define<{ part: string }>({
    severity: 'error',
    sample: { part: 'tiers' },
    words: ({ part }) => ({
      what: `rateLimit.${part} cannot be combined with teams.`,
      why: "The admission policies require that each team's limits count every request in the same way.",
      fix: `Remove ${part}.`,
    }),
  }),
} as const satisfies Group;
