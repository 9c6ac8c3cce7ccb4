// The words that network policies are written in.
import type { AllowIntent, GatewayIntent, Intent, NetworkPolicyIntent, Peer } from '../../model/intent.ts';
import { shorten } from '../../model/object-names.ts';

/** What policies are derived from. */
export type Model = Pick<
  Intent,
  | 'namespace'
  | 'team'
  | 'teams'
  | 'gateway'
  | 'install'
  | 'certificate'
  | 'routes'
  | 'security'
  | 'externals'
  | 'observability'
>;
export type Labels = Readonly<Record<string, string>>;

/** A backend as policies, annotations and messages name it: `namespace/service:port`. */
export const backendId = (namespace: string, service: string, port: number | string): string =>
  `${namespace}/${service}:${port}`;

const TCP = ['TCP'] as const;
export const allow = (
  peer: Peer,
  ports: AllowIntent['ports'],
  why: string,
  more: Partial<AllowIntent> = {},
): AllowIntent => ({
  peer,
  ports,
  protocols: TCP,
  requests: [],
  why,
  ...more,
});
export const pods = (namespace: string, labels?: Labels): Peer => ({ is: 'pods', namespace, labels });

/** Labels by which Envoy Gateway marks the proxy pods of one Gateway, in both deployment modes. */
export const OWNER = 'gateway.envoyproxy.io/owning-gateway-name';
export const OWNER_NAMESPACE = 'gateway.envoyproxy.io/owning-gateway-namespace';
export const proxyLabels = ({ name, namespace }: GatewayIntent): Record<string, string> => ({
  [OWNER_NAMESPACE]: namespace,
  [OWNER]: name,
});

/** Name of an object that belongs to a Gateway and stands beside those of others, often in a namespace of theirs. */
export const besideOthers = ({ namespace, name }: GatewayIntent, what: string): string =>
  shorten(`${namespace}-${name}-${what}`);

/** The proxies of the Gateway come in. */
export const fromProxies = (
  { gateway, install }: Pick<Model, 'gateway' | 'install'>,
  ports: AllowIntent['ports'],
  more: Partial<AllowIntent> = {},
): AllowIntent =>
  allow(pods(install.proxies.namespace, proxyLabels(gateway)), ports, 'The proxies of this Gateway.', more);

/** A policy; what is not said of it is not limited. */
export const policy = (
  p: Pick<NetworkPolicyIntent, 'name' | 'namespace' | 'labels' | 'why'> & Partial<NetworkPolicyIntent>,
): NetworkPolicyIntent => ({ ingress: undefined, egress: undefined, backend: undefined, ...p });
