import * as z from 'zod';
import { wholeKib } from '../../values/byte-size.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { later } from '../../values/later.ts';
import { cidr, duration } from '../../values/scalars.ts';

const clientsBehind = later(() =>
  z
    .union([
      z.literal('direct').transform(() => ({ type: 'direct' }) as const),
      z.literal('proxyProtocol').transform(() => ({ type: 'proxyProtocol' }) as const),
      z
        .strictObject({
          trustedHops: z.number().int().min(1).max(100).describe('Number of trusted proxies in front of the Gateway.'),
        })
        .transform((h) => ({ type: 'trustedHops', hops: h.trustedHops }) as const),
      z
        .strictObject({
          trustedCIDRs: z
            .array(cidr)
            .min(1)
            .max(64)
            .describe('Networks of the trusted proxies in front of the Gateway.'),
        })
        .transform((t) => ({ type: 'trustedCIDRs', cidrs: t.trustedCIDRs }) as const),
    ])
    .describe(
      withDefault(
        'What is in front of the Gateway: `direct` (nothing, or a load balancer that keeps the client address), `proxyProtocol`, `{ trustedHops: 1 }` or `{ trustedCIDRs: [...] }`',
        DEFAULTS.traffic.clientsBehind,
      ),
    ),
);

/** What the gateway must carry, and what is in front of it. */
export const traffic = z
  .strictObject({
    peakRequestsPerSecond: z
      .number()
      .int()
      .min(1)
      .max(10_000_000)
      .optional()
      .describe(withDefault('Requests per second at the peak', DEFAULTS.traffic.peakRequestsPerSecond)),
    p95Latency: duration
      .optional()
      .describe(
        withDefault(
          '95th percentile of the latency of the slowest important service, at the peak',
          DEFAULTS.traffic.p95Latency,
        ),
      ),
    longestTimeout: duration
      .optional()
      .describe(
        `${withDefault('Longest `timeout` that a service may set; the listener waits this long for a complete request', DEFAULTS.traffic.longestTimeout)} Set it if a team with its own answers file needs a timeout above ${DEFAULTS.traffic.longestTimeout.values.teams}. \`0s\`: no limit.`,
      ),
    clientsBehind: clientsBehind.optional(),
    maxRequestHeaders: wholeKib({ least: '8Ki', most: '8Mi' })
      .optional()
      .describe(
        withDefault(
          'Largest size of all headers of a request together: `96Ki`; larger ones get 431, or a reset over HTTP/2',
          DEFAULTS.traffic.maxRequestHeaders,
        ),
      ),
    clientBuffer: wholeKib({ least: '16Ki', most: '64Mi' })
      .optional()
      .describe(
        withDefault(
          'Buffer of each connection of a client, in memory of the proxies: `64Ki`',
          DEFAULTS.traffic.clientBuffer,
        ),
      ),
    backendBuffer: wholeKib({ least: '16Ki', most: '64Mi' })
      .optional()
      .describe(withDefault('Buffer of each connection to a service: `64Ki`', DEFAULTS.traffic.backendBuffer)),
  })
  .describe('Expected traffic, from which replicas, resources and limits are calculated.');
