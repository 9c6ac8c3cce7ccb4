import * as z from 'zod';
import { refusal, refuse } from '../../diagnostics/refusal.ts';
import { backend } from '../../values/backend-address.ts';
import { ca } from '../../values/ca.ts';
import { matchValue } from '../../values/header-value.ts';
import { later } from '../../values/later.ts';
import { headerName, ruled } from '../../values/scalars.ts';

const PERCENT = /^(?:100|\d{1,2})%$/;
/** `10` or `10%`. */
const percentage = z.union([
  z.number().int().min(0).max(100),
  ruled((s) => (PERCENT.test(s) ? undefined : refusal('InvalidPercentage', { value: s })), PERCENT).transform((s) =>
    Number(s.slice(0, -1)),
  ),
]);

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

export const canary = later(() =>
  z
    .strictObject({
      backend,
      weight: percentage.describe('Percentage of requests that go to the canary, from 0 to 100: `10` or `10%`.'),
      header: canaryHeader.optional().describe('Header of requests that always go to the canary: `x-canary: always`.'),
    })
    .describe('Second version of the service, which receives a percentage of the requests.'),
);

const weighted = later(() =>
  z.strictObject({
    backend,
    weight: z
      .number()
      .int()
      .min(0)
      .max(1_000_000)
      .describe('Share of the requests, relative to the other weights. 0: none.'),
  }),
);
export type WeightedBackend = z.output<typeof weighted>;

/** Where the requests of a service go. */
export const backendKeys = {
  backend: backend.optional(),
  backends: z
    .array(weighted)
    .min(2)
    .max(16)
    .optional()
    .describe('Several backends with weights, instead of backend: `[{ backend: users-a:8080, weight: 3 }, ...]`.'),
  canary: canary.optional(),
  ca: ca.optional(),
  failover: backend
    .optional()
    .describe('Backend that receives all requests while no endpoint of `backend` is healthy.'),
};
