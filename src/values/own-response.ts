import * as z from 'zod';
import type { ValuesOf } from '../diagnostics/catalogue.ts';
import { type Refusal, refusal } from '../diagnostics/refusal.ts';
import { later } from './later.ts';
import { duration, ruled } from './scalars.ts';

/** The objects of a cluster hold little more than 1 MiB, and Envoy keeps each body in memory for each route. */
const LONGEST_BODY = 65_536;
const CONTENT_TYPE = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+(?:; ?[a-z0-9-]+=[A-Za-z0-9._-]+)*$/;

const no = (reason: ValuesOf<'InvalidResponse'>['reason'], value: string): Refusal =>
  refusal('InvalidResponse', { reason, value });

/** A text that the gateway sends as a body; `%` is an ordinary character. */
export const responseBody = ruled((s) =>
  s.length > LONGEST_BODY ? no('long', String(s.length)) : s === '' ? no('empty', s) : undefined,
);

/** A media type: `text/html; charset=utf-8`. */
export const contentType = ruled((s) => (s.length <= 128 && CONTENT_TYPE.test(s) ? undefined : no('contentType', s)));

/** Envoy reads operators such as %PROTOCOL% in bodies; `%%` is a percent sign. */
export const literalBody = (text: string): string => text.replaceAll('%', '%%');

/** The media type of a text without an answered one. */
export const contentTypeOf = (body: string): string =>
  /^\s*</.test(body)
    ? 'text/html; charset=utf-8'
    : /^\s*[[{]/.test(body)
      ? 'application/json'
      : 'text/plain; charset=utf-8';

interface MaintenanceResponse {
  readonly retryAfter?: string | undefined;
  readonly page?: string | undefined;
  readonly contentType?: string | undefined;
}

/** What the gateway answers in place of a service that is in maintenance. */
export const maintenance = later(() =>
  z
    .union([
      z.boolean().transform((on): MaintenanceResponse | false => (on ? {} : false)),
      z.strictObject({
        retryAfter: duration.optional().describe('When clients may try again: the header Retry-After, in seconds.'),
        page: responseBody.optional().describe('The body of the response.'),
        contentType: contentType.optional().describe('Media type of the page (default: by its first character).'),
      }),
    ])
    .describe(
      'Maintenance: `true` or `{ retryAfter, page, contentType }`. The gateway answers 503 in place of the service; authentication applies before.',
    ),
);
