// Streams: listeners next to those of the API, a route for each, and who may connect.
import { expect, test } from 'vitest';
import { generated } from './generated.ts';

const services = [{ name: 'a', path: '/a', backend: 'a:80', auth: 'none' }];
const publicReason = 'a test';
const near = { allow: { cidrs: ['192.0.2.0/24'] } };
const made = (streams: object[], more: object = {}) => generated({ services, streams, ...more });

test('each listener accepts only its kind of route, and only from its own namespace', () => {
  const { spec } = made([
    { name: 'mqtt', tcp: 1883, backend: 'mqtt:1883', publicReason },
    {
      name: 'db',
      tlsPassthrough: { hostnames: ['db.example.com', '*.db.example.com'] },
      backend: 'db:1',
      publicReason,
    },
  ]);
  const own = spec('Gateway', 'eg').listeners.filter((l: { name: string }) => l.name.startsWith('stream-'));
  const allowed = (kind: string) => ({ kinds: [{ kind }], namespaces: { from: 'Same' } });
  expect(own).toEqual([
    { name: 'stream-mqtt', protocol: 'TCP', port: 1883, allowedRoutes: allowed('TCPRoute') },
    ...['db.example.com', '*.db.example.com'].map((hostname, i) => ({
      name: i === 0 ? 'stream-db' : 'stream-db-2',
      protocol: 'TLS',
      port: 443,
      hostname,
      tls: { mode: 'Passthrough' },
      allowedRoutes: allowed('TLSRoute'),
    })),
  ]);
  expect(spec('TLSRoute', 'db').hostnames).toEqual(['db.example.com', '*.db.example.com']);
});

test('networks are allowed by a policy of the listener, which denies all others', () => {
  const { spec, resources } = made([
    { name: 'mqtt', tcp: 1883, backend: 'mqtt:1883', publicReason, ...near },
    { name: 'all', tcp: 1884, backend: 'mqtt:1883', publicReason },
  ]);
  const { targetRefs, authorization } = spec('SecurityPolicy', 'eg-stream-mqtt');
  expect(targetRefs).toEqual([
    { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'eg', sectionName: 'stream-mqtt' },
  ]);
  expect(authorization.defaultAction).toBe('Deny');
  expect(authorization.rules[0].principal).toEqual({ clientCIDRs: ['192.0.2.0/24'] });
  expect(resources.some((r) => r.object.metadata.name === 'eg-stream-all' && r.object.kind === 'SecurityPolicy')).toBe(
    false,
  );
});

test('network policies allow the ports on which Envoy listens, and the protocol of the backend', () => {
  const { spec } = made(
    [
      { name: 'dns', udp: 53, backend: 'dns:53', publicReason },
      { name: 'mqtt', tcp: 1883, backend: 'mqtt:1883', publicReason },
    ],
    { network: { policy: 'kubernetes' } },
  );
  const ports = (rules: { ports?: object[] }[]) => rules.flatMap((r) => r.ports ?? []);
  const { ingress, egress } = spec('NetworkPolicy', 'default-eg-proxy');
  expect(ports(ingress)).toEqual(
    expect.arrayContaining([
      { protocol: 'TCP', port: 1883 },
      { protocol: 'UDP', port: 10053 },
    ]),
  );
  expect(ports(egress)).toEqual(expect.arrayContaining([{ protocol: 'TCP', port: 1883 }]));
  expect(ports(spec('NetworkPolicy', 'default-eg-to-dns-53').ingress)).toEqual([{ protocol: 'UDP', port: 53 }]);
});
