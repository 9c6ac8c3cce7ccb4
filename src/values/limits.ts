import * as z from 'zod';
import { refusal, refuse } from '../diagnostics/refusal.ts';
import { image } from './image.ts';
import { dataKey, headerName, label, ruled } from './scalars.ts';
import { isHostAndPort } from './urls.ts';

/** BackendTrafficPolicy.spec.rateLimit.*.rules[].limit.unit, in lower case as it is answered. */
export const UNITS = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export type Unit = (typeof UNITS)[number];

/** So many requests in each unit. */
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
  .describe('So many requests in each second, minute, hour, day, week, month or year: `100/minute`.');

/** What tells one client from another when requests are counted. */
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

/** A service's own limits; `none` takes away the default. */
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

/** A sentinel's list begins with the name of its master, which has no port. */
const REDIS_ADDRESS = /^([A-Za-z0-9._-]+,)?[A-Za-z0-9.-]+:\d{1,5}(,[A-Za-z0-9.-]+:\d{1,5})*$/;
const redisAddress = ruled((s) => {
  const [first = '', ...more] = s.split(',');
  const hosts = first.includes(':') ? [first, ...more] : more;
  if (REDIS_ADDRESS.test(s) && hosts.every(isHostAndPort)) return;
  const bare = /^rediss?:\/\/([A-Za-z0-9.-]+)(:\d{1,5})?(?:\/\d*)?$/.exec(s);
  return refusal('InvalidRedisAddress', { suggestion: bare ? `${bare[1]}${bare[2] ?? ':6379'}` : undefined });
}, REDIS_ADDRESS);

/** `rateLimit:` at the top: the default of every service, and where it is counted. */
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
