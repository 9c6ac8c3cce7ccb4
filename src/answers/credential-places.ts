// Where each kind of method reads the credential of a client.
import type { AuthMethod, ExtAuthMethod } from './schema/auth-schema.ts';

/** Headers by lowercase name, with the spelling of the answers; query parameters and cookies by name. */
export interface Places {
  readonly headers: ReadonlyMap<string, string>;
  readonly params: readonly string[];
  readonly cookies: readonly string[];
}

/** Headers that describe the request rather than its sender. An authorizer may read them, and services need them. */
const OF_REQUEST =
  /^(?:host|accept|accept-.*|content-.*|transfer-encoding|connection|upgrade|te|trailer|expect|range|if-.*|user-agent|origin|referer|forwarded|via|x-forwarded-.*|x-real-ip|x-envoy-.*|x-request-id|traceparent|tracestate|baggage|b3|x-b3-.*|cache-control|access-control-.*|grpc-.*|:.*)$/i;

const headersOf = (m: AuthMethod): readonly string[] => {
  switch (m.type) {
    case 'jwt':
    case 'basic':
      return ['Authorization'];
    case 'apiKey':
      return m.query === undefined && m.cookie === undefined ? [m.header ?? 'X-API-Key'] : [];
    case 'oidc':
      // The session is in several cookies, and their names depend on the policy.
      return ['Cookie'];
    case 'extAuth':
      // Envoy sends Authorization to every HTTP authorizer, and all headers to a gRPC authorizer unless the answers list some.
      return m.http ? ['Authorization', ...named(m)] : m.headers ? named(m) : ['Authorization', 'Cookie'];
  }
};

const named = (m: ExtAuthMethod): string[] => (m.headers ?? []).filter((h) => !OF_REQUEST.test(h));

/** All places from which these methods read credentials. */
export const placesOf = (methods: readonly AuthMethod[]): Places => ({
  headers: new Map(methods.flatMap(headersOf).map((h) => [h.toLowerCase(), h])),
  params: [...new Set(methods.flatMap((m) => (m.type === 'apiKey' && m.query !== undefined ? [m.query] : [])))],
  cookies: [...new Set(methods.flatMap((m) => (m.type === 'apiKey' && m.cookie !== undefined ? [m.cookie] : [])))],
});

/**
 * Credentials in a request that no method verified; `verifying` are the methods, of all methods of a service, that checked the
 * request (none on a public path). A route matches each key by its place, so with a key in addition to other methods only the
 * key was verified.
 */
export const unverifiedPlaces = (all: readonly AuthMethod[], verifying: readonly AuthMethod[]): Places => {
  const read = placesOf(all);
  const verified = placesOf(verifying);
  const headers = new Map([...read.headers].filter(([h]) => !verified.headers.has(h)));
  // A service behind a login or an authorizer may also read its token from this header.
  const byKey = verifying.some((m) => m.type === 'apiKey') && !verified.headers.has('authorization');
  if (byKey && all.some((m) => m.type !== 'apiKey')) headers.set('authorization', 'Authorization');
  return {
    headers,
    params: read.params.filter((p) => !verified.params.includes(p)),
    cookies: headers.has('cookie') ? [] : read.cookies.filter((c) => !verified.cookies.includes(c)),
  };
};
