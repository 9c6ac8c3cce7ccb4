import * as z from 'zod';
import { refusal, refuse } from '../diagnostics/refusal.ts';
import { hostname, path, port } from './scalars.ts';

const URL_FORM = /^(https?):\/\/([^/:?#]+)(?::(\d{1,5}))?(\/[^?#]*)?$/;

const parts = z.strictObject({
  scheme: z.enum(['http', 'https']).optional().describe('Scheme of the new URL (default: that of the request).'),
  hostname: hostname.optional().describe('Host of the new URL (default: that of the request).'),
  port: port.optional().describe('Port of the new URL (default: that of the scheme).'),
  path: path
    .optional()
    .describe('Path of the new URL. It replaces the prefix of `from`, or the whole path if `from` is no prefix.'),
});

/** Where a redirect leads: a path, a URL, or its parts. */
export const redirectTarget = z
  .union([
    z.string().transform((text, ctx): z.output<typeof parts> => {
      const url = URL_FORM.exec(text);
      const value = url
        ? {
            scheme: url[1],
            hostname: url[2],
            ...(url[3] && { port: Number(url[3]) }),
            ...(url[4] && url[4] !== '/' && { path: url[4] }),
          }
        : { path: text };
      const parsed = parts.safeParse(value);
      if (parsed.success) return parsed.data;
      refuse(ctx, refusal('InvalidRedirectTarget', { value: text }));
      return z.NEVER;
    }),
    parts,
  ])
  .describe(
    'Where the redirect leads: a path `/new`, a URL `https://www.example.com/new`, or `{ scheme, hostname, port, path }`.',
  );
