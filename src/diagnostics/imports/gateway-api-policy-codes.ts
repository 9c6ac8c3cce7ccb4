// Codes of the importer gateway-api: policies and the EnvoyProxy.
import { imported } from './import-definition.ts';

interface OfPolicy {
  policy: string;
}

/** Who may call. */
const access = {
  TokenFieldAsked: imported<OfPolicy & { key: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { policy: 'orders', key: 'audiences' },
    words: ({ policy, key }) => ({
      what: `A token provider of SecurityPolicy ${policy} has no ${key} that answers can contain.`,
      why: 'Without it, tokens for other APIs or of other issuers would be accepted.',
      fix: `Set ${key} of the method.`,
    }),
  }),
  FewerTokenPlaces: imported<OfPolicy>({
    verdict: 'approximated',
    subject: 'access',
    sample: { policy: 'orders' },
    words: ({ policy }) => ({
      what: `SecurityPolicy ${policy} reads tokens in several places, such as the parameter access_token.`,
      why: 'The answers have one place. Requests with a token elsewhere get 401.',
      fix: 'Clients must send the token in that place. A second method of type jwt can read another one.',
    }),
  }),
  FewerKeyPlaces: imported<OfPolicy>({
    verdict: 'approximated',
    subject: 'access',
    sample: { policy: 'partners' },
    words: ({ policy }) => ({
      what: `SecurityPolicy ${policy} reads API keys in several places.`,
      why: 'A method of the answers has one place, the first one. Requests with a key elsewhere get 401.',
      fix: 'Add a method of type apiKey for each further place.',
    }),
  }),
  SecretElsewhere: imported<{ secret: string; namespace: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { secret: 'partner-keys', namespace: 'security' },
    words: ({ secret, namespace }) => ({
      what: `Secret ${secret} is in namespace ${namespace}.`,
      why: 'Generated policies read Secrets in the namespace of the Gateway.',
      fix: `Create Secret ${secret} with the same keys in the namespace of the Gateway.`,
    }),
  }),
  ClientNamesAsked: imported<{ secret: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { secret: 'partner-keys' },
    words: ({ secret }) => ({
      what: `The names of the clients in Secret ${secret} are unknown.`,
      why: 'Only named clients are allowed. Each name is a key of the Secret; the importer reads no values.',
      fix: `List them: kubectl get secret ${secret} -o go-template='{{range $k, $v := .data}}{{println $k}}{{end}}'`,
    }),
  }),
  ClientHeaderRenamed: imported<{ given: string; header: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { given: 'x-consumer', header: 'x-client-id' },
    words: ({ given, header }) => ({
      what: `Services received the name of the client in ${given}.`,
      why: `They now receive it in ${header}.`,
      fix: `Change the services, or add a patch that sets ${given}.`,
    }),
  }),
  KeyIsRemoved: imported<OfPolicy>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { policy: 'partners' },
    words: ({ policy }) => ({
      what: `With SecurityPolicy ${policy}, services received the API key.`,
      why: 'The generated policy removes the key and sends the name of the client in x-client-id.',
      fix: 'Services must use x-client-id.',
    }),
  }),
  SameSiteLax: imported<{ value: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { value: 'Strict' },
    words: ({ value }) => ({
      what: `Login cookies had SameSite=${value}.`,
      why: 'They get SameSite=Lax, because Strict loses the session on the way back from the provider.',
      fix: 'Set sameSite of the method to none if other sites embed the pages.',
    }),
  }),
  ClaimTextOrList: imported<OfPolicy & { claim: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { policy: 'orders', claim: 'role' },
    words: ({ policy, claim }) => ({
      what: `SecurityPolicy ${policy} accepts claim ${claim} in one form: as text, or as a list.`,
      why: 'The answers accept a value of the claim in both forms.',
      fix: 'If the issuer gives the two forms different meanings, use another claim.',
    }),
  }),
  OriginNotAnswered: imported<{ origin: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { origin: '*' },
    words: ({ origin }) => ({
      what: `cors.origins cannot contain ${origin}.`,
      why: 'Scripts of these sites cannot call the API.',
      fix: 'List the sites: https://app.example.com or https://*.example.com.',
    }),
  }),
  ClientCertificatesAsked: imported<OfPolicy>({
    verdict: 'asked',
    subject: 'access',
    sample: { policy: 'edge' },
    words: ({ policy }) => ({
      what: `ClientTrafficPolicy ${policy} validates client certificates in a way that answers cannot state.`,
      why: 'Without tls.clientAuth, clients would need no certificate.',
      fix: 'Put the CA into a ConfigMap in the namespace of the Gateway, and set tls.clientAuth.ca to its name.',
    }),
  }),
  PolicyWithoutRule: imported<{ kind: string; name: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { kind: 'SecurityPolicy', name: 'old' },
    words: ({ kind, name }) => ({
      what: `${kind} ${name} applies to no rule of the imported routes.`,
      why: 'No answer was made from it.',
      fix: 'If it applies to routes in the cluster, import them together.',
    }),
  }),
} as const;

/** What happens to requests. */
const traffic = {
  LimitForAll: imported<OfPolicy & { limit: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { policy: 'orders', limit: '100/second' },
    words: ({ policy, limit }) => ({
      what: `The limit ${limit} of BackendTrafficPolicy ${policy} counts the requests of all clients together.`,
      why: 'Limits of the answers have a counter for each client.',
      fix: 'Set rateLimit of the service to a limit for each client, or circuitBreaker to protect the service.',
    }),
  }),
  LimitOfSome: imported<OfPolicy & { limit: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { policy: 'orders', limit: '100/second' },
    words: ({ policy, limit }) => ({
      what: `The limit ${limit} of BackendTrafficPolicy ${policy} counts some requests only.`,
      why: 'The importer has no answer for its selectors. These requests have the usual limit.',
      fix: 'Use rateLimit.tiers, perMethod or exempt.',
    }),
  }),
  LimitOfAllReplicas: imported<OfPolicy & { replicas: number }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { policy: 'orders', replicas: 2 },
    words: ({ policy, replicas }) => ({
      what: `Each of ${replicas} proxies enforces the limit of BackendTrafficPolicy ${policy} separately.`,
      why: `The answer is the limit of all proxies together: ${replicas} times the value.`,
      fix: '',
    }),
  }),
  HealthCheckNotAnswered: imported<OfPolicy>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { policy: 'orders' },
    words: ({ policy }) => ({
      what: `The health check of BackendTrafficPolicy ${policy} has settings that answers cannot contain.`,
      why: 'The service gets the usual check, which opens a connection.',
      fix: 'Set healthCheck of the service.',
    }),
  }),
  RetriesNotAnswered: imported<OfPolicy>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { policy: 'orders' },
    words: ({ policy }) => ({
      what: `BackendTrafficPolicy ${policy} retries on conditions that answers cannot contain.`,
      why: 'Requests are only repeated if no backend processed them.',
      fix: 'Set retries of the service.',
    }),
  }),
  FaultWithoutEnd: imported<OfPolicy>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { policy: 'orders' },
    words: ({ policy }) => ({
      what: `BackendTrafficPolicy ${policy} injects faults without a last day.`,
      why: 'Faults of the answers end on a day. Requests have no faults now.',
      fix: 'For a test, set fault of the service with until.',
    }),
  }),
  ClientAddressNotAnswered: imported<{ field: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { field: 'clientIPDetection' },
    words: ({ field }) => ({
      what: `No answer means this ${field}.`,
      why: 'Limits and lists of networks use the address of the connection.',
      fix: 'Set traffic.clientsBehind if a proxy is in front of the Gateway.',
    }),
  }),
  PatchesOfEnvoy: imported<{ name: string }>({
    verdict: 'impossible',
    subject: 'traffic',
    sample: { name: 'buffers' },
    words: ({ name }) => ({
      what: `EnvoyPatchPolicy ${name} changes the configuration of Envoy directly.`,
      why: 'What it does depends on generated names, which change.',
      fix: 'Find the answer that does the same, or add the object with manifests.',
    }),
  }),
} as const;

/** How the gateway is operated. */
const operation = {
  RedisAsked: imported<{ key: string }>({
    verdict: 'asked',
    subject: 'operation',
    sample: { key: 'rateLimit.redis' },
    words: ({ key }) => ({
      what: `Global limits need ${key}, which is in the configuration of Envoy Gateway.`,
      why: 'generate writes this configuration, and the source does not contain it.',
      fix: 'Set rateLimit.redis to { url: HOST:PORT } or { deploy: true }, and rateLimit.onFailure to open or closed.',
    }),
  }),
  SizesComputedBack: imported<{ name: string }>({
    verdict: 'approximated',
    subject: 'operation',
    sample: { name: 'edge-proxy' },
    words: ({ name }) => ({
      what: `EnvoyProxy ${name} has sizes, not the traffic that they were computed from.`,
      why: 'traffic and proxy are set so that generate computes these sizes.',
      fix: 'Set traffic.peakRequestsPerSecond and traffic.p95Latency to what you measure.',
    }),
  }),
  AccessLogFields: imported<{ name: string }>({
    verdict: 'dropped',
    subject: 'operation',
    sample: { name: 'edge-proxy' },
    words: ({ name }) => ({
      what: `The access log of EnvoyProxy ${name} has its own format or sinks.`,
      why: 'generate writes a JSON log with fixed fields to stdout.',
      fix: 'Add a patch for EnvoyProxy if you need other fields.',
    }),
  }),
  OneClientPolicy: imported<{ name: string }>({
    verdict: 'dropped',
    subject: 'operation',
    sample: { name: 'internal' },
    words: ({ name }) => ({
      what: `Answers have one ClientTrafficPolicy; ${name} is another one.`,
      why: 'Its settings are not in the answers.',
      fix: 'Import each Gateway into answers of its own.',
    }),
  }),
  OneProxy: imported<{ name: string }>({
    verdict: 'dropped',
    subject: 'operation',
    sample: { name: 'internal' },
    words: ({ name }) => ({
      what: `Answers have one EnvoyProxy; ${name} is another one.`,
      why: 'Its settings are not in the answers.',
      fix: 'Import each Gateway into answers of its own.',
    }),
  }),
} as const;

export const gatewayApiPolicyCodes = { ...access, ...traffic, ...operation } as const;
