// Codes of the importer gateway-api: what policies do with requests, and how the gateway is operated.
import { imported } from './import-definition.ts';

interface OfPolicy {
  policy: string;
}

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

export const gatewayApiTrafficCodes = { ...traffic, ...operation } as const;
