// Codes of the importer openapi: servers, paths and references of documents, and settings in extensions.
import { imported } from './import-definition.ts';

export const openapiCodes = {
  OpenapiVariableDefault: imported<{ name: string; value: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { name: 'tenant', value: 'demo' },
    words: ({ name, value }) => ({
      what: `Variable ${name} of the server has no list of values; the answers contain its default ${value} only.`,
      why: 'Clients that use another value do not reach the gateway.',
      fix: 'Add the other host names to hostnames, or write a wildcard such as "*.example.com".',
    }),
  }),
  OpenapiServerUnread: imported<{ url: string }>({
    verdict: 'asked',
    subject: 'traffic',
    sample: { url: 'https://{tenant}.example.com' },
    words: ({ url }) => ({
      what: `Host names of the server ${url} are not known: a variable has no value, or too many.`,
      why: 'The gateway serves named hosts only.',
      fix: 'Set hostname to the name that clients call.',
    }),
  }),
  OpenapiServerHostAsked: imported<{ host: string }>({
    verdict: 'asked',
    subject: 'traffic',
    sample: { host: 'localhost' },
    words: ({ host }) => ({
      what: `The host ${host} of the document cannot be a host of the gateway; you name one.`,
      why: 'It is the name of a development machine, of a cloud provider, or no valid name.',
      fix: 'Set hostname to a name whose DNS record you own.',
    }),
  }),
  OpenapiReferenceUnread: imported<{ reference: string; circular: boolean }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { reference: 'paths/users.yaml', circular: false },
    words: ({ reference, circular }) => ({
      what: circular
        ? `The operations of this path were not imported: the reference ${reference} contains itself.`
        : `The operations of this path were not imported: the input does not contain ${reference}.`,
      why: 'Their requests get 404, or reach a service with a wider path.',
      fix: circular
        ? 'Write the operations where the reference is.'
        : 'Give the file to import as well, or bundle the document first.',
    }),
  }),
  OpenapiPathUnusable: imported<{ path: string }>({
    verdict: 'impossible',
    subject: 'traffic',
    sample: { path: '/files/../{id}' },
    words: ({ path }) => ({
      what: `The path ${path} was left out: answers cannot contain it, or Envoy normalizes paths first and no request has it.`,
      why: 'The operation has no service of its own.',
      fix: 'Correct the path in the document, or add a service with a path that the answers accept.',
    }),
  }),
  OpenapiMethodUnusable: imported<{ method: string; path: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { method: 'QUERY', path: '/orders' },
    words: ({ method, path }) => ({
      what: `A service cannot be for ${method} alone, which ${path} has: Gateway API has no such method.`,
      why: 'Its requests reach a service only if it accepts all methods.',
      fix: `To serve ${method}, remove methods of the service, if all methods of its paths may have its settings.`,
    }),
  }),
  OpenapiPathQuery: imported<{ path: string; rest: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { path: '/orders', rest: '?status=open' },
    words: ({ path, rest }) => ({
      what: `The path ${path} continues with ${rest} in the document; the gateway matches all requests to ${path}.`,
      why: 'Query parameters are no part of a path.',
      fix: 'If requests to the path must be distinguished, add query to the service.',
    }),
  }),
  OpenapiRouteTarget: imported<{ name: string }>({
    verdict: 'asked',
    subject: 'operation',
    sample: { name: 'x-kuadrant.route.parentRefs' },
    words: ({ name }) => ({
      what: `${name} names an object of another installation, so it was not copied.`,
      why: 'The owner of the new gateway decides its names.',
      fix: 'Set namespace, gateway and hostname in the answers.',
    }),
  }),
  OpenapiUndocumented: imported<{ name: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { name: 'x-google-allow' },
    words: ({ name }) => ({
      what: `${name}: all forwards requests that the document does not contain; the gateway answers them with 404.`,
      why: 'The gateway serves only what an answer contains.',
      fix: 'Add a service for each path that must be reachable.',
    }),
  }),
  OpenapiRateLimitAsked: imported<{ name: string }>({
    verdict: 'asked',
    subject: 'traffic',
    sample: { name: 'x-ratelimit-tier' },
    words: ({ name }) => ({
      what: `${name} is a rate limit without a known number, time or rate limit key, so there is no limit.`,
      why: 'Without them, requests cannot be counted.',
      fix: 'Set rateLimit of the service: { limits: 100/minute, key: sourceIP }.',
    }),
  }),
  OpenapiRateLimitKey: imported<{ limit: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { limit: '100/minute' },
    words: ({ limit }) => ({
      what: `The document does not state for whom ${limit} is; the gateway counts each client.`,
      why: 'rateLimit.key decides what identifies a client.',
      fix: 'Set the rate limit key: rateLimit: { limits, key }.',
    }),
  }),
  OpenapiPreflight: imported<undefined>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: undefined,
    words: () => ({
      what: 'The integration answers preflight requests; the gateway answers them where cors is set.',
      why: 'Without cors, browsers refuse to call the API from other sites.',
      fix: 'Set cors of the service to the web sites that call it.',
    }),
  }),
} as const;
