import * as z from 'zod';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { later } from '../../values/later.ts';
import { podKeys } from '../../values/pod-answers.ts';

const count = z.number().int().min(1).max(1000);

/** The pods of the proxies: what is set here replaces what is calculated from `traffic`. */
export const proxy = later(() =>
  z
    .strictObject({
      replicas: z
        .union([
          count.transform((n) => ({ min: n, max: n })),
          z.strictObject({
            min: count.optional().describe('Replicas that always run.'),
            max: count.optional().describe('Replicas at most, while the load is high.'),
          }),
        ])
        .optional()
        .describe(withDefault('Replicas of the proxies: a fixed number, or `{ min, max }`', DEFAULTS.proxy.replicas)),
      cpuUtilization: z
        .number()
        .int()
        .min(10)
        .max(95)
        .optional()
        .describe(
          withDefault('Percentage of the requested CPU above which replicas are added', DEFAULTS.proxy.cpuUtilization),
        ),
      ...podKeys,
    })
    .describe('Sizes and placement of the proxies, in place of those that are calculated from traffic.'),
);
