import * as z from 'zod';
import { refusal, refuse } from '../../diagnostics/refusal.ts';
import { type Backend, backend, identity, isExternal } from '../../values/backend-address.ts';
import { ca } from '../../values/ca.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { headerValue, matchValue } from '../../values/header-value.ts';
import { serviceRateLimit } from '../../values/limits.ts';
import { duration, headerName, label, path, tokenName, word } from '../../values/scalars.ts';
import { allow, authRef } from './auth-schema.ts';

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE'] as const;

const headerChanges = z.strictObject({
  set: z.record(headerName, headerValue).optional().describe('Headers to set; an existing value is replaced.'),
  add: z.record(headerName, headerValue).optional().describe('Headers to add; an existing value is kept.'),
  remove: z.array(headerName).optional().describe('Headers to remove.'),
});

export const transform = z
  .strictObject({
    request: headerChanges
      .optional()
      .describe('Changes of the request headers before the service receives the request.'),
    response: headerChanges
      .optional()
      .describe('Changes of the response headers before the client receives the response.'),
  })
  .describe('Changes of request and response headers.');
export type Transform = z.output<typeof transform>;

const canaryHeader = z.union([
  z.string().transform((s, ctx) => {
    const m = /^([^:\s]+):\s*(\S.*)$/.exec(s);
    const value = m?.[2]?.trim();
    if (m?.[1] && value && headerName.safeParse(m[1]).success && matchValue.safeParse(value).success)
      return { name: m[1], value };
    refuse(ctx, refusal('InvalidCanaryHeader', { value: s }));
    return z.NEVER;
  }),
  z.strictObject({
    name: headerName.describe('Name of the header.'),
    value: matchValue.describe('Exact value of the header.'),
  }),
]);

export const canary = z
  .strictObject({
    backend,
    weight: z
      .number()
      .int()
      .min(0)
      .max(100)
      .describe('Percentage of requests that go to the canary: an integer from 0 to 100.'),
    header: canaryHeader.optional().describe('Header of requests that always go to the canary: `x-canary: always`.'),
  })
  .describe('Second version of the service, which receives a percentage of the requests.');

const fullHealthCheck = z.strictObject({
  type: z.enum(['http', 'grpc', 'tcp', 'none']).describe('Type of the check: `http`, `grpc`, `tcp` or `none`.'),
  path: path.optional().describe(withDefault('With http: path of the check', DEFAULTS.healthCheck.path)),
  interval: duration.optional().describe(withDefault('Time between two checks', DEFAULTS.healthCheck.interval)),
  timeout: duration.optional().describe(withDefault('Timeout of one check', DEFAULTS.healthCheck.timeout)),
  unhealthyThreshold: z
    .number()
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe(
      withDefault(
        'Number of failures after which an endpoint receives no requests',
        DEFAULTS.healthCheck.unhealthyThreshold,
      ),
    ),
  healthyThreshold: z
    .number()
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe(
      withDefault(
        'Number of successes after which an endpoint receives requests again',
        DEFAULTS.healthCheck.healthyThreshold,
      ),
    ),
  expectedStatuses: z
    .array(z.number().int().min(100).max(599))
    .min(1)
    .optional()
    .describe(withDefault('With http: status codes of a healthy endpoint', DEFAULTS.healthCheck.expectedStatuses)),
});
type HealthCheckAnswer = z.output<typeof fullHealthCheck>;

export const healthCheck = z
  .union([
    z.enum(['grpc', 'tcp', 'none']).transform((type): HealthCheckAnswer => ({ type })),
    path.transform((p): HealthCheckAnswer => ({ type: 'http', path: p })),
    fullHealthCheck,
  ])
  .describe(
    withDefault(
      'Active health check: a path that returns 200, `grpc`, `tcp`, `none`, or `{ type, ... }`',
      DEFAULTS.healthCheck.type,
    ),
  );

export const loadBalancing = z
  .union([
    z.enum(['roundRobin', 'leastRequest', 'random']).transform((type) => ({ type })),
    z
      .strictObject({
        consistentHash: z
          .union([
            z.literal('sourceIP').transform(() => ({ on: 'sourceIP' }) as const),
            z
              .strictObject({ header: headerName.describe('Name of the request header to hash.') })
              .transform(({ header }) => ({ on: 'header', header }) as const),
            z
              .strictObject({
                cookie: tokenName.describe('Name of the cookie to hash. The gateway sets it if a client has none.'),
              })
              .transform(({ cookie }) => ({ on: 'cookie', cookie }) as const),
          ])
          .describe('Sends requests with the same value to the same endpoint.'),
      })
      .transform(({ consistentHash }) => ({ type: 'consistentHash', ...consistentHash }) as const),
  ])
  .describe(
    withDefault(
      'Load balancing: `roundRobin`, `leastRequest`, `random`, `{ consistentHash: { header } }`, `{ consistentHash: { cookie } }` or `{ consistentHash: sourceIP }`',
      DEFAULTS.service.loadBalancing,
    ),
  );

/** One service, or one version of it. */
export const service = z
  .strictObject({
    name: label.describe('Name of the service, a DNS label. The names of its routes begin with it.'),
    path: path.optional().describe('Path prefix of the service: `/v1/users`.'),
    paths: z.array(path).min(1).max(64).optional().describe('Several path prefixes, instead of path.'),
    methods: z
      .array(z.enum(METHODS))
      .min(1)
      .optional()
      .describe(withDefault('HTTP methods that the service accepts', DEFAULTS.service.methods)),
    headers: z
      .record(headerName, matchValue)
      .optional()
      .describe('Headers that a request must have to reach this service, for example to select a version.'),
    backend,
    canary: canary.optional(),
    ca: ca.optional(),
    failover: backend
      .optional()
      .describe('Backend that receives all requests while no endpoint of `backend` is healthy.'),
    rewrite: path.optional().describe('Replacement of the path prefix; `/` removes it.'),
    auth: authRef
      .optional()
      .describe(
        withDefault(
          'Name of an authentication method, a list of them (any one is enough), or `none` (public)',
          DEFAULTS.service.auth,
        ),
      ),
    public: z.array(path).max(64).optional().describe('Paths below the prefix that need no authentication.'),
    publicReason: word.optional().describe('Why the service is public; written as a comment above its policy.'),
    allow: allow.optional(),
    rateLimit: serviceRateLimit.optional(),
    protocol: z
      .enum(['http', 'grpc', 'websocket'])
      .optional()
      .describe(withDefault('Protocol of the service: `http`, `grpc` or `websocket`', DEFAULTS.service.protocol)),
    timeout: duration
      .optional()
      .describe(`${withDefault('Request timeout', DEFAULTS.service.timeout)} \`0s\`: no limit.`),
    longRunning: z
      .boolean()
      .optional()
      .describe(withDefault('Whether responses may take up to two minutes', DEFAULTS.service.longRunning)),
    retries: z
      .enum(['safe', 'idempotent', 'none'])
      .optional()
      .describe(
        withDefault(
          'When the gateway retries: `safe` (only if the service did not process the request), `idempotent` (also after 502, 503, 504 and resets) or `none`',
          DEFAULTS.service.retries,
        ),
      ),
    healthCheck: healthCheck.optional(),
    loadBalancing: loadBalancing.optional(),
    identity: identity.optional(),
    transform: transform.optional(),
  })
  .transform(({ path: one, paths, ...rest }, ctx) => {
    const all = paths ?? (one === undefined ? [] : [one]);
    if (one !== undefined && paths !== undefined) refuse(ctx, refusal('PathTwice'));
    if (all.length === 0) refuse(ctx, refusal('PathMissing'));
    return { ...rest, paths: all };
  });
export type ServiceAnswer = z.output<typeof service>;

/** All that a service's requests may be sent to. */
export const backendsOf = (s: Pick<ServiceAnswer, 'backend' | 'canary' | 'failover'>): Backend[] => [
  s.backend,
  ...(s.canary ? [s.canary.backend] : []),
  ...(s.failover ? [s.failover] : []),
];

/** The Secret of the client certificate that a service's external server is shown. */
export const certificateOfIdentity = ({ identity }: Pick<ServiceAnswer, 'identity'>): string | undefined =>
  typeof identity === 'object' && 'certificate' in identity ? identity.certificate : undefined;

/** Cloud Run takes its own token next to the caller's, in a header of its own; elsewhere there is one header for both. */
export const headerOfIdentity = ({
  identity,
  backend,
}: Pick<ServiceAnswer, 'identity' | 'backend'>): string | undefined => {
  if (identity === undefined || identity === 'forward' || 'certificate' in identity) return undefined;
  if (identity.header !== undefined) return identity.header;
  const { cloudRun, usual } = DEFAULTS.identity.header.values;
  return isExternal(backend) && backend.host.endsWith('.run.app') ? cloudRun : usual;
};
