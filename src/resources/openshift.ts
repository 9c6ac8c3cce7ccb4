import type { RoleBinding } from 'kubernetes-types/rbac/v1.d.ts';
import type { Intent } from '../model/intent.ts';
import { labels, note, resource } from '../objects/make.ts';
import { proxyAccount } from '../objects/proxy-account.ts';
import type { KubernetesObject, Resource } from '../objects/resource.ts';
import { OPENSHIFT } from './notes/platform-notes.ts';

/**
 * Envoy Gateway runs the proxies as user 65532 (expectedEnvoySecurityContext), and no field of the EnvoyProxy can unset it. Only
 * nonroot-v2 admits a user outside of the range of the namespace; everything else in it is as strict as restricted-v2.
 */
export const openshift = (intent: Intent): Resource[] => {
  const { gateway: g, install } = intent;
  if (install.platform !== 'openshift') return [];
  const { namespace } = install.proxies;
  const object: RoleBinding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: `${g.namespace}-${g.name}-nonroot-v2`, namespace, labels: labels(intent) },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: 'system:openshift:scc:nonroot-v2',
    },
    subjects: [
      {
        kind: 'ServiceAccount',
        name: proxyAccount(g, install),
        namespace,
      },
    ],
  };
  return [resource('gatewayClass', 'openshift', object as KubernetesObject, [note('why', OPENSHIFT.binding)])];
};
