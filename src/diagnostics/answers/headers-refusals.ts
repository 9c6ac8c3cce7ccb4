import { define, type Group } from '../definition.ts';
import { quote } from '../shown.ts';
import { HEADER_IS, type HeaderClass } from './header-words.ts';

/** What an answer does with a header. */
type HeaderUse = 'transform' | 'rateLimit' | 'authorizer' | 'apiKey' | 'match' | 'hash' | 'identity';

/** Why a reserved header cannot be used, and what to write instead. */
const USES: Readonly<Record<HeaderUse, readonly [why: string, fix: string]>> = {
  transform: ['Services would trust a value that is set here, or miss one that is removed.', 'Choose another header.'],
  rateLimit: [
    'It is the same for all clients, differs in each request, or is chosen by the client, so it limits nobody.',
    'Write sourceIP, { apiKey: true }, { claim: sub }, or a header that identifies the client.',
  ],
  authorizer: [
    'Headers that the authorizer sets are removed from every request first, so that clients cannot forge them. The original value of this header would be lost.',
    'Write a dedicated header such as X-Auth-User, and set it in the authorizer.',
  ],
  apiKey: [
    'The header has another purpose, so a key in it could be changed, removed or disclosed.',
    'Send the key in a dedicated header such as X-API-Key.',
  ],
  match: [
    'A route is matched before authentication, by the headers that the client sends. A match by this header is not reliable: it is removed, rewritten or secret.',
    'Match a dedicated header such as X-Api-Version.',
  ],
  hash: [
    'It is the same in all requests or differs in each one, so related requests do not reach the same endpoint.',
    'Hash a header that identifies the client, a cookie, or sourceIP.',
  ],
  identity: [
    "The gateway's credential would replace information that the service needs from this header.",
    'Write the header in which the server expects the credential, such as Authorization or X-API-Key.',
  ],
};

export const headersRefusals = {
  HeaderTwice: define<{ header: string }>({
    severity: 'error',
    sample: { header: 'X-Tenant' },
    words: ({ header }) => ({
      what: `The header ${header} is written twice.`,
      why: 'Header names are not case-sensitive, so both entries are for the same header.',
      fix: 'Remove one of them.',
    }),
  }),
  PercentInHeaderValue: define<{ value: string }>({
    severity: 'error',
    sample: { value: '100%' },
    example: { before: 'set: { X-Share: 100% }', after: 'set: { X-Share: 100%% }' },
    words: ({ value }) => ({
      what: `${quote(value)} has a "%" that does not start a supported operator.`,
      why: 'The API server accepts it, but Envoy then rejects the whole route configuration (envoyproxy/gateway issue 7192).',
      fix: 'Write "%%" for a percent sign, or an operator such as %REQ(X-REQUEST-ID)%.',
    }),
  }),
  InvalidHeaderValue: define<
    | { reason: 'control' }
    | { reason: 'length'; empty: boolean; most: number }
    | { reason: 'spaces'; value: string; suggestion: string }
    | { reason: 'ascii'; value: string }
  >({
    severity: 'error',
    sample: { reason: 'spaces', value: ' v2', suggestion: 'v2' },
    words: (values) => {
      switch (values.reason) {
        case 'control':
          return {
            what: 'The header value has a line break or another control character.',
            why: 'It would end the header and start another one.',
            fix: 'Write the value on one line.',
          };
        case 'length':
          return {
            what: values.empty
              ? 'The header value is empty.'
              : `The header value is longer than ${values.most} characters.`,
            why: 'The API server rejects it.',
            fix: `Write 1 to ${values.most} characters.`,
          };
        case 'spaces':
          return {
            what: `${quote(values.value)} starts or ends with a space, or has several spaces in a row.`,
            why: 'The API server accepts single spaces between words only.',
            fix: `Write ${quote(values.suggestion)}.`,
          };
        case 'ascii':
          return {
            what: `${quote(values.value)} has a character that is not ASCII.`,
            why: 'The API server accepts printable ASCII only.',
            fix: 'Write the value in ASCII, for example percent-encoded.',
          };
      }
    },
  }),
  CredentialInHeaderValue: define<{ value: string }>({
    severity: 'error',
    sample: { value: '%REQ(Authorization)%' },
    words: ({ value }) => ({
      what: `${quote(value)} copies a credential into another header.`,
      why: 'The copy reaches logs and services that do not expect a credential.',
      fix: 'Forward a claim or the client ID instead.',
    }),
  }),
  HopByHopHeader: define<{ header: string }>({
    severity: 'error',
    sample: { header: 'Connection' },
    words: ({ header }) => ({
      what: `The header ${header} cannot be changed.`,
      why: `It ${HEADER_IS.connection}.`,
      fix: 'Remove it.',
    }),
  }),
  IdentityHeader: define<{ header: string }>({
    severity: 'error',
    sample: { header: 'X-Client-Id' },
    words: ({ header }) => ({
      what: `transform changes ${header}, which identifies the client.`,
      why: 'Only authentication may set it; a change would remove or forge the identity.',
      fix: 'Choose another header.',
    }),
  }),
  CredentialHeader: define<{ header: string }>({
    severity: 'error',
    sample: { header: 'Authorization' },
    words: ({ header }) => ({
      what: `transform changes ${header}, which ${HEADER_IS.credential}.`,
      why: 'A change would forge the credential, or remove it before a later check reads it.',
      fix: 'Choose another header. To send a credential of the gateway to an external server, write identity: { serviceToken: { secret } }.',
    }),
  }),
  ReservedHeader: define<
    | { header: string; use: HeaderUse; is: HeaderClass }
    /** The header carries the key of this method. */
    | { header: string; use: 'hash'; method: string }
  >({
    severity: 'error',
    sample: { header: 'X-Forwarded-Host', use: 'match', is: 'forwarding' },
    example: { before: 'headers: { X-Forwarded-Host: v2.example.com }', after: 'headers: { X-Api-Version: "2" }' },
    words: (values) => {
      const { header, use } = values;
      const [why, fix] =
        'method' in values
          ? [
              'The key is removed after it is verified, so all requests would have the same hash and go to one endpoint.',
              'Hash a claim header, a dedicated cookie, or sourceIP.',
            ]
          : USES[use];
      return {
        what:
          'method' in values ? `${header} carries the key of ${values.method}.` : `${header} ${HEADER_IS[values.is]}.`,
        why,
        fix,
      };
    },
  }),
  AuthorizerHeaderRemoved: define<{ method: string; header: string }>({
    severity: 'error',
    sample: { method: 'partners', header: 'X-Client-Id' },
    words: ({ method, header }) => ({
      what: `The authorizer ${method} reads ${header}, which is removed from every request.`,
      why: 'Authentication sets this header (claims, headersToBackend, or the gateway itself), so the value that a client sends is removed first.',
      fix: 'Use another header for the authorizer, or for the answer that sets this header.',
    }),
  }),
  TooManyHeaders: define<
    | { count: number; most: number; withApi: boolean }
    | { count: number; most: number; service: string; answered: number }
  >({
    severity: 'error',
    sample: { count: 17, most: 16, withApi: false },
    words: (values) => {
      const { count, most } = values;
      const why = `A filter of an HTTPRoute changes at most ${most} headers.`;
      if ('withApi' in values)
        return {
          what: `${count} headers are changed${values.withApi ? ', including those of the whole API' : ''}.`,
          why,
          fix: values.withApi ? 'Change fewer headers here or in transform of the root.' : 'Change fewer headers.',
        };
      return {
        what: `Up to ${count} headers must be removed from requests to ${values.service}: ${values.answered} by transform, the others because an authentication method reads them.`,
        why,
        fix:
          values.answered > 0
            ? 'Remove fewer headers in transform.request.remove, or list fewer in headers of the authorizer.'
            : 'List fewer headers in headers of the authorizer, or accept fewer methods.',
      };
    },
  }),
} as const satisfies Group;
