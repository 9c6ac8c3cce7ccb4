import type { Intent } from '../model/intent.ts';
import type { Note } from '../objects/resource.ts';
import { mergedFields } from '../patching/merge-patch.ts';
import { OPENSHIFT } from '../resources/notes/platform-notes.ts';
import type { JsonObject } from '../values/json-value.ts';
import { controllerNotes, controllerValues, RATE_LIMIT_CONTEXT, ratelimitPod } from './controller-values.ts';

const REDIS_TYPE = { single: 'SINGLE', sentinel: 'SENTINEL', cluster: 'CLUSTER' } as const;

/** The rate limit service takes password, type and TLS of Redis from its environment only (envoyproxy/gateway issue 6203). */
const rateLimitEnv = (redis: NonNullable<Intent['install']['rateLimitService']>['redis']): object[] => [
  { name: 'REDIS_TYPE', value: REDIS_TYPE[redis.type] },
  // Without a window, every command to a Redis cluster is sent in its own packet.
  ...(redis.type === 'cluster' ? [{ name: 'REDIS_PIPELINE_WINDOW', value: '150us' }] : []),
  // redis.tls of the chart mounts a volume that does not exist without a client certificate; the variable does not.
  ...(redis.tls ? [{ name: 'REDIS_TLS', value: 'true' }] : []),
  ...(redis.password
    ? [{ name: 'REDIS_AUTH', valueFrom: { secretKeyRef: { name: redis.password.secret, key: redis.password.key } } }]
    : []),
];

const rateLimit = ({ install }: Intent): { provider: object; config: object } => {
  const service = install.rateLimitService;
  if (!service) return { provider: {}, config: {} };
  return {
    provider: {
      rateLimitDeployment: {
        replicas: service.replicas,
        ...ratelimitPod(install.controller),
        container: {
          ...(install.controller.rateLimitImage !== undefined && { image: install.controller.rateLimitImage }),
          ...(install.platform === 'openshift' && { securityContext: RATE_LIMIT_CONTEXT }),
          env: rateLimitEnv(service.redis),
          resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
        },
      },
      rateLimitPDB: { minAvailable: 1 },
    },
    config: {
      rateLimit: {
        failClosed: service.failClosed,
        timeout: '50ms',
        backend: { type: 'Redis', redis: { url: service.redis.url } },
      },
    },
  };
};

/** Values of the chart oci://docker.io/envoyproxy/gateway-helm, with the comments that belong to them. */
export const helmValues = (intent: Intent): { values: object; notes: Note[] } => {
  const { install } = intent;
  const limits = rateLimit(intent);
  const values = {
    ...controllerValues(install.controller, install.platform),
    config: {
      envoyGateway: {
        logging: { level: { default: 'info' }, encoder: 'JSON' },
        extensionApis: {
          enableBackend: install.enableBackend,
          enableEnvoyPatchPolicy: false,
          ...(install.enableLua && { enableLua: true }),
          ...(intent.mesh?.sds && { enableSDSSecretRef: true }),
        },
        provider: { type: 'Kubernetes', kubernetes: { deploy: { type: install.proxies.mode }, ...limits.provider } },
        ...limits.config,
      },
    },
  };
  const eg = ['config', 'envoyGateway'] as const;
  const why = (text: string, ...path: string[]): Note => ({ kind: 'why', text, path });
  const kubernetes = [...eg, 'provider', 'kubernetes'];
  const env = [...kubernetes, 'rateLimitDeployment', 'container', 'env'];
  const notes = [
    ...controllerNotes(install.controller),
    ...(install.platform === 'openshift' ? [why(OPENSHIFT.anyUser, 'deployment', 'pod', 'securityContext')] : []),
    why(
      install.enableBackend
        ? 'On, because these manifests contain Backends. A Backend can send traffic anywhere, so use RBAC to limit who may create one.'
        : 'Off: these manifests do not need it.',
      ...eg,
      'extensionApis',
      'enableBackend',
    ),
    ...(install.enableLua
      ? [
          why(
            'On, because extensions contain Lua. A script runs in the proxies and can read every request, so use RBAC to limit who may create an EnvoyExtensionPolicy.',
            ...eg,
            'extensionApis',
            'enableLua',
          ),
        ]
      : []),
    ...(intent.mesh?.sds
      ? [
          why(
            'On, because mesh mode sds uses Secrets that name a socket. Such a Secret decides which certificates the proxies trust, so use RBAC to limit who may write Secrets of type gateway.envoyproxy.io/sds.',
            ...eg,
            'extensionApis',
            'enableSDSSecretRef',
          ),
        ]
      : []),
    ...(install.rateLimitService
      ? [
          why(
            install.rateLimitService.failClosed
              ? 'rateLimit.onFailure: closed is set: while Redis is unreachable, routes with limits answer 500.'
              : 'rateLimit.onFailure: open is set: while Redis is unreachable, requests are not limited.',
            ...eg,
            'rateLimit',
            'failClosed',
          ),
          why(
            'How long a request waits for the rate limit service. The default of 20ms is too short for a Redis in another zone.',
            ...eg,
            'rateLimit',
            'timeout',
          ),
          why(
            `Envoy Gateway has no fields for these settings of Redis; the rate limit service reads them from its environment.${install.rateLimitService.redis.password ? ` Secret ${install.rateLimitService.redis.password.secret} must exist in ${install.namespace}.` : ''}`,
            ...env,
          ),
        ]
      : []),
  ];
  if (!install.values) return { values, notes };
  notes.push(why('Contains envoyGateway.values of the answers.'));
  return { values: mergedFields(values as unknown as JsonObject, install.values), notes };
};
