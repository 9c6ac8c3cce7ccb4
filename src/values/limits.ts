import * as z from 'zod';
import { refuse } from '../diagnostics/refusal.ts';
import { image } from './image.ts';
import { dataKey, headerName, label, ruled } from './scalars.ts';
import { isHostAndPort } from './urls.ts';

/** BackendTrafficPolicy.spec.rateLimit.*.rules[].limit.unit, in lower case as in the answers. */
export const UNITS = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export type Unit = (typeof UNITS)[number];

/** A number of requests in each unit. */
export interface Limit {
  readonly requests: number;
  readonly unit: Unit;
}

const NEAR: Record<string, Unit> = {
  s: 'second', sec: 'second', secs: 'second', seconds: 'second',
  m: 'minute', min: 'minute', mins: 'minute', minutes: 'minute',
  h: 'hour', hr: 'hour', hrs: 'hour', hours: 'hour',
  d: 'day', days: 'day', w: 'week', weeks: 'week', mo: 'month', months: 'month', y: 'year', years: 'year',
}; // biome-ignore format: a table

const isUnit = (s: string): s is Unit => (UNITS as readonly string[]).includes(s);

/** `100/minute`. */
export const limit = z
  .string()
  .transform((s, ctx): Limit => {
    const m = /^(\d{1,10})\/([a-z]+)$/.exec(s);
    const unit = m?.[2] ?? '';
    if (m && isUnit(unit) && Number(m[1]) >= 1 && Number(m[1]) <= 4294967295) return { requests: Number(m[1]), unit };
    const loose = /^\s*([\d_,]+)\s*(?:\/|per|a|each|p)?\s*([a-z]+)\s*$/i.exec(s);
    const meant = loose?.[2]
      ? (NEAR[loose[2].toLowerCase()] ?? (isUnit(loose[2].toLowerCase()) ? loose[2].toLowerCase() : undefined))
      : undefined;
    const n = loose?.[1]?.replace(/[_,]/g, '');
    refuse(ctx, {
      code: 'InvalidLimit',
      what: `${JSON.stringify(s.slice(0, 60))} is not a rate limit.`,
      why: `A limit is a whole number of requests (1 to 4294967295) in a ${UNITS.join(', ')}.`,
      fix: meant && n && Number(n) >= 1 ? `Write ${n}/${meant}.` : 'Write a limit such as 100/minute.',
    });
    return z.NEVER;
  })
  .describe('So many requests in each second, minute, hour, day, week, month or year: `100/minute`.');

/** The rate limit key: what identifies a client. */
export const limitKey = z
  .union([
    z.literal('sourceIP').transform(() => ({ by: 'sourceIP' }) as const),
    z
      .strictObject({ claim: z.string().min(1).max(253).describe('A claim that a jwt method forwards.') })
      .transform(({ claim }) => ({ by: 'claim', claim }) as const),
    z
      .strictObject({ apiKey: z.literal(true).describe('The client whose key was sent.') })
      .transform(() => ({ by: 'apiKey' }) as const),
    z
      .strictObject({ header: headerName.describe('A request header.') })
      .transform(({ header }) => ({ by: 'header', header }) as const),
  ])
  .describe('What one client is: `{ claim: sub }`, `{ apiKey: true }`, `{ header: x-tenant }` or `sourceIP`.');
export type LimitKey = z.output<typeof limitKey>;

const limitList = z.union([limit.transform((l) => [l]), z.array(limit).min(1).max(8)]);

/** A service's own limits; `none` removes the default. */
export const serviceRateLimit = z
  .union([
    z.literal('none').transform(() => 'none' as const),
    limit.transform((l) => ({ limits: [l] })),
    z
      .array(limit)
      .min(1)
      .max(8)
      .transform((limits) => ({ limits })),
    z.strictObject({ limits: limitList, key: limitKey.optional() }),
  ])
  .describe('Limits of this service alone: `100/minute`, a list, `{ limits, key }`, or `none`.');

/** A list of sentinels begins with the name of the master, which has no port. */
const REDIS_ADDRESS = /^([A-Za-z0-9._-]+,)?[A-Za-z0-9.-]+:\d{1,5}(,[A-Za-z0-9.-]+:\d{1,5})*$/;
const redisAddress = ruled((s) => {
  const [first = '', ...more] = s.split(',');
  const hosts = first.includes(':') ? [first, ...more] : more;
  if (REDIS_ADDRESS.test(s) && hosts.every(isHostAndPort)) return;
  const bare = /^rediss?:\/\/([A-Za-z0-9.-]+)(:\d{1,5})?(?:\/\d*)?$/.exec(s);
  return {
    code: 'InvalidRedisAddress',
    // Not repeated: an address with a scheme often has a password in it.
    what: 'This is not the address of a Redis.',
    why: 'The rate limit service takes host:port, without a scheme; user and password come from a Secret.',
    fix: bare ? `Write ${bare[1]}${bare[2] ?? ':6379'}.` : 'Write an address such as redis.redis.svc:6379.',
  };
}, REDIS_ADDRESS);

/** `rateLimit:` at the top level: the default limits of every service, and how they are enforced. */
export const rateLimit = z
  .strictObject({
    scope: z
      .enum(['local', 'global'])
      .optional()
      .describe(
        '`local`: each proxy counts for itself. `global`: all proxies count together in Redis, exact across replicas.',
      ),
    key: limitKey.optional(),
    limits: limitList.optional().describe('The default limits of every service.'),
    across: z
      .enum(['service', 'api'])
      .optional()
      .describe(
        '`service`: one budget a client and service. `api`: one budget a client over all services (global only).',
      ),
    redis: z
      .union([
        z
          .strictObject({
            deploy: z.literal(true).describe('Writes a small Redis.'),
            image: image
              .optional()
              .describe('Its image, such as that of a mirror: `registry.example.com/redis:7.4.2@sha256:...`.'),
          })
          .transform(({ image }) => ({ deploy: true, image }) as const),
        z
          .strictObject({
            url: redisAddress.describe(
              'host:port; for sentinel `mastername,host:port,...`, for cluster several with commas.',
            ),
            type: z
              .enum(['single', 'sentinel', 'cluster'])
              .optional()
              .describe('How Redis is run; `single` unless said.'),
            tls: z.boolean().optional().describe('Redis is spoken to over TLS.'),
            password: z
              .strictObject({
                secret: label.describe('Name of the Secret.'),
                key: dataKey.describe('Its data key.'),
              })
              .optional()
              .describe('The Secret, in the namespace of Envoy Gateway, that holds the password, and its key.'),
          })
          .transform((r) => ({ deploy: false, ...r }) as const),
      ])
      .optional()
      .describe('Where global limits are counted: `{ deploy: true }`, or an existing Redis.'),
    onFailure: z
      .enum(['open', 'closed'])
      .optional()
      .describe('When Redis cannot be asked: `open` lets requests pass uncounted, `closed` answers 500.'),
  })
  .describe('Rate limits.');
