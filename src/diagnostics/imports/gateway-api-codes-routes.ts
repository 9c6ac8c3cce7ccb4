// Codes of the importer gateway-api: routes.
import { imported } from './import-definition.ts';

export const gatewayApiRouteCodes = {
  RouteNotServed: imported<{ route: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { route: 'users' },
    words: ({ route }) => ({
      what: `No listener of the source serves ${route}.`,
      why: 'Its requests get 404 today, so no service was made from it.',
      fix: 'Check its parentRefs and hostnames, and allowedRoutes of the listener.',
    }),
  }),
  RouteRuleRefused: imported<{ route: string; field: string }>({
    verdict: 'impossible',
    subject: 'traffic',
    sample: { route: 'users', field: 'spec.rules[0].backendRefs[0]' },
    words: ({ route, field }) => ({
      what: `Envoy Gateway refuses ${field}, so requests of this rule of ${route} get 500.`,
      why: 'No service was made from a rule that never answers.',
      fix: 'Fix the manifest (check shows why), and import again.',
    }),
  }),
  RouteMatchNotSaid: imported<{ what: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { what: 'header x-tenant by a regular expression' },
    words: ({ what }) => ({
      what: `No answer matches requests by ${what}.`,
      why: 'Without it the rule would take more requests than in the source, so it was left out.',
      fix: 'Add a service for these requests, with a match that answers have: path, methods, exact headers and query.',
    }),
  }),
  RouteFilterNotSaid: imported<{ what: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { what: 'a rewrite of the path by a regular expression' },
    words: ({ what }) => ({
      what: `No answer does the same as ${what}.`,
      why: 'The service receives requests without this change.',
      fix: 'Add a patch of the HTTPRoute, or change the service.',
    }),
  }),
  RouteRedirectStatus: imported<{ status: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { status: '301' },
    words: ({ status }) => ({
      what: `The redirect to https has status ${status}; the generated one has 308.`,
      why: '308 keeps the method and the body of a request.',
      fix: '',
    }),
  }),
  RouteRedirectProtected: imported<{ route: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { route: 'old-reports' },
    words: ({ route }) => ({
      what: `${route} redirects requests that are authenticated first.`,
      why: 'Redirects of the answers are public, so this one was left out.',
      fix: 'Add it to redirects if everybody may see where it leads.',
    }),
  }),
  RouteCertificateVerified: imported<{ backend: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { backend: 'https://nas.example.com' },
    words: ({ backend }) => ({
      what: `The source does not verify the certificate of ${backend}. A generated gateway always does.`,
      why: 'Requests get 503 if the certificate is not signed by a known CA.',
      fix: 'Set ca of the service to the CA of the server.',
    }),
  }),
  RouteHostHeader: imported<{ host: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { host: 'api.partner.example' },
    words: ({ host }) => ({
      what: `The external server gets ${host} as Host header. In the source it gets that of the client.`,
      why: 'Answers send the name of the server to external servers.',
      fix: 'If the server needs the name that clients call, set serverName of the backend to it.',
    }),
  }),
} as const;
