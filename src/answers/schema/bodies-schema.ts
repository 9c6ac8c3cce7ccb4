// Bodies of requests and responses: their size, and compression.
import * as z from 'zod';
import { byteSize } from '../../values/byte-size.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { later } from '../../values/later.ts';

/** The field has 32 bits. */
const bodySize = byteSize({ least: '1', most: '4294967295' });

/** For all services. */
export const maxRequestBody = bodySize.describe(
  `${withDefault('Largest body of a request: `10Mi`; larger ones get 413', DEFAULTS.maxRequestBody)} The proxies receive the whole body before they forward it. Does not apply to services with protocol grpc or websocket.`,
);

const ENCODINGS = ['br', 'gzip', 'zstd'] as const;
const encodings = z.array(z.enum(ENCODINGS)).min(1);

/** For all services. */
export const compression = later(() =>
  z
    .union([
      z.enum(ENCODINGS).transform((one) => ({ encodings: [one] })),
      encodings.transform((list) => ({ encodings: list })),
      z.strictObject({
        encodings: encodings.describe('Encodings, the preferred one first: `br`, `gzip`, `zstd`.'),
        minLength: byteSize({ least: '30', most: '4294967295' })
          .optional()
          .describe(
            withDefault('Responses with a smaller Content-Length are not compressed', DEFAULTS.compression.minLength),
          ),
      }),
    ])
    .describe(
      withDefault(
        'Compresses responses (JSON, XML, HTML, CSS, JavaScript, plain text, SVG) for clients that accept it: `[br, gzip]`, or `{ encodings, minLength }`',
        DEFAULTS.compression.encodings,
      ),
    ),
);

/** Of a service. */
export const bodyKeys = {
  maxRequestBody: z
    .union([z.literal('none'), bodySize])
    .optional()
    .describe(
      withDefault(
        'Largest body of a request: `10Mi`, or `none`; larger ones get 413, and the proxies receive the whole body before they forward it',
        DEFAULTS.service.maxRequestBody,
      ),
    ),
  compression: z
    .literal('none')
    .optional()
    .describe(withDefault('`none`: responses of this service are not compressed', DEFAULTS.service.compression)),
};
