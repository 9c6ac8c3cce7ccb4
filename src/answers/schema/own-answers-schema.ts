import * as z from 'zod';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { headerValue } from '../../values/header-value.ts';
import { later } from '../../values/later.ts';
import { contentType, maintenance, responseBody } from '../../values/own-response.ts';
import { redirectTarget } from '../../values/redirect-target.ts';
import { headerName, word } from '../../values/scalars.ts';
import { servicePath } from '../../values/service-path.ts';
import { authRef } from './auth-schema.ts';
import { hostList, hostPattern } from './hosts-schema.ts';
import { METHODS } from './transform-schema.ts';

const hosts = {
  hostname: hostPattern.optional().describe('Host name that it is for, if not for all of them.'),
  hostnames: z.array(hostPattern).min(1).max(64).optional().describe('Several host names, instead of hostname.'),
};

/** `hostname` and `hostnames` as one list. */
const withHosts = <T extends { hostname?: string | undefined; hostnames?: string[] | undefined }>(
  { hostname, hostnames, ...rest }: T,
  ctx: z.RefinementCtx,
) => {
  const all = hostList({ hostname, hostnames }, ctx);
  return { ...rest, ...(all && { hostnames: all }) };
};

const redirect = later(() =>
  z
    .strictObject({
      ...hosts,
      from: servicePath.describe('Path that is redirected: a prefix `/old`, or `exact:/old`.'),
      to: redirectTarget,
      status: z
        .union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)])
        .optional()
        .describe(withDefault('Status code: 301, 302, 303, 307 or 308', DEFAULTS.redirect.status)),
    })
    .transform(withHosts),
);

const response = later(() =>
  z
    .strictObject({
      ...hosts,
      path: servicePath.describe('Path that the gateway answers: a prefix `/v0`, or `exact:/robots.txt`.'),
      methods: z
        .array(z.enum(METHODS))
        .min(1)
        .optional()
        .describe('HTTP methods that are answered (default: all methods).'),
      status: z.number().int().min(200).max(599).describe('Status code of the response.'),
      body: responseBody.optional().describe('Body of the response.'),
      contentType: contentType.optional().describe('Media type of the body (default: by its first character).'),
      headers: z.record(headerName, headerValue).optional().describe('Headers of the response.'),
      auth: authRef.optional().describe(withDefault('Authentication, as for a service', DEFAULTS.service.auth)),
      publicReason: word.optional().describe('Why the response is public; written as a comment above its policy.'),
    })
    .transform(withHosts),
);

/** What the gateway answers itself. */
export const ownAnswerKeys = {
  redirects: z.array(redirect).min(1).max(1000).optional().describe('Redirects. They are public.'),
  responses: z
    .array(response)
    .min(1)
    .max(200)
    .optional()
    .describe('Fixed responses of the gateway. Authentication applies as to a service.'),
  maintenance: maintenance.optional(),
};
export type RedirectAnswer = z.output<typeof redirect>;
export type ResponseAnswer = z.output<typeof response>;
