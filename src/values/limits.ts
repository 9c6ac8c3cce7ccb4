import * as z from 'zod';
import { refusal, refuse } from '../diagnostics/refusal.ts';
import { DEFAULTS, withDefault } from './defaults.ts';
import { image } from './image.ts';
import { later } from './later.ts';
import { limit, limitList } from './limit.ts';
import { limitParts } from './limit-parts.ts';
import { dataKey, headerName, label, ruled } from './scalars.ts';
import { isHostAndPort } from './urls.ts';

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

const fullServiceLimit = later(() =>
  z.strictObject({
    limits: limitList,
    key: limitKey.optional(),
    ...limitParts,
    within: z
      .literal('api')
      .optional()
      .describe(
        'With rateLimit.across api: `api` also counts the requests against the budget of the API. The own limits are then counted in each proxy.',
      ),
  }),
);
type ServiceLimit = z.output<typeof fullServiceLimit>;

/** A service's own limits; `none` removes the default. */
export const serviceRateLimit = later(() =>
  z
    .union([
      z.literal('none').transform(() => 'none' as const),
      limit.transform((l): ServiceLimit => ({ limits: [l] })),
      z
        .array(limit)
        .min(1)
        .max(8)
        .transform((limits): ServiceLimit => ({ limits })),
      fullServiceLimit,
    ])
    .describe(
      withDefault(
        'Rate limits of this service: `100/minute`, a list, `{ limits, key }`, or `none`',
        DEFAULTS.service.rateLimit,
      ),
    ),
);

/** A list of sentinels begins with the name of the master, which has no port. */
const REDIS_ADDRESS = /^(?:rediss?:\/\/)?([A-Za-z0-9._-]+,)?[A-Za-z0-9.-]+:\d{1,5}(,[A-Za-z0-9.-]+:\d{1,5})*$/;
const redisAddress = ruled((s) => {
  const bare = /^rediss?:\/\/([A-Za-z0-9.-]+)(:\d{1,5})?(?:\/\d*)?$/.exec(s);
  // A URL has one server; the number of a database in its path is not supported.
  const address = bare && !/\/[1-9]\d*$/.test(s) ? `${bare[1]}${bare[2] ?? ':6379'}` : s;
  const [first = '', ...more] = address.split(',');
  const hosts = first.includes(':') ? [first, ...more] : more;
  if (REDIS_ADDRESS.test(address) && !address.includes('/') && hosts.every(isHostAndPort)) return;
  return refusal('InvalidRedisAddress', { suggestion: bare ? `${bare[1]}${bare[2] ?? ':6379'}` : undefined });
}, /^(?:rediss?:\/\/)?[A-Za-z0-9._,:-]+\/?0?$/);

/** An address as the rate limit service has it, and whether its URL asks for TLS. */
const bareAddress = (s: string): { readonly url: string; readonly tls: true | undefined } => {
  const [, scheme, host, port = ':6379'] = /^(rediss?):\/\/([^:/]+)(:\d+)?\/?0?$/.exec(s) ?? [];
  return scheme === undefined
    ? { url: s, tls: undefined }
    : { url: `${host}${port}`, tls: scheme === 'rediss' || undefined };
};

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
    ...limitParts,
    shadow: z
      .boolean()
      .optional()
      .describe(
        withDefault(
          'Whether limits only count requests and reject none; needs scope global',
          DEFAULTS.rateLimit.shadow,
        ),
      ),
    responseHeaders: z
      .boolean()
      .optional()
      .describe(
        withDefault('Whether responses show the limits in X-RateLimit headers', DEFAULTS.rateLimit.responseHeaders),
      ),
    across: z
      .enum(['service', 'api'])
      .optional()
      .describe(
        withDefault(
          "What a client's budget covers: `service` (each service separately) or `api` (all services together; needs scope global)",
          DEFAULTS.rateLimit.across,
        ),
      ),
    redis: later(() =>
      z.union([
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
              'Address of Redis: `host:port` or `rediss://host:port`; with type sentinel `mastername,host:port,...`; with type cluster `host:port,host:port,...`.',
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
          .transform(({ url: given, ...r }, ctx) => {
            const { url, tls } = bareAddress(given);
            if (tls && r.tls === false) refuse(ctx, refusal('RedisTlsTwice'), ['tls']);
            if (url !== given && r.type !== undefined && r.type !== 'single')
              refuse(ctx, refusal('InvalidRedisAddress', { suggestion: url }), ['url']);
            return { deploy: false, url, ...(tls && { tls }), ...r } as const;
          }),
      ]),
    )
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
