import type { GatewayIntent, InstallIntent } from '../model/intent.ts';
import { digest } from '../model/object-names.ts';

/**
 * `envoy-NAMESPACE-NAME-DIGEST`: the ServiceAccount of the proxies where they run in the namespace of the controller (Envoy
 * Gateway, internal/utils GetHashedName with 48 characters).
 */
export const accountInControllerNamespace = ({ name, namespace }: { name: string; namespace: string }): string => {
  const id = `${namespace}/${name}`;
  const plain = id.replace('/', '-');
  const cut = plain.length > 48 ? plain.slice(0, 48).replace(/-$/, '') : plain;
  return `envoy-${cut}-${digest(id, 8)}`;
};

/** The ServiceAccount of the proxies; in the Gateway's namespace it has the Gateway's name. */
export const proxyAccount = (gateway: GatewayIntent, { proxies }: Pick<InstallIntent, 'proxies'>): string =>
  proxies.mode === 'GatewayNamespace' ? gateway.name : accountInControllerNamespace(gateway);
