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
      what: `The host ${host} has no namespace.`,
      why: `The answers contain ${backend}, a Service in the namespace of the Gateway.`,
      fix: 'Write the namespace if the Service is in another one: shop/users:8080.',
    }),
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
} as const;
