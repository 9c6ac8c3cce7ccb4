import { constant, define, type Group } from '../definition.ts';
import { didYouMean } from '../nearest.ts';
import { cut } from '../shown.ts';

export const rateLimitRefusals = {
  ApiKeyMethodMissing: constant('error', {
    what: 'The rate limit key is apiKey, and there is no apiKey method.',
    why: 'Requests would not be limited.',
    fix: 'Add an apiKey method, or choose another rate limit key.',
  }),
  CredentialAsKey: define<{ header: string }>({
    severity: 'error',
    sample: { header: 'Authorization' },
    words: ({ header }) => ({
      what: `The rate limit key is the header ${header}, which contains a credential.`,
      why: 'The credential would become a key in Redis, and it is removed before rate limits are enforced.',
      fix: 'Write { apiKey: true } or { claim: sub }.',
    }),
  }),
  AcrossNeedsGlobal: constant('error', {
    what: 'rateLimit.across is api, and rateLimit.scope is not global.',
    why: 'Local limits cannot be shared by several routes.',
    fix: 'Write scope: global with redis, or across: service.',
  }),
  RedisMissing: constant(
    'error',
    {
      what: 'rateLimit.scope is global, and there is no Redis.',
      why: 'With a global rate limit, all proxies share their counters in Redis.',
      fix: 'Add redis: { url: "host:6379" }, or redis: { deploy: true }.',
    },
    {
      before: 'rateLimit: { scope: global, onFailure: open, limits: 100/minute }',
      after: 'rateLimit: { scope: global, redis: { deploy: true }, onFailure: open, limits: 100/minute }',
    },
  ),
  FailureModeMissing: constant(
    'error',
    {
      what: 'rateLimit.scope is global, and onFailure is not set.',
      why: 'While Redis is unavailable, requests either pass without a limit, or are rejected with 500.',
      fix: 'Add onFailure: open or onFailure: closed.',
    },
    {
      before: 'rateLimit: { scope: global, redis: { deploy: true }, limits: 100/minute }',
      after: 'rateLimit: { scope: global, redis: { deploy: true }, onFailure: open, limits: 100/minute }',
    },
  ),
  RedisUnused: constant('warning', {
    what: 'rateLimit.redis is set, and the scope is local.',
    why: 'The answer has no effect.',
    fix: 'Write scope: global, or remove redis.',
  }),
  FailureModeUnused: constant('warning', {
    what: 'rateLimit.onFailure is set, and the scope is local.',
    why: 'Local limits do not depend on Redis, so the answer has no effect.',
    fix: 'Write scope: global, or remove onFailure.',
  }),
  LongLocalLimit: constant('warning', {
    what: 'A local rate limit has a unit longer than a minute.',
    why: 'Every change of a route and every restart of a proxy resets local counters.',
    fix: 'Write scope: global if the limit must be enforced over the whole period.',
  }),
  InvalidLimit: define<{ value: string; units: readonly string[]; suggestion: string | undefined }>({
    severity: 'error',
    sample: { value: '100 per minute', units: ['second', 'minute', 'hour'], suggestion: '100/minute' },
    example: { before: 'rateLimit: 100 per minute', after: 'rateLimit: 100/minute' },
    words: ({ value, units, suggestion }) => ({
      what: `${cut(value)} is not a rate limit.`,
      why: `A limit is a whole number of requests (1 to 4294967295) per ${units.slice(0, -1).join(', ')} or ${units.at(-1)}.`,
      fix: `Write ${suggestion ?? 'a limit such as 100/minute'}.${suggestion === undefined && value.includes(',') ? ' Several limits are a list: [10/second, 100/minute].' : ''}`,
    }),
  }),
  RedisTlsTwice: constant('error', {
    what: 'The address of Redis begins with rediss://, and tls is false.',
    why: 'rediss:// is a connection over TLS.',
    fix: 'Remove `tls`, or write redis:// for a connection without TLS.',
  }),
  InvalidRedisAddress: define<{ suggestion: string | undefined }>({
    severity: 'error',
    sample: { suggestion: 'redis.redis.svc:6379' },
    words: ({ suggestion }) => ({
      // The value is not repeated: an address with a scheme often contains a password.
      what: 'This is not the address of a Redis server.',
      why: 'The rate limit service takes host:port without a scheme; user name and password come from a Secret.',
      fix: `Write ${suggestion ?? 'an address such as redis.redis.svc:6379'}.`,
    }),
  }),
  ClaimNotForwarded: define<{ claim: string; known: readonly string[] }>({
    severity: 'error',
    sample: { claim: 'tenant', known: ['sub'] },
    example: {
      before: 'rateLimit: { key: { claim: tenant } }',
      after:
        'auth: { methods: { customers: { claims: { tenant: x-jwt-claim-tenant } } } }\nrateLimit: { key: { claim: tenant } }',
    },
    words: ({ claim, known }) => ({
      what: `The rate limit key is the claim ${claim}, which no jwt method forwards.`,
      why: 'A rate limit reads the claim from a header; without it requests are not limited.',
      fix:
        known.length > 0
          ? `${didYouMean(claim, known)} To use this claim, add claims: { ${claim}: x-jwt-claim-${claim} } to the jwt method.`
          : `Add claims: { ${claim}: x-jwt-claim-${claim} } to the jwt method.`,
    }),
  }),
} as const satisfies Group;
