import { constant, define, type Group } from '../definition.ts';
import { quote } from '../shown.ts';

/** Redirects, fixed responses, maintenance. */
export const ownAnswersRefusals = {
  InvalidResponse: define<{ reason: 'long' | 'empty' | 'contentType' | 'noBody'; value: string }>({
    severity: 'error',
    sample: { reason: 'contentType', value: 'html' },
    words: ({ reason, value }) => {
      const [what, why, fix] = {
        long: [
          `The body has ${value} characters, more than 65536.`,
          'Each proxy keeps the body in memory for each route.',
          'Serve the page from a backend.',
        ],
        empty: ['The body is empty.', 'Without the key, the response has no body either.', 'Remove the key.'],
        contentType: [
          `${quote(value)} is not a media type.`,
          'Clients would guess what the body contains.',
          'Write text/html; charset=utf-8, application/json or text/plain.',
        ],
        noBody: [
          `A response with status ${value} has no body (RFC 9110).`,
          'Clients would read the body as the beginning of the next response.',
          'Remove body, or choose another status.',
        ],
      }[reason] as [string, string, string];
      return { what, why, fix };
    },
  }),
  InvalidRedirectTarget: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'www.example.com/new' },
    words: ({ value }) => ({
      what: `${quote(value)} is neither a path nor a URL that a redirect can lead to.`,
      why: 'HTTPRoute can set scheme, host, port and path; the query of the request stays.',
      fix: 'Write /new or https://www.example.com/new, without a query and a fragment.',
    }),
  }),
  RedirectLoop: define<{ from: string; to: string }>({
    severity: 'error',
    sample: { from: '/old', to: '/old/new' },
    example: {
      before: 'redirects:\n  - { from: /old, to: /old/new }',
      after: 'redirects:\n  - { from: exact:/old, to: /old/new }',
    },
    words: ({ from, to }) => ({
      what: `The redirect from ${from} leads to ${to}, which it redirects again.`,
      why: 'Browsers would stop with an error after about 20 redirects.',
      fix: 'Write exact: in front of the path in from, or another target.',
    }),
  }),
  RedirectToHttp: define<{ from: string }>({
    severity: 'error',
    sample: { from: '/old' },
    words: ({ from }) => ({
      what: `The redirect from ${from} leads to http on the host of the request.`,
      why: 'The gateway redirects http to https, so the requests would never end.',
      fix: 'Remove scheme, or write a hostname that the gateway does not serve.',
    }),
  }),
  RedirectAtRoot: define<{ path: string }>({
    severity: 'error',
    sample: { path: '/docs' },
    words: ({ path }) => ({
      what: `A redirect from / cannot put ${path} in front of the path.`,
      why: `Envoy Gateway loses the slash at path /: /version would lead to ${path}version.`,
      fix: 'Redirect single paths (exact:/), or lead to another host without a path.',
    }),
  }),
  GrpcCors: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'calls' },
    words: ({ service }) => ({
      what: `Service ${service} has protocol: grpc and cors.`,
      why: 'Browsers cannot call gRPC, and the gateway does not translate gRPC-Web.',
      fix: 'Remove cors.',
    }),
  }),
  CorsOfTeams: define<{ team: string }>({
    severity: 'error',
    sample: { team: 'payments' },
    words: ({ team }) => ({
      what: `A service of team ${team} has its own cors.`,
      why: 'The admission policies of teams allow only the CORS settings of the platform, because browsers apply them to the whole host.',
      fix: 'Write cors: none for the service, or cors in the root file.',
    }),
  }),
  CorsDiffersOnPath: define<{ path: string; first: string; second: string }>({
    severity: 'error',
    sample: { path: '/v1/users', first: 'users', second: 'users-v2' },
    words: ({ path, first, second }) => ({
      what: `${first} and ${second} have the path ${path} and different cors.`,
      why: 'A preflight has neither the header nor the method that distinguishes them, so the settings of one would apply to both.',
      fix: 'Give both the same cors, or different paths.',
    }),
  }),
  ErrorPagesOfTeams: constant('error', {
    what: 'errors.pages is combined with teams.',
    why: "The admission policies of teams allow no other bodies than those of errors: problem+json, because a page could replace the responses of other teams' services.",
    fix: 'Remove pages, or write errors: problem+json.',
  }),
  ErrorPageTwice: define<{ status: string }>({
    severity: 'error',
    sample: { status: '404' },
    words: ({ status }) => ({
      what: `There are two pages for status ${status}.`,
      why: 'Only the first one would be sent.',
      fix: 'Remove one of them, or write from: gateway for one and from: services for the other.',
    }),
  }),
  MaintenanceOfTeams: define<{ team: string }>({
    severity: 'error',
    sample: { team: 'payments' },
    words: ({ team }) => ({
      what: `maintenance cannot apply to services of team ${team}.`,
      why: 'The admission policies of teams allow no response of the gateway in place of a service.',
      fix: 'Remove maintenance, and answer 503 in the services of the team.',
    }),
  }),
} as const satisfies Group;
