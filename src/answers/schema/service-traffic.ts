import * as z from 'zod';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { later } from '../../values/later.ts';
import { maintenance } from '../../values/own-response.ts';
import { duration, headerName, path, tokenName } from '../../values/scalars.ts';
import { experimentKeys } from './service-experiments.ts';
import { resilienceKeys } from './service-resilience.ts';

const fullHealthCheck = later(() =>
  z.strictObject({
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
  }),
);
type HealthCheckAnswer = z.output<typeof fullHealthCheck>;

export const healthCheck = later(() =>
  z
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
    ),
);

export const loadBalancing = later(() =>
  z
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
    ),
);

/** How the gateway handles the requests of a service. */
export const trafficKeys = {
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
  ...resilienceKeys,
  maintenance: maintenance.optional(),
  ...experimentKeys,
  healthCheck: healthCheck.optional(),
  loadBalancing: loadBalancing.optional(),
};
