import { constant, define, type Group } from '../definition.ts';
import { didYouMean } from '../nearest.ts';
import { cut } from '../shown.ts';

export const rateLimitRefusals = {
  KeyWithoutMethod: constant('error', {
    what: 'Limits are to be counted by API key, but there is no apiKey method.',
    why: 'Requests would not be counted.',
    fix: 'Add an apiKey method, or choose another key.',
  }),
  CredentialAsKey: define<{ header: string }>({
    severity: 'error',
    sample: { header: 'X-Tenant' },
    words: ({ header }) => ({
      what: `Limits are to be counted by ${header}.`,
      why: 'The credential would become a key in Redis, and is removed before limits are counted.',
      fix: 'Write { apiKey: true } or { claim: sub }.',
    }),
  }),
  AcrossNeedsGlobal: constant('error', {
    what: 'One budget over all services needs scope: global.',
    why: 'Local limits cannot be joined over routes.',
    fix: 'Write scope: global with redis, or across: service.',
  }),
  RedisMissing: constant('error', {
    what: 'Global limits need a Redis.',
    why: 'That is where all proxies count together.',
    fix: 'Add redis: { url: "host:6379" }, or redis: { deploy: true }.',
  }),
  FailureModeMissing: constant('error', {
    what: 'Nobody said what happens while Redis cannot be reached.',
    why: 'Either requests pass uncounted, or all of them are refused with 500.',
    fix: 'Add onFailure: open or onFailure: closed.',
  }),
  RedisUnused: constant('warning', {
    what: 'Redis is given, but limits are local.',
    why: 'Nothing is written for it.',
    fix: 'Write scope: global, or remove redis.',
  }),
  FailureModeUnused: constant('warning', {
    what: 'onFailure is given, but limits are local.',
    why: 'Local limits ask nobody, so nothing can fail.',
    fix: 'Write scope: global, or remove onFailure.',
  }),
  LongLocalLimit: constant('warning', {
    what: 'A local limit has a unit above a minute.',
    why: 'Local counters begin anew at every change of a route and every restart of a proxy.',
    fix: 'Write scope: global where the long limit matters.',
  }),
  InvalidLimit: define<{ value: string; units: readonly string[]; suggestion: string | undefined }>({
    severity: 'error',
    sample: { value: '100 per minute', units: ['second', 'minute', 'hour'], suggestion: '100/minute' },
    example: { before: 'rateLimit: 100 per minute', after: 'rateLimit: 100/minute' },
    words: ({ value, units, suggestion }) => ({
      what: `${cut(value)} is not a rate limit.`,
      why: `A limit is a whole number of requests (1 to 4294967295) for each ${units.slice(0, -1).join(', ')} or ${units.at(-1)}.`,
      fix: `Write ${suggestion ?? 'a limit such as 100/minute'}.`,
    }),
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
    words: ({ claim, known }) => ({
      what: `The rate limit key is the claim ${claim}, which no jwt method forwards.`,
      why: 'A rate limit reads the claim from a header; without it requests are not limited.',
      fix:
        known.length > 0
          ? `${didYouMean(claim, known)} Or add claims: { ${claim}: x-jwt-claim-${claim} } to the method.`
          : `Add claims: { ${claim}: x-jwt-claim-${claim} } to the jwt method.`,
    }),
  }),
} as const satisfies Group;
