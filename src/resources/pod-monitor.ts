import type { PodMonitor } from '../crds/types/index.ts';
import type { Intent } from '../intent/model.ts';
import { proxyLabels } from '../intent/network/allow.ts';
import { meta, note, resource } from './make.ts';
import type { Resource } from './resource.ts';

/** Where Prometheus finds the proxies' metrics. They run where the proxies were asked to. */
export const podMonitor = (intent: Intent): Resource[] => {
  if (!intent.observability.prometheus) return [];
  const object: PodMonitor = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: meta(intent, `${intent.gateway.name}-proxy`),
    spec: {
      namespaceSelector: { matchNames: [intent.install.proxies.namespace] },
      selector: { matchLabels: proxyLabels(intent.gateway) },
      podMetricsEndpoints: [{ port: 'metrics', path: '/stats/prometheus', interval: '15s' }],
    },
  };
  return [
    resource('80-observability', 'observability', object, [
      note(
        'todo',
        'add the label that your Prometheus selects PodMonitors by (often `release`).',
        'metadata',
        'labels',
      ),
    ]),
  ];
};
