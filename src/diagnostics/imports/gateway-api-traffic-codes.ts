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
      what: `The limit ${limit} of BackendTrafficPolicy ${policy} counts all clients together; the gateway counts each client, so it was left out.`,
      why: 'Limits of the answers have a counter for each client.',
      fix: 'Set rateLimit of the service to a limit for each client, or circuitBreaker to protect the service.',
    }),
  }),
  LimitOfSome: imported<OfPolicy & { limit: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { policy: 'orders', limit: '100/second' },
    words: ({ policy, limit }) => ({
      what: `The limit ${limit} of BackendTrafficPolicy ${policy} is for some requests only; its selectors have no answer, so it was left out.`,
      why: 'These requests have the limit of the service.',
      fix: 'Use rateLimit.tiers, rateLimit.perMethod or rateLimit.exempt.',
    }),
  }),
  LimitOfAllReplicas: imported<OfPolicy & { replicas: number }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { policy: 'orders', replicas: 2 },
    words: ({ policy, replicas }) => ({
      what: `The limit of BackendTrafficPolicy ${policy} is for each of ${replicas} proxies; the answer is ${replicas} times that, for all of them together.`,
      why: 'generate divides the limit by the number of proxies.',
      fix: 'If the number of proxies changes, change the limit.',
    }),
  }),
  HealthCheckNotAnswered: imported<OfPolicy>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { policy: 'orders' },
    words: ({ policy }) => ({
      what: `The health check of BackendTrafficPolicy ${policy} has no answer; the gateway opens a connection instead.`,
      why: 'A pod that accepts connections but answers with errors stays in use.',
      fix: 'Set healthCheck of the service.',
    }),
  }),
  RetriesNotAnswered: imported<OfPolicy>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { policy: 'orders' },
    words: ({ policy }) => ({
      what: `The retries of BackendTrafficPolicy ${policy} have no answer; the gateway repeats only requests that no service has processed.`,
      why: 'Requests that failed for another reason are not repeated.',
      fix: 'Set retries of the service.',
    }),
  }),
  FaultWithoutEnd: imported<OfPolicy>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { policy: 'orders' },
    words: ({ policy }) => ({
      what: `BackendTrafficPolicy ${policy} injects faults without an end; faults of the answers need a last day, so there are none.`,
      why: 'Requests have no injected faults.',
      fix: 'For a test, set fault of the service with until.',
    }),
  }),
  ClientAddressNotAnswered: imported<{ field: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { field: 'clientIPDetection' },
    words: ({ field }) => ({
      what: `${field} has no answer, so the gateway uses the address of the connection as that of the client.`,
      why: 'Limits and lists of networks depend on it.',
      fix: 'Set traffic.clientsBehind if a proxy is in front of the Gateway.',
    }),
  }),
  PatchesOfEnvoy: imported<{ name: string }>({
    verdict: 'impossible',
    subject: 'traffic',
    sample: { name: 'buffers' },
    words: ({ name }) => ({
      what: `EnvoyPatchPolicy ${name} changes the configuration of Envoy directly; the answers do not contain it.`,
      why: 'It depends on names that Envoy Gateway generates, and these differ for the new gateway.',
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
      what: `Limits over all proxies need ${key}, which the source does not contain.`,
      why: 'The configuration of Envoy Gateway has it, and generate writes that configuration.',
      fix: 'Set rateLimit.redis to { url: HOST:PORT } or { deploy: true }, and rateLimit.onFailure to open or closed.',
    }),
  }),
  SizesComputedBack: imported<{ name: string }>({
    verdict: 'approximated',
    subject: 'operation',
    sample: { name: 'edge-proxy' },
    words: ({ name }) => ({
      what: `EnvoyProxy ${name} has sizes; the answers have the traffic for which generate computes them.`,
      why: 'generate sizes proxies by traffic.',
      fix: 'Set traffic.peakRequestsPerSecond and traffic.p95Latency to what you measure.',
    }),
  }),
  AccessLogFields: imported<{ name: string }>({
    verdict: 'dropped',
    subject: 'operation',
    sample: { name: 'edge-proxy' },
    words: ({ name }) => ({
      what: `EnvoyProxy ${name} writes its own access log; the gateway writes JSON with fixed fields to stdout.`,
      why: 'Dashboards and alerts that read other fields find none.',
      fix: 'If you need other fields, add a patch of EnvoyProxy.',
    }),
  }),
  OneClientPolicy: imported<{ name: string }>({
    verdict: 'dropped',
    subject: 'operation',
    sample: { name: 'internal' },
    words: ({ name }) => ({
      what: `ClientTrafficPolicy ${name} was left out: the answers have one, and it is another.`,
      why: 'Connections are handled without its settings.',
      fix: 'Import each Gateway into its own answers file.',
    }),
  }),
  OneProxy: imported<{ name: string }>({
    verdict: 'dropped',
    subject: 'operation',
    sample: { name: 'internal' },
    words: ({ name }) => ({
      what: `EnvoyProxy ${name} was left out: the answers have one, and it is another.`,
      why: 'Proxies run without its settings.',
      fix: 'Import each Gateway into its own answers file.',
    }),
  }),
} as const;

export const gatewayApiTrafficCodes = { ...traffic, ...operation } as const;
