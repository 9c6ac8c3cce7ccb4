import * as z from 'zod';
import { refusal } from '../../diagnostics/refusal.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { later } from '../../values/later.ts';
import { duration, headerName, ruled } from '../../values/scalars.ts';
import { urlProblem } from '../../values/urls.ts';
import { METHODS } from './transform-schema.ts';

const origin = ruled((s) =>
  /^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/.test(s) && urlProblem(s.replace('*.', '')) === undefined
    ? undefined
    : refusal('InvalidOrigin', { value: s }),
);

/** Which web sites may call the API. */
export const cors = later(() =>
  z
    .strictObject({
      origins: z
        .array(origin)
        .min(1)
        .max(64)
        .describe('Origins whose scripts may call the API: `https://app.example.com`.'),
      methods: z
        .array(z.enum(METHODS))
        .min(1)
        .optional()
        .describe(withDefault('Methods that scripts may use', DEFAULTS.cors.methods)),
      headers: z
        .array(headerName)
        .optional()
        .describe(withDefault('Request headers that scripts may set', DEFAULTS.cors.headers)),
      exposeHeaders: z
        .array(headerName)
        .optional()
        .describe('Response headers that scripts may read, in addition to the CORS-safelisted ones.'),
      maxAge: duration
        .optional()
        .describe(withDefault('How long browsers cache the result of a preflight request', DEFAULTS.cors.maxAge)),
      credentials: z
        .boolean()
        .optional()
        .describe(withDefault('Whether scripts may send cookies and other credentials', DEFAULTS.cors.credentials)),
    })
    .describe('CORS: which web sites may call the API from a browser.'),
);
