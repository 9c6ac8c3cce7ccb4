// Schema and intent of external authorizers.
import * as z from 'zod';
import { refusal, refuse } from '../../diagnostics/refusal.ts';
import type { AuthIntent, PrivateServerIntent } from '../../model/intent.ts';
import { backendService, type ServiceBackend } from '../../values/backend-address.ts';
import { byteSize } from '../../values/byte-size.ts';
import { ca } from '../../values/ca.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { duration, headerName, word } from '../../values/scalars.ts';
import { requestPath } from '../../values/urls.ts';

/** The proxies hold such a body in memory for each request; the field has 32 bits. */
const bodySize = byteSize({ least: '1', most: '4294967295' });

const address = word.transform((url, ctx) => {
  const m = /^http(s?):\/\/([^/]+)(\/.*)?$/.exec(url);
  const tls = m?.[1] === 's';
  const place = m?.[2] ?? '';
  const to = backendService.safeParse(tls && !place.includes(':') ? `${place}:443` : place);
  if (m && to.success && (m[3] === undefined || requestPath(m[3]))) return { ...to.data, path: m[3], tls };
  refuse(ctx, refusal('InvalidAuthorizer'));
  return z.NEVER;
});

export const extAuthSchema = z
  .strictObject({
    type: z.literal('extAuth').describe('The kind of authentication.'),
    grpc: backendService
      .optional()
      .describe('An authorizer with the API envoy.service.auth.v3: `authz:9001`. The gateway uses TLS if `ca` is set.'),
    http: z
      .union([address])
      .optional()
      .describe(
        'An authorizer that answers 200 to allow a request: `http://authz:8080/check`. It receives the method, host and query of the request; see `path`.',
      ),
    path: z
      .enum(['append', 'fixed'])
      .optional()
      .describe(
        withDefault(
          'With http. `append`: the path of the request follows the path of the URL, /check/users for /users. `fixed`: always the path of the URL, so the authorizer does not know the path of the request',
          DEFAULTS.auth.extAuthPath,
        ),
      ),
    ca: ca.optional(),
    failOpen: z
      .boolean()
      .optional()
      .describe(withDefault('true: all requests pass while the authorizer is down', DEFAULTS.auth.extAuthFailOpen)),
    timeout: duration.optional().describe(withDefault('Timeout of one call', DEFAULTS.auth.extAuthTimeout)),
    headers: z.array(headerName).max(64).optional().describe('Request headers that the authorizer receives.'),
    body: bodySize
      .optional()
      .describe(
        'The authorizer receives the body of the request, up to this size: `8Ki`. Requests with a larger body get 413.',
      ),
    headersToBackend: z
      .array(headerName)
      .max(64)
      .optional()
      .describe('Headers of its answer that the service receives (http).'),
  })
  .superRefine((m, ctx) => {
    if (m.path !== undefined && m.http?.path === undefined)
      refuse(ctx, refusal('AuthorizerPathUnused', { path: m.path }), ['path']);
    if ((m.grpc === undefined) === (m.http === undefined))
      refuse(ctx, refusal('AuthorizerMissing', { twice: m.grpc !== undefined }));
  });
export type ExtAuthMethod = z.output<typeof extAuthSchema>;

export interface ExtAuthIntent extends AuthIntent {
  readonly method: string;
  readonly protocol: 'grpc' | 'http';
  readonly backend: ServiceBackend;
  /** TLS to it; undefined: clear text. */
  readonly server: PrivateServerIntent | undefined;
  /** HTTP: the path of the call; undefined: the path of the request. */
  readonly path: string | undefined;
  /** true: the path of the request is appended to it; false: it replaces the path of the request. */
  readonly appendsPath: boolean;
  readonly failOpen: boolean;
  readonly timeout: string;
  readonly headers: readonly string[];
  readonly headersToBackend: readonly string[];
  /** The largest body, in bytes, that is sent to it; undefined: none is sent. */
  readonly body: number | undefined;
}

/** Headers that an authorizer may read but that are never removed: they describe the request, and services need them. */
const OF_REQUEST =
  /^(?:host|accept|accept-.*|content-.*|transfer-encoding|connection|upgrade|te|trailer|expect|range|if-.*|user-agent|origin|referer|forwarded|via|x-forwarded-.*|x-real-ip|x-envoy-.*|x-request-id|traceparent|tracestate|baggage|b3|x-b3-.*|cache-control|access-control-.*|grpc-.*|:.*)$/i;

export const ofClient = (m: ExtAuthMethod): string[] => (m.headers ?? []).filter((h) => !OF_REQUEST.test(h));

/** Envoy appends the path of the request to the prefix, so the prefix has no trailing slash. */
export const authorizerPath = (m: ExtAuthMethod): Pick<ExtAuthIntent, 'path' | 'appendsPath'> => {
  if ((m.path ?? DEFAULTS.auth.extAuthPath.value) === 'fixed') return { path: m.http?.path, appendsPath: false };
  const prefix = m.http?.path?.replace(/\/+$/, '');
  return { path: prefix === '' ? undefined : prefix, appendsPath: true };
};
