import * as z from 'zod';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { later } from '../../values/later.ts';
import { contentType, responseBody } from '../../values/own-response.ts';

const format = z.enum(['plain', 'problem+json']);

const page = later(() =>
  z.strictObject({
    status: z
      .union([z.number().int().min(400).max(599), z.enum(['4xx', '5xx'])])
      .describe('Status code, or a class: `4xx`, `5xx`.'),
    body: responseBody.describe('Body of the response.'),
    contentType: contentType.optional().describe('Media type of the body (default: by its first character).'),
    from: z
      .enum(['gateway', 'services', 'both'])
      .optional()
      .describe(
        withDefault('Whose responses get this body: `gateway`, `services` or `both`', DEFAULTS.errorPages.from),
      ),
  }),
);
export type ErrorPage = z.output<typeof page>;

export const errors = later(() =>
  z
    .union([
      format,
      z.strictObject({
        format: format.optional().describe(withDefault('Bodies of responses without a page', DEFAULTS.errors)),
        pages: z.array(page).min(1).max(32).describe('Bodies of your own, by status code.'),
      }),
    ])
    .describe(
      withDefault(
        "Response bodies of the gateway's 401, 403, 429 and 503: `plain`, `problem+json`, or `{ format, pages }` with your own (these responses then have no X-RateLimit headers)",
        DEFAULTS.errors,
      ),
    ),
);
type Errors = z.output<typeof errors>;

/** The format of errors without a page of their own. */
export const errorFormat = ({ errors: e }: { readonly errors?: Errors | undefined }): z.output<typeof format> =>
  (typeof e === 'object' ? e.format : e) ?? DEFAULTS.errors.value;

export const errorPages = ({ errors: e }: { readonly errors?: Errors | undefined }): readonly ErrorPage[] =>
  typeof e === 'object' ? e.pages : [];
