// The load balancer: what a preset, fixed addresses, PROXY protocol, node ports and DNS records need of each other.
import { familyOf } from '../../values/cidr.ts';
import { hidesClients, missingProxyProtocol, PRESETS, proxyProtocolOf } from '../../values/clouds.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { CLUSTER_IP, type GatewayServiceAnswer as Service, typeOfService } from '../schema/gateway-service-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

type Gateway = NonNullable<Answers['gateway']>;

const AT = ['gateway', 'service'] as const;

const ofAddresses = (s: Service, ipFamily: Gateway['ipFamily']): Found[] => {
  const given = s.addresses ?? [];
  const at = [...AT, 'addresses'];
  const by = s.cloud && PRESETS[s.cloud].addresses;
  if (given.length > 0 && by?.by === 'refused')
    return [found(at, 'AddressesUnsupported', { cloud: s.cloud!, instead: by.instead })];
  const out: Found[] = [];
  const own = ipFamily ?? DEFAULTS.gateway.ipFamily.words;
  const seen = new Set<string>();
  for (const [i, address] of given.entries()) {
    if (seen.has(address)) out.push(found([...at, i], 'AddressTwice', { address }));
    else if (own !== 'DualStack' && familyOf(address) !== own)
      out.push(found([...at, i], 'AddressOfOtherFamily', { address, ipFamily: own }));
    seen.add(address);
  }
  if (out.length > 0) return out;
  const name = s.cloud === undefined ? `type: ${typeOfService(s)}` : `cloud: ${s.cloud}`;
  const many = (most: number, list: readonly string[], family?: 'IPv4' | 'IPv6'): Found[] =>
    list.length > most ? [found(at, 'TooManyAddresses', { by: name, most, family })] : [];
  if (typeOfService(s) === CLUSTER_IP) return many(1, given);
  const v6 = given.filter((a) => familyOf(a) === 'IPv6');
  const v4 = given.filter((a) => familyOf(a) === 'IPv4');
  if (by?.by === 'field') return [...many(0, v6, 'IPv6'), ...many(1, v4, 'IPv4')];
  if (by?.by === 'annotation' && !by.list) return [...many(1, v4, 'IPv4'), ...many(1, v6, 'IPv6')];
  return [];
};

const ofProxyProtocol = (s: Service, { gateway, traffic }: Answers): Found[] => {
  const preset = s.cloud && PRESETS[s.cloud];
  const expects = traffic?.clientsBehind?.type === 'proxyProtocol';
  const own = s.annotations ?? {};
  const told = proxyProtocolOf(own);
  const at = [...AT, 'annotations'];
  if (told?.sends && !expects) return [found([...at, told.key], 'ProxyProtocolNotRead', { annotation: told.key })];
  if (!expects) {
    const direct = traffic?.clientsBehind === undefined || traffic.clientsBehind.type === 'direct';
    const key = 'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type';
    const automatic = typeof preset?.proxyProtocol === 'object';
    if (automatic && direct && gateway?.ipFamily === 'DualStack')
      return [found([...AT, 'cloud'], 'DualStackHidesClients', { cloud: s.cloud! })];
    return direct && !automatic && hidesClients(own)
      ? [found([...at, key], 'TargetsHideClients', { annotation: key })]
      : [];
  }
  if (told?.sends) return [];
  if (told)
    return [
      found([...at, told.key], 'ProxyProtocolNotSent', {
        by: `annotation ${told.key}`,
        fix: 'Change its value, or set traffic.clientsBehind: direct.',
      }),
    ];
  if (preset?.proxyProtocol === 'unsupported')
    return [
      found(['traffic', 'clientsBehind'], 'ProxyProtocolNotSent', {
        by: `cloud: ${s.cloud!}`,
        fix: 'Set traffic.clientsBehind: direct; this load balancer keeps the client address.',
      }),
    ];
  const missing = preset ? undefined : missingProxyProtocol(own);
  return missing === undefined
    ? []
    : [found(at, 'ProxyProtocolNotSent', { by: 'gateway.service.annotations', fix: `Add ${missing}.` })];
};

const ofService = (s: Service, answers: Answers): Found[] => {
  const type = typeOfService(s);
  const presetType = s.cloud && PRESETS[s.cloud].type;
  if (s.cloud && presetType && presetType !== type)
    return [found([...AT, 'type'], 'PresetOfOtherType', { cloud: s.cloud, type, presetType })];
  const { http, https } = s.ports ?? {};
  // The TCP and the UDP port have the same number, by which the patch of the Service merges.
  const merges = (http ?? https) && answers.http3 === true;
  return [
    ...(merges ? [found([...AT, 'ports'], 'NodePortsWithHttp3')] : []),
    ...ofAddresses(s, answers.gateway?.ipFamily),
    ...ofProxyProtocol(s, answers),
    ...((http ?? https) && type === CLUSTER_IP ? [found([...AT, 'ports'], 'NodePortsUnused', { type })] : []),
    ...(http && http.nodePort === https?.nodePort
      ? [found([...AT, 'ports'], 'NodePortTwice', { nodePort: http.nodePort })]
      : []),
    ...(s.externalDNS && type === CLUSTER_IP ? [found([...AT, 'externalDNS'], 'DnsWithoutAddress', { type })] : []),
    ...(s.loadBalancerIP !== undefined && answers.gateway?.ipFamily === 'IPv6'
      ? [found([...AT, 'loadBalancerIP'], 'AddressOfOtherFamily', { address: s.loadBalancerIP, ipFamily: 'IPv6' })]
      : []),
  ];
};

const ofHostNetwork = ({ gateway, network, mesh }: Answers): Found[] => {
  if (!gateway?.hostNetwork) return [];
  const at = ['gateway', 'hostNetwork'];
  if (!gateway.daemonSet) return [found(at, 'HostNetworkNeedsDaemonSet')];
  const by = network && network.policy !== 'none' ? 'network' : mesh && mesh.mode !== 'permissive' ? 'mesh' : undefined;
  return by ? [found(at, 'HostNetworkUnselected', { by })] : [];
};

/** Keys of `proxy` that a DaemonSet has no field for, or that it makes pointless. */
const OF_DEPLOYMENT = ['replicas', 'cpuUtilization', 'minAvailable', 'topologySpread'] as const;

const ofDaemonSet = ({ gateway, proxy }: Answers): Found[] =>
  gateway?.daemonSet
    ? OF_DEPLOYMENT.filter((key) => proxy?.[key] !== undefined).map((key) =>
        found(['proxy', key], 'NotOfDaemonSet', { key: `proxy.${key}` }),
      )
    : [];

export const loadBalancerRules: Rule = (answers) => [
  ...ofDaemonSet(answers),
  ...(answers.gateway?.service ? ofService(answers.gateway.service, answers) : []),
  ...ofHostNetwork(answers),
];
