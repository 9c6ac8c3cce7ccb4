import type { ExternalSecret } from '../crds/types/index.ts';
import type { Intent } from '../model/intent.ts';
import { labels, note, resource } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import { SECRETS } from './notes/environment-notes.ts';

/** ExternalSecrets for the Secrets of this gateway. Manifests never contain a value. */
export const externalSecrets = (intent: Intent): Resource[] => {
  const { secretStore: store } = intent;
  if (!store) return [];
  return intent.secrets.map((s) => {
    const remote = `${store.prefix}${s.name}`;
    const object: ExternalSecret = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: s.name, namespace: s.namespace, labels: labels(intent) },
      spec: {
        refreshInterval: store.refresh,
        secretStoreRef: { kind: store.kind, name: store.name },
        target: { name: s.name, creationPolicy: 'Owner', template: { type: s.type } },
        data: s.keys.map(([secretKey]) => ({ secretKey, remoteRef: { key: remote, property: secretKey } })),
      },
    };
    const held = s.keys.map(([key, holds]) => `${key} (${holds})`).join(', ');
    return resource('secrets', 'secrets', object, [note('why', SECRETS.external(s.purpose, remote, held))]);
  });
};
