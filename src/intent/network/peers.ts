// Building blocks of network policies.

import type { Answers } from '../../answers/schema/answers-schema.ts';
import { proxyLabels } from '../../model/gateway-labels.ts';
import type { AllowIntent, Intent, NetworkPolicyIntent, Peer } from '../../model/intent.ts';

/** The answers that network policies and the mesh depend on. */
export type Connected = Pick<Answers, 'network' | 'mesh' | 'services' | 'streams'>;

/** The input of all policies. */
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
  | 'extensions'
  | 'externals'
  | 'streams'
  | 'observability'
  | 'client'
>;
export type Labels = Readonly<Record<string, string>>;

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

/** Allows connections from the proxies of the Gateway. */
export const fromProxies = (
  { gateway, install }: Pick<Model, 'gateway' | 'install'>,
  ports: AllowIntent['ports'],
  more: Partial<AllowIntent> = {},
): AllowIntent =>
  allow(pods(install.proxies.namespace, proxyLabels(gateway)), ports, 'The proxies of this Gateway.', more);

/** A policy; a direction that is not given is not restricted. */
export const policy = (
  p: Pick<NetworkPolicyIntent, 'name' | 'namespace' | 'labels' | 'why'> & Partial<NetworkPolicyIntent>,
): NetworkPolicyIntent => ({ ingress: undefined, egress: undefined, backend: undefined, ...p });
