// Codes of the importer gateway-api: routes.
import { imported } from './import-definition.ts';

export const gatewayApiRouteCodes = {
  RouteNotServed: imported<{ route: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { route: 'users' },
    words: ({ route }) => ({
      what: `No listener of the source serves ${route}, so no service was made from it.`,
      why: 'Its requests get 404 today.',
      fix: 'To serve it, correct its parentRefs and hostnames, or allowedRoutes of the listener, and import again.',
    }),
  }),
  RouteRuleRefused: imported<{ route: string; field: string }>({
    verdict: 'impossible',
    subject: 'traffic',
    sample: { route: 'users', field: 'spec.rules[0].backendRefs[0]' },
    words: ({ route, field }) => ({
      what: `Envoy Gateway refuses ${field} of ${route}, so no service was made from this rule.`,
      why: 'Its requests get 500 today. Without the rule they get 404, or reach another service.',
      fix: 'Correct the manifest (eg-api-gateway check shows why), and import again.',
    }),
  }),
  RouteGrantMissing: imported<{ route: string; namespace: string }>({
    verdict: 'impossible',
    subject: 'access',
    sample: { route: 'users', namespace: 'shop' },
    words: ({ route, namespace }) => ({
      what: `No ReferenceGrant of the source allows ${route} to use backends in ${namespace}, so no service was made from this rule.`,
      why: 'Without one in the cluster, its requests get 500 today. Without the rule they get 404, or reach another service.',
      fix: `Import the ReferenceGrant in ${namespace} too, and set metadata.namespace of ${route} to that of its from.`,
    }),
  }),
  RouteMatchNotSaid: imported<{ what: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { what: 'header x-tenant by a regular expression' },
    words: ({ what }) => ({
      what: `This rule was left out, because no answer matches requests by ${what}.`,
      why: 'Without that match, the service would take more requests than in the source.',
      fix: 'Add a service for these requests. Answers match by path, methods, exact headers and exact query parameters.',
    }),
  }),
  RouteFilterNotSaid: imported<{ what: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { what: 'a rewrite of the path by a regular expression' },
    words: ({ what }) => ({
      what: `Requests reach the service without this change: no answer does the same as ${what}.`,
      why: 'The service gets what the client sent.',
      fix: 'Add a patch of the HTTPRoute, or change the service.',
    }),
  }),
  RouteRedirectNotSaid: imported<{ path: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { path: 'exact:/old' },
    words: ({ path }) => ({
      what: `The redirect of ${path} was left out, because no answer replaces the path as it does.`,
      why: 'Its requests get 404, or reach another service.',
      fix: 'Add a redirect with the path that you want to redirects of the answers.',
    }),
  }),
  RouteResponseNotSaid: imported<{ what: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { what: 'a response with headers that are added' },
    words: ({ what }) => ({
      what: `This response was left out, because no answer contains ${what}.`,
      why: 'Its requests get 404, or reach another service.',
      fix: 'Add a response to responses of the answers, or a patch.',
    }),
  }),
  StreamNotSaid: imported<{ route: string; what: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { route: 'database', what: 'the port of listener postgres, which is not in the source' },
    words: ({ route, what }) => ({
      what: `No stream was made from ${route}, because no answer contains ${what}.`,
      why: 'The gateway does not forward its connections.',
      fix: 'Add it to streams of the answers, or import the Gateway too if a listener is not in the source.',
    }),
  }),
  RouteRedirectStatus: imported<{ status: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { status: '301' },
    words: ({ status }) => ({
      what: `The source redirects to https with ${status}, the gateway with 308.`,
      why: '308 keeps the method and the body of a request.',
      fix: 'If clients do not support 308, add a patch of the redirect route.',
    }),
  }),
  RouteRedirectProtected: imported<{ route: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { route: 'old-reports' },
    words: ({ route }) => ({
      what: `${route} redirects only authenticated clients; redirects of the answers are public, so it was left out.`,
      why: 'Its requests get 404, or reach another service.',
      fix: 'If everybody may see its target, add it to redirects.',
    }),
  }),
  RouteCertificateVerified: imported<{ backend: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { backend: 'https://nas.example.com' },
    words: ({ backend }) => ({
      what: `The source does not verify the certificate of ${backend}; the gateway does.`,
      why: 'Requests get 503 if no known CA signed it.',
      fix: 'Set ca of the service to a ConfigMap with the CA of the server.',
    }),
  }),
  RouteHostHeader: imported<{ host: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { host: 'api.partner.example' },
    words: ({ host }) => ({
      what: `The external server gets ${host} as Host header; in the source it gets that of the client.`,
      why: 'Servers with several sites choose one by this header.',
      fix: 'If the server needs the name that clients call, set serverName of the backend to it.',
    }),
  }),
} as const;
