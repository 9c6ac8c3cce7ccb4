import type { Answers } from '../answers/schema/answers-schema.ts';
import { typeOfService } from '../answers/schema/gateway-service-schema.ts';
import type { GatewayServiceIntent, ListenerIntent, NodePortIntent } from '../model/intent.ts';
import { familyOf } from '../values/cidr.ts';
import { PRESETS, type Preset } from '../values/clouds.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { milliseconds } from '../values/duration.ts';
import { ANY_HOST } from '../values/host-patterns.ts';

type Service = NonNullable<NonNullable<Answers['gateway']>['service']>;

/** Until v0.21 external-dns reads the first prefix, from v0.22 on the second; it ignores annotations that it does not know. */
const EXTERNAL_DNS = ['external-dns.alpha.kubernetes.io/', 'external-dns.kubernetes.io/'] as const;

/**
 * On the Service: the source `service` reads host name and ttl there. The source `gateway-httproute` takes host names from the
 * routes and ttl from annotations of the routes, and from the Gateway nothing but `target`.
 */
const dnsOf = (dns: Service['externalDNS'], hosts: readonly string[]): Record<string, string> => {
  if (!dns) return {};
  // Any host has no record of its own. With a target, the records of the hosts are those of the routes.
  const names = dns.hostname ?? (dns.target === undefined ? hosts : []).filter((h) => h !== ANY_HOST).join(',');
  const ttl = dns.ttl === undefined ? undefined : String(Math.max(1, Math.round(milliseconds(dns.ttl) / 1000)));
  return Object.fromEntries(
    EXTERNAL_DNS.flatMap((prefix) => [
      ...(names === '' ? [] : [[`${prefix}hostname`, names] as const]),
      ...(ttl === undefined ? [] : [[`${prefix}ttl`, ttl]]),
    ]),
  );
};

/** The only annotation of a Gateway that external-dns reads for the records of its routes. */
const targetOf = (dns: Service['externalDNS']): Record<string, string> =>
  dns?.target === undefined ? {} : Object.fromEntries(EXTERNAL_DNS.map((prefix) => [`${prefix}target`, dns.target!]));

const addressAnnotations = (preset: Preset | undefined, addresses: readonly string[]): Record<string, string> => {
  const by = preset?.addresses;
  if (by?.by !== 'annotation') return {};
  const out = new Map<string, string[]>();
  for (const a of addresses) {
    const key = by[familyOf(a)!];
    if (key !== undefined) out.set(key, [...(out.get(key) ?? []), a]);
  }
  return Object.fromEntries([...out].map(([key, list]) => [key, list.join(',')]));
};

/** What the preset writes for these answers; the answers' own annotations replace it. */
const presetAnnotations = (preset: Preset | undefined, answers: Pick<Answers, 'gateway' | 'traffic'>) => {
  if (!preset) return {};
  const { proxyProtocol } = preset;
  const on = answers.traffic?.clientsBehind?.type === 'proxyProtocol';
  return {
    ...preset.annotations,
    ...(typeof proxyProtocol === 'object' ? proxyProtocol[on ? 'on' : 'off'] : {}),
    ...(answers.gateway?.ipFamily === 'DualStack' ? preset.dualStack : {}),
    ...addressAnnotations(preset, answers.gateway?.service?.addresses ?? []),
  };
};

const nodePortsOf = (ports: Service['ports'], listeners: readonly ListenerIntent[]): NodePortIntent[] =>
  (['HTTP', 'HTTPS'] as const).flatMap((protocol) => {
    const given = ports?.[protocol === 'HTTP' ? 'http' : 'https'];
    const listener = listeners.find((l) => (l.serves === 'redirect') === (protocol === 'HTTP'));
    return given && listener ? [{ protocol: listener.protocol, port: listener.port, nodePort: given.nodePort }] : [];
  });

/** The Service of the proxies: the preset of the cloud, and over it what the answers set. */
export const gatewayServiceOf = (
  answers: Pick<Answers, 'gateway' | 'traffic'>,
  listeners: readonly ListenerIntent[],
  hosts: readonly string[],
): GatewayServiceIntent => {
  const s = answers.gateway?.service;
  const preset = s?.cloud && PRESETS[s.cloud];
  const type = typeOfService(s ?? {});
  const written = presetAnnotations(preset, answers);
  const dns = dnsOf(s?.externalDNS, hosts);
  const addresses = s?.addresses ?? [];
  const fixed = preset?.addresses.by === 'field' ? addresses[0] : undefined;
  const own = s?.annotations ?? {};
  return {
    cloud: s?.cloud &&
      preset && {
        name: s.cloud,
        doc: preset.doc,
        keys: [
          ...Object.keys(written).filter((k) => own[k] === undefined),
          ...(preset.loadBalancerClass !== undefined && s.loadBalancerClass === undefined ? ['loadBalancerClass'] : []),
          ...(preset.allocateLoadBalancerNodePorts === false ? ['allocateLoadBalancerNodePorts'] : []),
          ...(fixed !== undefined && s.loadBalancerIP === undefined ? ['loadBalancerIP'] : []),
          ...(s.type === undefined && type !== DEFAULTS.gatewayService.type.value ? ['type'] : []),
        ],
      },
    type,
    annotations: { ...written, ...dns, ...own },
    loadBalancerClass: s?.loadBalancerClass ?? preset?.loadBalancerClass,
    loadBalancerIP: s?.loadBalancerIP ?? fixed,
    externalTrafficPolicy:
      type === 'ClusterIP'
        ? undefined
        : (s?.externalTrafficPolicy ?? DEFAULTS.gatewayService.externalTrafficPolicy.value),
    loadBalancerSourceRanges: s?.loadBalancerSourceRanges ?? [],
    allocateLoadBalancerNodePorts: preset?.allocateLoadBalancerNodePorts,
    nodePorts: nodePortsOf(s?.ports, listeners),
    dnsKeys: Object.keys(dns).filter((k) => own[k] === undefined),
    gatewayAnnotations: targetOf(s?.externalDNS),
    addresses: preset === undefined || preset.addresses.by === 'gateway' ? addresses : [],
    answered: s !== undefined,
  };
};
