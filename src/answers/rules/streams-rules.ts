// Streams: their ports and names must not collide with the API's, and nothing may promise what connections do not have.
import { hostsOf } from '../hosts.ts';
import { type StreamAnswer, socketOf } from '../schema/streams-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

/** Envoy does not run as root: it listens 10000 higher for ports below 1024. */
const inProxy = (port: number): number => (port < 1024 ? port + 10_000 : port);

/** Ports of the proxies themselves (admin, metrics, shutdown manager, readiness). */
const OF_PROXIES = [19_000, 19_001, 19_002, 19_003];

const listens = ({ protocol, port }: ReturnType<typeof socketOf>): string =>
  `${protocol === 'UDP' ? 'UDP' : 'TCP'} ${inProxy(port)}`;

/** What listens on a port already; TLS listeners of streams share one. */
const ports = (streams: readonly StreamAnswer[]): Found[] => {
  const taken = new Map([
    ['TCP 10080', { by: 'the http listener', protocol: 'HTTP' }],
    ['TCP 10443', { by: 'the https listener', protocol: 'TLS' }],
    ['UDP 10443', { by: 'HTTP/3', protocol: 'QUIC' }],
    ...OF_PROXIES.map((p) => [`TCP ${p}`, { by: 'the proxies themselves', protocol: 'HTTP' }] as const),
  ]);
  return streams.flatMap((s, i): Found[] => {
    const socket = socketOf(s);
    const before = taken.get(listens(socket));
    if (before === undefined) {
      taken.set(listens(socket), { by: `stream ${s.name}`, protocol: socket.protocol });
      return [];
    }
    if (before.protocol === 'TLS' && socket.protocol === 'TLS') return [];
    const key = s.tcp !== undefined ? 'tcp' : s.udp !== undefined ? 'udp' : 'tlsPassthrough';
    return [found(['streams', i, key], 'StreamPortTaken', { stream: s.name, port: socket.port, by: before.by })];
  });
};

/** A name on a port belongs to one listener. */
const hosts = (streams: readonly StreamAnswer[], ofApi: readonly string[]): Found[] => {
  const seen = new Map(ofApi.map((h) => [`443 ${h}`, 'the API']));
  return streams.flatMap((s, i) =>
    (s.tlsPassthrough?.hostnames ?? []).flatMap((host): Found[] => {
      const id = `${socketOf(s).port} ${host}`;
      const by = seen.get(id);
      seen.set(id, `stream ${s.name}`);
      return by === undefined
        ? []
        : [found(['streams', i, 'tlsPassthrough'], 'StreamHostTaken', { stream: s.name, host, by })];
    }),
  );
};

export const streamRules: Rule = (answers) => {
  const { streams = [], traffic, mesh } = answers;
  const behind = traffic?.clientsBehind;
  const proxied = behind !== undefined && behind.type !== 'direct' && behind.type !== 'proxyProtocol';
  const names = new Set<string>();
  return [
    ...(mesh && streams.length > 0 ? [found(['streams'], 'StreamsWithMesh')] : []),
    ...ports(streams),
    ...hosts(streams, streams.length > 0 ? hostsOf(answers) : []),
    ...streams.flatMap((s, i): Found[] => {
      const out: Found[] = [];
      if (names.has(s.name) || answers.services.some((service) => service.name === s.name))
        out.push(found(['streams', i, 'name'], 'StreamNameTaken', { stream: s.name }));
      names.add(s.name);
      if (s.allow && s.udp !== undefined)
        out.push(found(['streams', i, 'allow'], 'StreamUdpCidrs', { stream: s.name }));
      else if (s.allow && proxied)
        out.push(found(['streams', i, 'allow'], 'StreamCidrsBehindProxy', { stream: s.name }));
      return out;
    }),
  ];
};
