import * as z from 'zod';
import { headerValue } from '../../values/header-value.ts';
import { later } from '../../values/later.ts';
import { headerName } from '../../values/scalars.ts';

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE'] as const;

const headerChanges = later(() =>
  z.strictObject({
    set: z.record(headerName, headerValue).optional().describe('Headers to set; an existing value is replaced.'),
    add: z.record(headerName, headerValue).optional().describe('Headers to add; an existing value is kept.'),
    remove: z.array(headerName).optional().describe('Headers to remove.'),
  }),
);

export const transform = later(() =>
  z
    .strictObject({
      request: headerChanges
        .optional()
        .describe('Changes of the request headers before the service receives the request.'),
      response: headerChanges
        .optional()
        .describe('Changes of the response headers before the client receives the response.'),
    })
    .describe('Changes of request and response headers.'),
);
export type Transform = z.output<typeof transform>;
