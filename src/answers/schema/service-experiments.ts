import * as z from 'zod';
import { refusal } from '../../diagnostics/refusal.ts';
import { backend } from '../../values/backend-address.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { later } from '../../values/later.ts';
import { duration, headerName, ruled, tokenName } from '../../values/scalars.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const day = ruled((s) => {
  const time = DAY.test(s) ? Date.parse(`${s}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(s)
    ? undefined
    : refusal('InvalidDay', { value: s });
}, DAY);

const percent = z.number().int().min(1).max(100);
const FAULTY = withDefault('Percentage of the requests', DEFAULTS.fault.percent);

const sessionPersistence = later(() =>
  z
    .union([
      z.literal('cookie').transform((): { cookie?: string; lifetime?: string } => ({})),
      z.strictObject({
        cookie: tokenName
          .optional()
          .describe(withDefault('Name of the cookie that names the endpoint', DEFAULTS.sessionPersistence.cookie)),
        lifetime: duration
          .optional()
          .describe(withDefault('How long browsers keep the cookie', DEFAULTS.sessionPersistence.lifetime)),
      }),
      z.strictObject({
        header: headerName.describe('Header of responses that names the endpoint; clients send it back.'),
      }),
    ])
    .describe(
      'Keeps a client at the endpoint that answered first: `cookie`, `{ cookie, lifetime }` or `{ header }`, which names the endpoint.',
    ),
);

/** A Service as text. An external server is refused by a rule, which states why. */
const [copies] = backend.options;

const mirror = later(() =>
  z
    .union([
      copies.transform((to): { backend: typeof to; percent?: number | undefined } => ({ backend: to })),
      z.strictObject({
        backend: copies.describe('Service that receives the copies: `next:8080`.'),
        percent: percent
          .optional()
          .describe(withDefault('Percentage of the requests that are copied', DEFAULTS.mirror.percent)),
      }),
    ])
    .describe(
      'Service that also receives the requests; its responses are dropped: `next:8080` or `{ backend, percent }`.',
    ),
);

const fault = later(() =>
  z
    .strictObject({
      delay: z
        .strictObject({
          time: duration.describe('How long a request waits.'),
          percent: percent.optional().describe(FAULTY),
        })
        .optional()
        .describe('Delays requests.'),
      abort: z
        .strictObject({
          status: z.number().int().min(400).max(599).describe('Status code of the response.'),
          percent: percent.optional().describe(FAULTY),
        })
        .optional()
        .describe('Answers in place of the service.'),
      until: day.describe('Last day of the test: `2027-01-31`.'),
    })
    .describe('Faults for a test of the clients, until a day.'),
);

/** Keys for sessions of clients at one endpoint, and for tests with real requests. */
export const experimentKeys = {
  sessionPersistence: sessionPersistence.optional(),
  mirror: mirror.optional(),
  fault: fault.optional(),
};
