import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { Namespace, Service } from 'kubernetes-types/core/v1.d.ts';
import type { NetworkPolicy } from 'kubernetes-types/networking/v1.d.ts';
import { REDIS } from '../model/fixed-names.ts';
import type { Intent } from '../model/intent.ts';
import { labels, note, resource } from '../objects/make.ts';
import type { KubernetesObject, Note, Resource } from '../objects/resource.ts';
import { REDIS_NOTES } from './notes/traffic-notes.ts';

/** A small Redis for the counters of the rate limit service, if `rateLimit.redis: { deploy: true }` is set. */
export const redis = (intent: Intent): Resource[] => {
  const image = intent.install.rateLimitService?.redis.image;
  if (image === undefined) return [];
  const own = labels(intent);
  const selector = { 'app.kubernetes.io/name': REDIS.name };
  const metadata = { name: REDIS.name, namespace: REDIS.namespace, labels: { ...own, ...selector } };
  const namespace: Namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: REDIS.namespace, labels: own },
  };
  const deployment: Deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: 1,
      selector: { matchLabels: selector },
      template: {
        metadata: { labels: selector },
        spec: {
          automountServiceAccountToken: false,
          securityContext: {
            runAsNonRoot: true,
            // OpenShift assigns a user of the range of the namespace.
            ...(intent.install.platform !== 'openshift' && { runAsUser: 999, runAsGroup: 999 }),
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: 'redis',
              image,
              args: ['--save', '', '--appendonly', 'no', '--maxmemory', '200mb', '--maxmemory-policy', 'volatile-ttl'],
              ports: [{ name: 'redis', containerPort: REDIS.port }],
              resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '256Mi' } },
              readinessProbe: { tcpSocket: { port: 'redis' as unknown as number }, periodSeconds: 5 },
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
            },
          ],
        },
      },
    },
  };
  const service: Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { selector, ports: [{ name: 'redis', port: REDIS.port, targetPort: 'redis' as unknown as number }] },
  };
  const network: NetworkPolicy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: {
      podSelector: { matchLabels: selector },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': intent.install.namespace } },
              podSelector: { matchLabels: { 'app.kubernetes.io/name': 'envoy-ratelimit' } },
            },
          ],
          ports: [{ port: REDIS.port, protocol: 'TCP' }],
        },
      ],
    },
  };
  const make = (object: unknown, why: string, ...more: Note[]): Resource =>
    resource('redis', 'redis', object as KubernetesObject, [note('why', why), ...more]);
  return [
    make(namespace, REDIS_NOTES.namespace),
    make(
      deployment,
      REDIS_NOTES.deployment,
      note(
        'why',
        image === REDIS.image ? REDIS_NOTES.pinnedImage : REDIS_NOTES.answeredImage,
        ...['spec', 'template', 'spec', 'containers', 0, 'image'],
      ),
    ),
    make(service, REDIS_NOTES.service),
    make(network, REDIS_NOTES.network),
  ];
};
