import * as z from 'zod';
import { refuse } from '../../diagnostics/refusal.ts';
import { type Backend, backend, identity, isExternal } from '../../values/backend-address.ts';
import { ca } from '../../values/ca.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { headerValue, matchValue } from '../../values/header-value.ts';
import { serviceRateLimit } from '../../values/limits.ts';
import { duration, headerName, label, path, tokenName, word } from '../../values/scalars.ts';
import { allow, authRef } from './auth-schema.ts';

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE'] as const;

const headerChanges = z.strictObject({
  set: z.record(headerName, headerValue).optional().describe('Replaced or added.'),
  add: z.record(headerName, headerValue).optional().describe('Added beside what is there.'),
  remove: z.array(headerName).optional().describe('Taken away.'),
});

export const transform = z
  .strictObject({
    request: headerChanges.optional().describe('Before the service sees it.'),
    response: headerChanges.optional().describe('Before the client sees it.'),
  })
  .describe('Changes of headers.');
export type Transform = z.output<typeof transform>;

const canaryHeader = z.union([
  z.string().transform((s, ctx) => {
    const m = /^([^:\s]+):\s*(\S.*)$/.exec(s);
    const value = m?.[2]?.trim();
    if (m?.[1] && value && headerName.safeParse(m[1]).success && matchValue.safeParse(value).success)
      return { name: m[1], value };
    refuse(ctx, {
      code: 'InvalidCanaryHeader',
      what: `${JSON.stringify(s.slice(0, 60))} is not "name: value".`,
      why: 'A request with exactly this header goes to the canary.',
      fix: 'Write for instance "x-canary: always".',
    });
    return z.NEVER;
  }),
  z.strictObject({
    name: headerName.describe('Name of the header.'),
    value: matchValue.describe('Its exact value.'),
  }),
]);

export const canary = z
  .strictObject({
    backend,
    weight: z.number().int().min(0).max(100).describe('Per cent of the requests: a whole number of 0 to 100.'),
    header: canaryHeader.optional().describe('Requests with this header always go to the canary: `x-canary: always`.'),
  })
  .describe('A second version that gets a share of the requests.');

export const healthCheck = z
  .union([
    z.enum(['grpc', 'tcp', 'none']).transform((type) => ({ type })),
    path.transform((p) => ({ type: 'http' as const, path: p })),
    z.strictObject({
      type: z.enum(['http', 'grpc', 'tcp', 'none']).describe('What is asked.'),
      path: path.optional().describe('For http: the path.'),
      interval: duration.optional().describe('Between two checks; 10s unless said.'),
      timeout: duration.optional().describe('Of one check; 2s unless said.'),
      unhealthyThreshold: z
        .number()
        .int()
        .min(1)
        .max(100)
        .optional()
        .describe('Failures before an endpoint leaves; 3 unless said.'),
      healthyThreshold: z
        .number()
        .int()
        .min(1)
        .max(100)
        .optional()
        .describe('Successes before it comes back; 2 unless said.'),
      expectedStatuses: z
        .array(z.number().int().min(100).max(599))
        .min(1)
        .optional()
        .describe('Statuses that count as healthy; 200 unless said.'),
    }),
  ])
  .describe('A path that answers 200, `grpc`, `tcp`, `none`, or the full form.');

export const loadBalancing = z
  .union([
    z.enum(['roundRobin', 'leastRequest', 'random']).transform((type) => ({ type })),
    z
      .strictObject({
        consistentHash: z
          .union([
            z.literal('sourceIP').transform(() => ({ on: 'sourceIP' }) as const),
            z
              .strictObject({ header: headerName.describe('Hashed header.') })
              .transform(({ header }) => ({ on: 'header', header }) as const),
            z
              .strictObject({ cookie: tokenName.describe('Hashed cookie; set where a client has none.') })
              .transform(({ cookie }) => ({ on: 'cookie', cookie }) as const),
          ])
          .describe('Requests that are alike go to the same endpoint.'),
      })
      .transform(({ consistentHash }) => ({ type: 'consistentHash', ...consistentHash }) as const),
  ])
  .describe(
    '`roundRobin`, `leastRequest`, `random`, or `{ consistentHash: { header | cookie } }` or `{ consistentHash: sourceIP }`.',
  );

/** One service, or one version of it. */
export const service = z
  .strictObject({
    name: label.describe('Names of objects are made from it.'),
    path: path.optional().describe('The path prefix.'),
    paths: z.array(path).min(1).max(64).optional().describe('Several path prefixes.'),
    methods: z.array(z.enum(METHODS)).min(1).optional().describe('Only these methods; all unless said.'),
    headers: z
      .record(headerName, matchValue)
      .optional()
      .describe('Only requests with these headers (versions by header).'),
    backend,
    canary: canary.optional(),
    ca: ca.optional(),
    failover: backend.optional().describe('Takes all requests while no endpoint of the backend is healthy.'),
    rewrite: path.optional().describe('What replaces the path prefix; `/` strips it.'),
    auth: authRef.optional(),
    public: z.array(path).max(64).optional().describe('Paths below the prefix that ask for no authentication.'),
    publicReason: word.optional().describe('Why the service is public; stands as a comment above its policy.'),
    allow: allow.optional(),
    rateLimit: serviceRateLimit.optional(),
    protocol: z.enum(['http', 'grpc', 'websocket']).optional().describe('`http` unless said.'),
    timeout: duration.optional().describe('The whole request; 15s, or 120s where `longRunning: true`.'),
    longRunning: z.boolean().optional().describe('Answers may take two minutes.'),
    retries: z
      .enum(['safe', 'idempotent', 'none'])
      .optional()
      .describe('`safe`: only what cannot repeat a side effect. `idempotent`: 502, 503 and 504 too. `none`.'),
    healthCheck: healthCheck.optional(),
    loadBalancing: loadBalancing.optional(),
    identity: identity.optional(),
    transform: transform.optional(),
  })
  .transform(({ path: one, paths, ...rest }, ctx) => {
    const all = paths ?? (one === undefined ? [] : [one]);
    if (one !== undefined && paths !== undefined)
      refuse(ctx, {
        code: 'PathTwice',
        what: 'The service has both path and paths.',
        why: 'One of them would be ignored.',
        fix: 'Move the path into paths.',
      });
    if (all.length === 0)
      refuse(ctx, {
        code: 'PathMissing',
        what: 'The service has no path.',
        why: 'A service without a path would take all requests.',
        fix: 'Add path: /v1/name, or path: / where that is meant.',
      });
    return { ...rest, paths: all };
  });
export type ServiceAnswer = z.output<typeof service>;

/** All that a service's requests may be sent to. */
export const backendsOf = (s: ServiceAnswer): Backend[] => [
  s.backend,
  ...(s.canary ? [s.canary.backend] : []),
  ...(s.failover ? [s.failover] : []),
];

/** The Secret of the client certificate that a service's server outside is shown. */
export const certificateOfIdentity = ({ identity }: ServiceAnswer): string | undefined =>
  typeof identity === 'object' && 'certificate' in identity ? identity.certificate : undefined;

/** Cloud Run takes its own token beside the caller's, in a header of its own; elsewhere there is one header for both. */
export const headerOfIdentity = ({ identity, backend }: ServiceAnswer): string | undefined => {
  if (identity === undefined || identity === 'forward' || 'certificate' in identity) return undefined;
  if (identity.header !== undefined) return identity.header;
  const { cloudRun, usual } = DEFAULTS.identity.header.values;
  return isExternal(backend) && backend.host.endsWith('.run.app') ? cloudRun : usual;
};
