// Codes of the importer kong.
import { imported } from './import-definition.ts';
import { kongAccessCodes } from './kong-codes-access.ts';

export const kongCodes = {
  ...kongAccessCodes,
  KongBackendName: imported<{ host: string; backend: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { host: 'users_api', backend: 'users-api:8080' },
    words: ({ host, backend }) => ({
      what: `The host ${host} has no namespace; the answers use ${backend}, a Service in that of the Gateway.`,
      why: 'In the wrong namespace, requests get 500.',
      fix: 'Write the namespace if the Service is in another one: shop/users:8080.',
    }),
  }),
  KongEntity: imported<{ kind: string }>({
    verdict: 'dropped',
    subject: 'operation',
    sample: { kind: 'vaults' },
    words: ({ kind }) => ({
      what: `${kind} were left out: the import does not read them.`,
      why: 'What they do is missing in the answers.',
      fix: 'If requests depend on it, add what is missing to the answers.',
    }),
  }),
  KongTelemetry: imported<{ plugin: string; what: string }>({
    verdict: 'approximated',
    subject: 'operation',
    sample: { plugin: 'file-log', what: 'The proxies write access logs as JSON to stdout' },
    words: ({ plugin, what }) => ({
      what: `The plugin ${plugin} is replaced: ${what[0]!.toLowerCase() + what.slice(1)}.`,
      why: 'Names of fields and metrics differ from those of Kong.',
      fix: 'Change dashboards and collectors that use the names of Kong.',
    }),
  }),
  KongRedisAsked: imported<{ policy: string }>({
    verdict: 'asked',
    subject: 'operation',
    sample: { policy: 'cluster' },
    words: ({ policy }) => ({
      what: `Kong counts requests over all nodes (policy ${policy}); each replica of the gateway counts until you name a Redis.`,
      why: 'Envoy Gateway counts over all replicas in Redis.',
      fix: 'Set rateLimit.scope to global, and rateLimit.redis to { url: HOST:PORT } or { deploy: true }.',
    }),
  }),
} as const;
