// Codes of the importer kong.
import { imported } from './import-definition.ts';
import { kongAccessCodes } from './kong-codes-access.ts';

const isNotImported = 'Requests of the route get 404.';

export const kongCodes = {
  ...kongAccessCodes,
  KongSettingDiffers: imported<{ name: string; difference: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: {
      name: 'read_timeout',
      difference: 'Kong limits the time between two reads, the answers the whole request',
    },
    words: ({ name, difference }) => ({
      what: `The answers do nearly the same as ${name}.`,
      why: `${difference}.`,
      fix: 'Change the answer if clients or services depend on the difference.',
    }),
  }),
  KongSettingDropped: imported<{ name: string; effect: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { name: 'error_code', effect: 'Requests above the limit get 429.' },
    words: ({ name, effect }) => ({
      what: `No answer contains ${name}.`,
      why: effect,
      fix: 'If clients or services depend on it, add a patch that does the same.',
    }),
  }),
  KongPlugin: imported<{ plugin: string; effect: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { plugin: 'proxy-cache', effect: 'Every request reaches the service.' },
    words: ({ plugin, effect }) => ({
      what: `The plugin ${plugin} has no answer.`,
      why: effect,
      fix: 'If the API depends on it, do it in the service, or with extensions of the service.',
    }),
  }),
  KongRouteLeftOut: imported<{ route: string; what: string }>({
    verdict: 'impossible',
    subject: 'traffic',
    sample: { route: 'orders', what: 'it matches an expression' },
    words: ({ route, what }) => ({
      what: `The route ${route} is not imported, at least not completely: ${what}.`,
      why: isNotImported,
      fix: 'Add a service with a path, host names, methods and headers that match the same requests.',
    }),
  }),
  KongRegexRewrite: imported<{ path: string; base: string }>({
    verdict: 'impossible',
    subject: 'traffic',
    sample: { path: '~/v1/(?<id>\\d+)', base: '/' },
    words: ({ path, base }) => ({
      what: `The answers cannot replace what the pattern ${path} matches with ${base}.`,
      why: 'The service receives the path of the client.',
      fix: 'Let the service accept that path, or add a patch with a regular expression that replaces it.',
    }),
  }),
  KongBackendAsked: imported<{ service: string; what: string }>({
    verdict: 'asked',
    subject: 'traffic',
    sample: { service: 'orders', what: 'it has no host' },
    words: ({ service, what }) => ({
      what: `The backend of the Kong service ${service} is not known: ${what}.`,
      why: 'The gateway must know where requests go.',
      fix: 'Set backend to a Service, such as orders:8080, or to the URL of an external server.',
    }),
  }),
  KongBackendName: imported<{ host: string; backend: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { host: 'users_api', backend: 'users-api:8080' },
    words: ({ host, backend }) => ({
      what: `The host ${host} has no namespace.`,
      why: `The answers contain ${backend}, a Service in the namespace of the Gateway.`,
      fix: 'Write the namespace if the Service is in another one: shop/users:8080.',
    }),
  }),
  KongUnused: imported<{ what: string }>({
    verdict: 'noEffect',
    subject: 'traffic',
    sample: { what: 'the Kong service orders' },
    words: ({ what }) => ({ what: `No imported route uses ${what}.`, why: '', fix: '' }),
  }),
  KongEntity: imported<{ kind: string }>({
    verdict: 'dropped',
    subject: 'operation',
    sample: { kind: 'vaults' },
    words: ({ kind }) => ({
      what: `The importer does not read ${kind}.`,
      why: 'No answer was made from it.',
      fix: 'If requests depend on it, add what is missing to the answers.',
    }),
  }),
  KongPlaceholder: imported<{ name: string }>({
    verdict: 'asked',
    subject: 'traffic',
    sample: { name: 'hosts' },
    words: ({ name }) => ({
      what: `The value of ${name} comes from the environment or a vault.`,
      why: 'The importer does not know it.',
      fix: 'Replace the placeholder with the value and import again, or add it to the answers.',
    }),
  }),
  KongTelemetry: imported<{ plugin: string; what: string }>({
    verdict: 'approximated',
    subject: 'operation',
    sample: { plugin: 'file-log', what: 'The proxies write access logs as JSON to stdout' },
    words: ({ plugin, what }) => ({
      what: `The gateway does nearly the same as the plugin ${plugin}.`,
      why: `${what}.`,
      fix: 'Change dashboards and collectors that depend on the names of Kong.',
    }),
  }),
  KongRedisAsked: imported<{ policy: string }>({
    verdict: 'asked',
    subject: 'operation',
    sample: { policy: 'cluster' },
    words: ({ policy }) => ({
      what: `Kong counts requests with the policy ${policy}, and the file names no Redis.`,
      why: 'Envoy Gateway counts the requests to all replicas in Redis.',
      fix: 'Set rateLimit.scope to global, and rateLimit.redis to { url: host:port } or { deploy: true }. Until then, each replica counts.',
    }),
  }),
  KongOriginsAsked: imported<{ route: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { route: 'orders' },
    words: ({ route }) => ({
      what: `The route ${route} allows scripts of every origin, or of origins that no answer contains.`,
      why: 'The answers must list the origins. Until then, browsers refuse scripts of other origins.',
      fix: 'Set cors of the service: { origins: [https://app.example.com] }.',
    }),
  }),
} as const;
