// The words that network policies are written in.
import type { AllowIntent, GatewayIntent, Intent, Peer } from '../model.ts';
import { LABEL_PREFIX } from '../model.ts';

/** What policies are derived from. */
export type Model = Pick<
  Intent,
  'gateway' | 'install' | 'certificate' | 'routes' | 'security' | 'externals' | 'observability'
>;
export type Labels = Readonly<Record<string, string>>;

/** On a policy: the backend that it lets the gateway reach, `namespace/service:port`. */
export const BACKEND = `${LABEL_PREFIX}/backend`;

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
export const proxyLabels = ({ name, namespace }: Pick<GatewayIntent, 'name' | 'namespace'>): Labels => ({
  'gateway.envoyproxy.io/owning-gateway-namespace': namespace,
  'gateway.envoyproxy.io/owning-gateway-name': name,
});
