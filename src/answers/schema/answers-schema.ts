import * as z from 'zod';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { rateLimit } from '../../values/limits.ts';
import { mesh } from '../../values/mesh-answer.ts';
import { network } from '../../values/network-answer.ts';
import { auth, deny } from './auth-schema.ts';
import { compression, maxRequestBody } from './bodies-schema.ts';
import { cors } from './cors-schema.ts';
import { envoyGateway } from './envoy-gateway-schema.ts';
import { errors } from './errors-schema.ts';
import { gateway } from './gateway-schema.ts';
import { hostKeys } from './hosts-schema.ts';
import { manifests } from './manifests-schema.ts';
import { observability } from './observability-schema.ts';
import { output } from './output-schema.ts';
import { ownAnswerKeys } from './own-answers-schema.ts';
import { patches } from './patches-schema.ts';
import { platform } from './platform-schema.ts';
import { proxy } from './proxy-schema.ts';
import { secrets } from './secrets-schema.ts';
import { service } from './service-schema.ts';
import { streams } from './streams-schema.ts';
import { suppress } from './suppress-schema.ts';
import { delivery, owner, teams } from './teams-schema.ts';
import { http3 } from './tls-protocols-schema.ts';
import { optionalTls } from './tls-schema.ts';
import { traffic } from './traffic-schema.ts';
import { transform } from './transform-schema.ts';

/** The answers file. Input: with shorthands. Output: expanded, without defaults. */
export const answersSchema = z
  .strictObject({
    version: z.literal(1).describe('Version of the answers file format.'),
    ...hostKeys,
    gateway: gateway.optional(),
    platform: platform.optional(),
    proxy: proxy.optional(),
    envoyGateway: envoyGateway.optional(),
    tls: optionalTls,
    http3: http3.optional(),
    services: z
      .array(service)
      .min(1)
      .max(20000)
      .optional()
      // Where teams have all of them, the root file has none; that some are there is a rule across answers.
      .transform((list) => list ?? [])
      .describe('Services behind the gateway, and their versions.'),
    ...ownAnswerKeys,
    streams: streams.optional(),
    auth: auth.optional(),
    deny: deny.optional(),
    rateLimit: rateLimit.optional(),
    transform: transform.optional(),
    traffic: traffic.optional(),
    maxRequestBody: maxRequestBody.optional(),
    compression: compression.optional(),
    cors: cors.optional(),
    errors: errors.optional(),
    observability: observability.optional(),
    network: network.optional(),
    mesh: mesh.optional(),
    secrets: secrets.optional(),
    layout: z
      .enum(['single', 'app-of-apps'])
      .optional()
      .describe(
        withDefault(
          'Layout of the output folder: `single` (one folder, one owner) or `app-of-apps` (one unit for the platform and one for each team)',
          DEFAULTS.layout,
        ),
      ),
    owners: z
      .array(owner)
      .min(1)
      .max(16)
      .optional()
      .describe('With teams: owners of this file and of the platform unit in CODEOWNERS: `@acme/platform`.'),
    teams: teams.optional(),
    delivery: delivery.optional(),
    manifests: manifests.optional(),
    patches: patches.optional(),
    suppress: suppress.optional(),
    output: output
      .optional()
      .describe(
        withDefault('Output folder, relative to the folder of this file; `-o DIR` takes precedence', DEFAULTS.output),
      ),
  })
  .describe('Answers of eg-api-gateway.');

/** Answers as validated: expanded shorthands, no defaults. */
export type Answers = z.output<typeof answersSchema>;
/** Answers as written in a file, with shorthands. */
export type AnswersInput = z.input<typeof answersSchema>;
