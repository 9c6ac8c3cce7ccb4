import * as z from 'zod';
import { refusal, refuse } from '../diagnostics/refusal.ts';
import { DEFAULTS, withDefault } from './defaults.ts';
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
    const suggestion = meant && n && Number(n) >= 1 ? `${n}/${meant}` : undefined;
    refuse(ctx, refusal('InvalidLimit', { value: s, units: UNITS, suggestion }));
    return z.NEVER;
  })
  .describe('Number of requests per second, minute, hour, day, week, month or year: `100/minute`.');

/** The rate limit key: what identifies a client. */
const limitKey = z
  .union([
    z.literal('sourceIP').transform(() => ({ by: 'sourceIP' }) as const),
    z
      .strictObject({
        claim: z.string().min(1).max(253).describe('Name of a claim that a jwt method forwards as a header.'),
      })
      .transform(({ claim }) => ({ by: 'claim', claim }) as const),
    z
      .strictObject({ apiKey: z.literal(true).describe('The client that the API key belongs to.') })
      .transform(() => ({ by: 'apiKey' }) as const),
    z
      .strictObject({ header: headerName.describe('Name of a request header.') })
      .transform(({ header }) => ({ by: 'header', header }) as const),
  ])
  .describe(
    withDefault(
      'Rate limit key, which identifies a client: `{ claim: sub }`, `{ apiKey: true }`, `{ header: x-tenant }` or `sourceIP`',
      DEFAULTS.rateLimit.key,
    ),
  );
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
  .describe(
    withDefault(
      'Rate limits of this service: `100/minute`, a list, `{ limits, key }`, or `none`',
      DEFAULTS.service.rateLimit,
    ),
  );

/** A list of sentinels begins with the name of the master, which has no port. */
const REDIS_ADDRESS = /^([A-Za-z0-9._-]+,)?[A-Za-z0-9.-]+:\d{1,5}(,[A-Za-z0-9.-]+:\d{1,5})*$/;
const redisAddress = ruled((s) => {
  const [first = '', ...more] = s.split(',');
  const hosts = first.includes(':') ? [first, ...more] : more;
  if (REDIS_ADDRESS.test(s) && hosts.every(isHostAndPort)) return;
  const bare = /^rediss?:\/\/([A-Za-z0-9.-]+)(:\d{1,5})?(?:\/\d*)?$/.exec(s);
  return refusal('InvalidRedisAddress', { suggestion: bare ? `${bare[1]}${bare[2] ?? ':6379'}` : undefined });
}, REDIS_ADDRESS);

/** `rateLimit:` at the top level: the default limits of every service, and how they are enforced. */
export const rateLimit = z
  .strictObject({
    scope: z
      .enum(['local', 'global'])
      .optional()
      .describe(
        withDefault(
          'Where requests are counted: `local` (in each proxy, approximate) or `global` (in Redis, exact across replicas)',
          DEFAULTS.rateLimit.scope,
        ),
      ),
    key: limitKey.optional(),
    limits: limitList.optional().describe('Rate limits of every service that sets none: `100/minute`, or a list.'),
    across: z
      .enum(['service', 'api'])
      .optional()
      .describe(
        withDefault(
          "What a client's budget covers: `service` (each service separately) or `api` (all services together; needs scope global)",
          DEFAULTS.rateLimit.across,
        ),
      ),
    redis: z
      .union([
        z
          .strictObject({
            deploy: z.literal(true).describe('Generates a small Redis deployment.'),
            image: image
              .optional()
              .describe(
                'Redis image with its digest, for example from a mirror: `registry.example.com/redis:7.4.2@sha256:...`.',
              ),
          })
          .transform(({ image }) => ({ deploy: true, image }) as const),
        z
          .strictObject({
            url: redisAddress.describe(
              'Address of Redis: `host:port`; with type sentinel `mastername,host:port,...`; with type cluster `host:port,host:port,...`.',
            ),
            type: z
              .enum(['single', 'sentinel', 'cluster'])
              .optional()
              .describe(
                withDefault('Topology of Redis: `single`, `sentinel` or `cluster`', DEFAULTS.rateLimit.redis.type),
              ),
            tls: z
              .boolean()
              .optional()
              .describe(withDefault('Whether to connect to Redis over TLS', DEFAULTS.rateLimit.redis.tls)),
            password: z
              .strictObject({
                secret: label.describe('Name of the Secret.'),
                key: dataKey.describe('Key of the data in the Secret.'),
              })
              .optional()
              .describe('Secret in the namespace of Envoy Gateway that contains the Redis password.'),
          })
          .transform((r) => ({ deploy: false, ...r }) as const),
      ])
      .optional()
      .describe('Redis that counts global limits: `{ deploy: true }` or `{ url: host:port }` of an existing one.'),
    onFailure: z
      .enum(['open', 'closed'])
      .optional()
      .describe(
        withDefault(
          'What happens while Redis is unavailable: `open` (requests pass without a limit) or `closed` (requests get 500)',
          DEFAULTS.rateLimit.onFailure,
        ),
      ),
  })
  .describe('Rate limits of the API.');
