// Where each kind of method looks for what a client shows.
import type { AuthMethod, ExtAuthMethod } from './schema/auth-schema.ts';

/** Headers by their name in lower case, with the spelling of the answers; parameters of the query and cookies by their name. */
export interface Places {
  readonly headers: ReadonlyMap<string, string>;
  readonly params: readonly string[];
  readonly cookies: readonly string[];
}

/** An authorizer may look at them, but they say what a request is and not who sent it: no service can do without. */
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
      // The session is in several cookies, whose names depend on the policy.
      return ['Cookie'];
    case 'extAuth':
      // Over HTTP Envoy always sends Authorization; over gRPC everything, unless headers are named.
      return m.http ? ['Authorization', ...named(m)] : m.headers ? named(m) : ['Authorization', 'Cookie'];
  }
};

const named = (m: ExtAuthMethod): string[] => (m.headers ?? []).filter((h) => !OF_REQUEST.test(h));

/** Everything that these methods read. */
export const placesOf = (methods: readonly AuthMethod[]): Places => ({
  headers: new Map(methods.flatMap(headersOf).map((h) => [h.toLowerCase(), h])),
  params: [...new Set(methods.flatMap((m) => (m.type === 'apiKey' && m.query !== undefined ? [m.query] : [])))],
  cookies: [...new Set(methods.flatMap((m) => (m.type === 'apiKey' && m.cookie !== undefined ? [m.cookie] : [])))],
});

/**
 * What a request may carry that nobody verified, where `verifying` of all the methods of a service checked it (none on a public
 * path). Every key is distinguished by its place, so a key next to other methods is the only thing that was verified.
 */
export const unverifiedPlaces = (all: readonly AuthMethod[], verifying: readonly AuthMethod[]): Places => {
  const read = placesOf(all);
  const verified = placesOf(verifying);
  const headers = new Map([...read.headers].filter(([h]) => !verified.headers.has(h)));
  // A service behind a login or an authorizer may take its token from here, too.
  const byKey = verifying.some((m) => m.type === 'apiKey') && !verified.headers.has('authorization');
  if (byKey && all.some((m) => m.type !== 'apiKey')) headers.set('authorization', 'Authorization');
  return {
    headers,
    params: read.params.filter((p) => !verified.params.includes(p)),
    cookies: headers.has('cookie') ? [] : read.cookies.filter((c) => !verified.cookies.includes(c)),
  };
};
