// The parts of a rate limit in addition to its limits: tiers, exemptions, limits of methods, cost.
import * as z from 'zod';
import { refusal, refuse } from '../diagnostics/refusal.ts';
import { later } from './later.ts';
import { limitList } from './limit.ts';
import { cidr, clientId, headerName, label, path, word } from './scalars.ts';

const oneOrMore = z.union([word.transform((v) => [v]), z.array(word).min(1).max(64)]);

/** A map with exactly one entry, as name and values. */
const oneValueMap = (name: z.ZodType<string, string>) =>
  z.record(name, oneOrMore).transform((map, ctx) => {
    const [first, ...more] = Object.entries(map);
    if (first && more.length === 0) return { name: first[0], values: first[1] };
    refuse(ctx, refusal('TierMatchCount'));
    return z.NEVER;
  });

const tier = later(() =>
  z
    .strictObject({
      clients: z.array(clientId).min(1).max(256).optional().describe('API key clients of the tier.'),
      claim: oneValueMap(z.string().min(1).max(253))
        .optional()
        .describe(
          'Claim of a token and its values in the tier: `{ plan: gold }`. A jwt method must forward the claim.',
        ),
      header: oneValueMap(headerName)
        .optional()
        .describe('Header that an authentication method sets, and its values in the tier: `{ x-plan: gold }`.'),
      limits: limitList.describe('Limits of each client of the tier: `1000/minute`, or a list.'),
    })
    .transform(({ clients, claim, header, limits }, ctx) => {
      const given = [
        ...(clients ? [{ by: 'clients', name: '', values: clients } as const] : []),
        ...(claim ? [{ by: 'claim', ...claim } as const] : []),
        ...(header ? [{ by: 'header', ...header } as const] : []),
      ];
      if (given.length !== 1) refuse(ctx, refusal('TierMatchCount'));
      return { match: given[0] ?? ({ by: 'clients', name: '', values: [] as string[] } as const), limits };
    }),
);

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

const exempt = later(() =>
  z
    .strictObject({
      clients: z.array(clientId).min(1).max(64).optional().describe('API key clients without a limit.'),
      cidrs: z
        .array(cidr)
        .min(1)
        .max(16)
        .optional()
        .describe('Network whose requests are not limited. Envoy Gateway can exempt one.'),
      paths: z.array(path).min(1).max(16).optional().describe('Path prefixes whose requests are not limited.'),
    })
    .describe(
      'Requests that no limit counts: `{ clients: [probe] }`, `{ cidrs: [10.0.0.0/8] }`, `{ paths: [/health] }`.',
    ),
);

const hits = z.number().int().min(0).max(1_000_000);

const cost = later(() =>
  z
    .strictObject({
      request: hits
        .optional()
        .describe(
          'How much a request counts before it is sent to the service; 0: it must only find the limit not used up.',
        ),
      response: z
        .union([
          hits.transform((number) => ({ number })),
          z
            .strictObject({
              metadata: z
                .strictObject({
                  namespace: word.describe('Namespace of the dynamic metadata: `com.example.usage`.'),
                  key: word.describe('Key with the number: `tokens`.'),
                })
                .describe('Dynamic metadata of the request that an extension writes.'),
            })
            .transform(({ metadata }) => metadata),
        ])
        .optional()
        .describe(
          'How much counts after the response: a number, or `{ metadata: { namespace, key } }` that an extension writes.',
        ),
    })
    .describe('How much a request counts (default: 1). Needs scope global.'),
);

/** Keys that the rate limit of the API and the one of a service have. */
export const limitParts = {
  tiers: z
    .record(label, tier)
    .optional()
    .describe(
      'Clients with limits of their own, by name: `{ gold: { clients: [acme], limits: 1000/minute } }`. The first tier that matches applies; all others have the usual limits.',
    ),
  perMethod: z
    .partialRecord(z.enum(METHODS), limitList)
    .optional()
    .describe(
      'Limits of HTTP methods, in addition to the other limits, of every client: `{ POST: 10/minute }`. gRPC calls are POST.',
    ),
  exempt: exempt.optional(),
  cost: cost.optional(),
};

export type LimitTierAnswer = z.output<typeof tier>;
export type ExemptAnswer = z.output<typeof exempt>;
export type CostAnswer = z.output<typeof cost>;
export type PerMethodAnswer = NonNullable<z.output<typeof limitParts.perMethod>>;
