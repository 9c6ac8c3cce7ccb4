import * as z from 'zod';
import { refusal, refuse } from '../../diagnostics/refusal.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { milliseconds } from '../../values/duration.ts';
import { later } from '../../values/later.ts';
import { duration } from '../../values/scalars.ts';

/** Zero has another meaning in each of these fields of Envoy, or makes it reject the configuration. */
const time = duration.superRefine((value, ctx) => {
  if (milliseconds(value) === 0) refuse(ctx, refusal('ZeroDuration', { value }));
});

const count = (most: number) => z.number().int().min(1).max(most);

/** RetryOn of Envoy Gateway: the first three mean that no backend has processed the request. */
export const SAFE_CONDITIONS = ['connect-failure', 'refused-stream', 'reset-before-request'] as const;
export const HTTP_CONDITIONS = ['reset', '5xx', 'gateway-error', 'retriable-4xx'] as const;
export const GRPC_CONDITIONS = [
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
] as const;

const condition = later(() =>
  z.union([z.enum([...SAFE_CONDITIONS, ...HTTP_CONDITIONS, ...GRPC_CONDITIONS]), z.number().int().min(400).max(599)]),
);

const fullRetries = later(() =>
  z.strictObject({
    attempts: count(10).optional().describe(withDefault('Number of repetitions at most', DEFAULTS.retries.attempts)),
    on: z
      .union([z.enum(['safe', 'idempotent']), z.array(condition).min(1)])
      .optional()
      .describe(
        withDefault(
          'When to repeat: `safe`, `idempotent`, or a list of conditions of Envoy and status codes: `[connect-failure, 503]`',
          DEFAULTS.retries.on,
        ),
      ),
    idempotent: z
      .boolean()
      .optional()
      .describe(
        withDefault(
          'Whether the service can process every request twice without harm; conditions other than connect-failure, refused-stream and reset-before-request need it',
          DEFAULTS.retries.idempotent,
        ),
      ),
    perTryTimeout: time.optional().describe(withDefault('Timeout of each attempt', DEFAULTS.retries.perTryTimeout)),
    backoff: z
      .strictObject({
        base: time.optional().describe(withDefault('Wait before the first repetition', DEFAULTS.retries.backoffBase)),
        max: time.optional().describe(withDefault('Wait at most', DEFAULTS.retries.backoffMax)),
      })
      .optional()
      .describe('Wait between attempts: random, and doubled each time.'),
  }),
);
export type FullRetries = z.output<typeof fullRetries>;

/** How the gateway reacts to slow and failing backends. */
export const resilienceKeys = {
  retries: z
    .union([z.enum(['safe', 'idempotent', 'none']), fullRetries])
    .optional()
    .describe(
      withDefault(
        'When the gateway retries: `safe` (only if the service did not process the request), `idempotent` (also after 502, 503, 504 and resets), `none`, or `{ attempts, on, perTryTimeout, backoff }`',
        DEFAULTS.service.retries,
      ),
    ),
  streamIdleTimeout: duration
    .optional()
    .describe(
      `${withDefault('Time without data in either direction after which a request or stream ends', DEFAULTS.service.streamIdleTimeout)} \`0s\`: no limit.`,
    ),
  connection: later(() =>
    z.strictObject({
      connectTimeout: time
        .optional()
        .describe(withDefault('Time to connect, including TLS', DEFAULTS.connection.connectTimeout)),
      idleTimeout: time
        .optional()
        .describe(
          withDefault('Time without requests after which a connection closes', DEFAULTS.connection.idleTimeout),
        ),
      maxDuration: time
        .optional()
        .describe(withDefault('Time after which a connection gets no new requests', DEFAULTS.connection.maxDuration)),
      maxRequests: count(4_294_967_295)
        .optional()
        .describe(withDefault('Number of requests for each connection', DEFAULTS.connection.maxRequests)),
    }),
  )
    .optional()
    .describe('Connections from the proxies to the service.'),
  circuitBreaker: later(() =>
    z.strictObject({
      maxConnections: count(4_294_967_295)
        .optional()
        .describe(withDefault('Connections of one proxy replica to the service', DEFAULTS.circuitBreaker)),
      maxPendingRequests: count(4_294_967_295)
        .optional()
        .describe(withDefault('Requests that wait for a connection', DEFAULTS.circuitBreaker)),
      maxParallelRequests: count(4_294_967_295)
        .optional()
        .describe(withDefault('Parallel requests of one proxy replica', DEFAULTS.circuitBreaker)),
    }),
  )
    .optional()
    .describe('Limits for each proxy replica, in place of the computed ones. A request above a limit gets 503.'),
  outlierDetection: later(() =>
    z.union([
      z.literal('none'),
      z.strictObject({
        consecutiveErrors: count(1000)
          .optional()
          .describe(
            withDefault(
              '5xx responses in a row after which an endpoint is removed',
              DEFAULTS.outlier.consecutiveErrors,
            ),
          ),
        interval: time.optional().describe(withDefault('Time between two evaluations', DEFAULTS.outlier.interval)),
        ejectionTime: time
          .optional()
          .describe(
            withDefault('Time without requests, multiplied by the number of removals', DEFAULTS.outlier.ejectionTime),
          ),
        maxEjectionPercent: count(100)
          .optional()
          .describe(withDefault('Percentage of endpoints that may be removed', DEFAULTS.outlier.maxEjectionPercent)),
      }),
    ]),
  )
    .optional()
    .describe('Removal of endpoints whose responses fail: `none` or `{ consecutiveErrors, ... }`.'),
};
