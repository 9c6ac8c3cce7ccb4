import type { PodMonitor } from '../crds/types/index.ts';
import { proxyLabels } from '../model/gateway-labels.ts';
import type { Intent } from '../model/intent.ts';
import { meta, note, resource } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import { PROXIES } from './notes/proxies-notes.ts';

/** PodMonitor for the metrics of the proxies, in the namespace in which they run. */
export const podMonitor = (intent: Intent): Resource[] => {
  const { prometheus } = intent.observability;
  if (!prometheus) return [];
  const object: PodMonitor = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: meta(intent, `${intent.gateway.name}-proxy`, { ...prometheus.labels }),
    spec: {
      namespaceSelector: { matchNames: [intent.install.proxies.namespace] },
      selector: { matchLabels: proxyLabels(intent.gateway) },
      podMetricsEndpoints: [{ port: 'metrics', path: '/stats/prometheus', interval: '15s' }],
    },
  };
  const notes =
    Object.keys(prometheus.labels).length > 0 ? [] : [note('todo', PROXIES.monitorLabels, 'metadata', 'labels')];
  return [resource('observability', 'observability', object, notes)];
};
