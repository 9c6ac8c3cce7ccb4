// Codes of the importer openapi: servers, paths and references of documents, and settings in extensions.
import { imported } from './import-definition.ts';

export const openapiCodes = {
  OpenapiVariableDefault: imported<{ name: string; value: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { name: 'tenant', value: 'demo' },
    words: ({ name, value }) => ({
      what: `The variable ${name} of the server has no list of values; the answers contain its default, ${value}.`,
      why: 'Clients that use another value do not reach the gateway.',
      fix: 'Add the other host names to hostnames, or write a wildcard such as "*.example.com".',
    }),
  }),
  OpenapiServerUnread: imported<{ url: string }>({
    verdict: 'asked',
    subject: 'traffic',
    sample: { url: 'https://{tenant}.example.com' },
    words: ({ url }) => ({
      what: `The server ${url} has a variable without a value, or too many values.`,
      why: 'The host names that clients call are not known.',
      fix: 'Set hostname to the name that clients call.',
    }),
  }),
  OpenapiServerHostAsked: imported<{ host: string }>({
    verdict: 'asked',
    subject: 'traffic',
    sample: { host: 'localhost' },
    words: ({ host }) => ({
      what: `Clients of the gateway cannot use the host ${host} of the document.`,
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
        ? `The reference ${reference} leads back to itself.`
        : `The reference ${reference} leads to nothing in the input.`,
      why: 'The operations of this path are in no answer.',
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
      what: `No answer can match the path ${path}.`,
      why: 'Envoy normalizes paths first, so a request never has this path. The operation has no route of its own.',
      fix: 'Correct the path in the document.',
    }),
  }),
  OpenapiPathQuery: imported<{ path: string; rest: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { path: '/orders', rest: '?status=open' },
    words: ({ path, rest }) => ({
      what: `The path ${path} of the document continues with ${rest}, which is no part of a path.`,
      why: 'The answers match all requests to the path.',
      fix: 'If requests to the path must be distinguished, add query to the service.',
    }),
  }),
  OpenapiRouteTarget: imported<{ name: string }>({
    verdict: 'asked',
    subject: 'operation',
    sample: { name: 'x-kuadrant.route.parentRefs' },
    words: ({ name }) => ({
      what: `${name} is the name of an object or host in another installation.`,
      why: 'Names of the new gateway are a decision of its owner.',
      fix: 'Set namespace, gateway and hostname in the answers.',
    }),
  }),
  OpenapiUndocumented: imported<{ name: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { name: 'x-google-allow' },
    words: ({ name }) => ({
      what: `${name}: all forwards requests that the document does not contain, without authentication.`,
      why: 'The gateway denies what no answer allows.',
      fix: 'Add a service for each path that must be reachable.',
    }),
  }),
  OpenapiRateLimitAsked: imported<{ name: string }>({
    verdict: 'asked',
    subject: 'traffic',
    sample: { name: 'x-ratelimit-tier' },
    words: ({ name }) => ({
      what: `${name} is a rate limit of which the number, the time or the rate limit key is not known.`,
      why: 'The service has no rate limit of its own.',
      fix: 'Set rateLimit of the service: { limits: 100/minute, key: sourceIP }.',
    }),
  }),
  OpenapiRateLimitKey: imported<{ limit: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { limit: '100/minute' },
    words: ({ limit }) => ({
      what: `The document does not state for whom the limit ${limit} counts requests.`,
      why: 'The gateway counts them for each client, by rateLimit.key.',
      fix: 'Set the rate limit key: rateLimit: { limits, key }.',
    }),
  }),
  OpenapiPreflight: imported<undefined>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: undefined,
    words: () => ({
      what: 'The integration answers preflight requests itself.',
      why: 'The gateway answers them where cors is set.',
      fix: 'Set cors of the service to the web sites that call it.',
    }),
  }),
} as const;
