// Which hosts services serve, and which listeners and certificates the hosts get.
import { expect, test } from 'vitest';
import { hostListeners } from '../../src/answers/host-certificates.ts';
import { hostShares } from '../../src/answers/host-shares.ts';
import { exampleHost, hostPlan, mainHost } from '../../src/answers/hosts.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import type { Answers } from '../../src/answers/schema/answers-schema.ts';
import { listening } from '../../src/intent/gateway-listeners.ts';

type Tree = Record<string, unknown>;

const answersOf = (more: Tree, services: Tree[] = [{}]): Answers => {
  const read = validateAnswers(
    {
      version: 1,
      tls: { issuer: 'le' },
      auth: { default: 'none' },
      services: services.map((s, i) => ({ name: `s${i}`, path: `/s${i}`, backend: `s${i}:80`, ...s })),
      ...more,
    },
    'api-gateway.yaml',
  );
  if ('problems' in read) throw new Error(read.problems.map((p) => `${p.key}: ${p.code}`).join());
  return read.answers;
};
const hostsOf = (answers: Answers, i: number): readonly string[] => hostPlan(answers).of(answers.services[i]!);

test('a service serves all hosts by default, and every closer host that its wildcard covers', () => {
  const answers = answersOf({ hostname: 'api.example.com', hostnames: ['*.example.com', '*.example.org'] }, [
    {},
    { hostname: '*.example.com' },
    { hostname: 'x.y.example.com' },
  ]);
  expect(hostsOf(answers, 0)).toEqual(['api.example.com', '*.example.com', '*.example.org', 'x.y.example.com']);
  expect(hostsOf(answers, 1)).toEqual(['api.example.com', '*.example.com', 'x.y.example.com']);
  expect(hostsOf(answers, 2)).toEqual(['x.y.example.com']);
});

test('without hostname and hostnames the hosts are those of the services', () => {
  const answers = answersOf({}, [{ hostname: 'a.example.com' }, { hostname: '*.example.com' }]);
  expect(hostPlan(answers).names).toEqual(['a.example.com', '*.example.com']);
  expect(mainHost(answers)).toBe('a.example.com');
  expect(() => answersOf({})).toThrow('hostname: MissingAnswer');
});

test('an example of a wildcard is not another host', () => {
  expect(exampleHost('*.example.com', ['*.example.com'])).toBe('any-host.example.com');
  expect(exampleHost('*.example.com', ['*.example.com', 'any-host.example.com'])).toBe('any-host-2.example.com');
  // `*` together with a wildcard that covers its usual example.
  expect(exampleHost('*', ['*', '*.example.com'])).toBe('any-host-2');
  expect(exampleHost('*', ['*', '*.com', 'any-host-2'])).toBe('any-host-3');
  expect(exampleHost('*', ['*', 'a.example.com'])).toBe('any-host.example.com');
});

test('of two services with one path, the one that names the host more closely has it there', () => {
  const answers = answersOf({ hostnames: ['*.example.com'] }, [
    { path: undefined, paths: ['/', '/more'], hostname: '*.example.com' },
    { path: '/', hostname: 'admin.example.com' },
  ]);
  expect(hostShares(answers.services[0]!, answers)).toEqual([
    { hosts: ['*.example.com'], paths: ['/', '/more'], publicPaths: [] },
    { hosts: ['admin.example.com'], paths: ['/more'], publicPaths: [] },
  ]);
  expect(hostShares(answers.services[1]!, answers)).toEqual([
    { hosts: ['admin.example.com'], paths: ['/'], publicPaths: [] },
  ]);
});

const listeners = (more: Tree, services?: Tree[]): string[] =>
  listening(answersOf(more, services), 'eg').listeners.map(
    (l) => `${l.name} ${l.hostname ?? '-'} ${l.tlsSecrets.join('+')}${l.http2 ? '' : ' http/1.1'}`,
  );

test('one host: the names of its listeners and of its Secret do not contain it', () => {
  expect(listeners({ hostname: 'api.example.com' })).toEqual(['http api.example.com ', 'https api.example.com eg-tls']);
});

test('each certificate has a listener, whose name does not depend on the order', () => {
  const hosts = ['shop.example.org', { hostname: 'www.example.net', secret: 'www' }];
  const expected = [
    'https api.example.com eg-tls',
    'https-shop-example-org shop.example.org eg-tls-shop-example-org',
    'https-www-example-net www.example.net www',
  ];
  expect(listeners({ hostname: 'api.example.com', hostnames: hosts })).toEqual(['http - ', ...expected]);
  const turned = listeners({ hostname: 'api.example.com', hostnames: hosts.toReversed() });
  expect(turned.toSorted()).toEqual(['http - ', ...expected].toSorted());
});

test('a host below a wildcard shares its certificate and its listener, unless it has more labels', () => {
  expect(
    listeners({ hostname: 'api.example.com', hostnames: ['*.example.com'] }, [{}, { hostname: 'x.y.example.com' }]),
  ).toEqual(['http - ', 'https *.example.com eg-tls', 'https-x-y-example-com x.y.example.com eg-tls-x-y-example-com']);
});

test('hosts that share a Secret share a listener, since HTTP/2 is off on two', () => {
  const tls = { secret: 't' };
  const both = { hostname: 'api.example.com', tls };
  expect(listeners({ ...both, hostnames: ['shop.example.com'] })).toEqual(['http - ', 'https *.example.com t']);
  expect(listeners({ ...both, hostnames: ['shop.example.org'] })).toEqual(['http - ', 'https - t']);
  expect(
    listeners({
      ...both,
      hostnames: [
        'shop.example.org',
        { hostname: 'a.example.net', secret: 'u' },
        { hostname: 'b.example', secret: 'u' },
      ],
    }),
  ).toEqual(['http - ', 'https - t+u']);
});

test('a certificate of its own below a wildcard turns HTTP/2 off for both', () => {
  expect(listeners({ hostname: 'api.example.com', hostnames: [{ hostname: '*.example.com', secret: 'w' }] })).toEqual([
    'http - ',
    'https api.example.com eg-tls http/1.1',
    'https-wildcard-example-com *.example.com w http/1.1',
  ]);
});

test('any host has the listener without a name', () => {
  const any = { hostnames: ['*'], anyHostReason: 'customers bring their domains', tls: { secret: 't' } };
  expect(listeners(any)).toEqual(['http - ', 'https-any-host - t']);
  expect(listeners({ ...any, hostname: 'api.example.com' })).toEqual(['http - ', 'https - t']);
});

test('names that would be equal get a digest', () => {
  const [, a, b] = listeners({ hostnames: ['a-b.example.com', 'a.b.example.com'] });
  expect([a, b]).toEqual([
    expect.stringMatching(/^https-a-b-example-com-[0-9a-f]{6} a-b\.example\.com/),
    expect.stringMatching(/^https-a-b-example-com-[0-9a-f]{6} a\.b\.example\.com/),
  ]);
});

test('certificates contain the hosts of their listener', () => {
  const answers = answersOf({
    hostname: 'api.example.com',
    hostnames: ['*.example.com', { hostname: 'shop.example.org', issuer: 'other' }, { hostname: 'x.net', secret: 'x' }],
  });
  expect(listening(answers, 'eg').certificates).toEqual([
    { secret: 'eg-tls', names: ['*.example.com'], issued: true, issuer: undefined },
    {
      secret: 'eg-tls-shop-example-org',
      names: ['shop.example.org'],
      issued: true,
      issuer: { kind: 'ClusterIssuer', name: 'other' },
    },
    { secret: 'x', names: ['x.net'], issued: false, issuer: undefined },
  ]);
});

test('a thousand hosts of a thousand services are planned in linear time', () => {
  const names = Array.from({ length: 1000 }, (_, i) => `h${i}.example.com`);
  const answers = answersOf(
    { tls: { secret: 't' }, hostnames: names },
    names.map((hostname) => ({ path: '/', hostname })),
  );
  expect(hostListeners(answers)).toHaveLength(1);
  expect(answers.services.flatMap((s) => hostShares(s, answers))).toHaveLength(1000);
});

test('a public path is replaced on the hosts of a service that names them more closely, like any other path', () => {
  const shares = (publicPath: string) => {
    const answers = answersOf(
      {
        hostname: 'a.example.com',
        hostnames: ['b.example.com'],
        auth: { methods: { people: { type: 'basic', secret: 'p' } } },
      },
      [
        { path: '/p', auth: 'people', public: [publicPath] },
        { path: '/p/q', auth: 'people', hostname: 'a.example.com' },
      ],
    );
    return hostShares(answers.services[0]!, answers);
  };
  const hosts = ['a.example.com', 'b.example.com'];
  expect(shares('/p/q')).toEqual([
    { hosts: ['a.example.com'], paths: ['/p'], publicPaths: [] },
    { hosts: ['b.example.com'], paths: ['/p'], publicPaths: ['/p/q'] },
  ]);
  expect(shares('/p/r')).toEqual([{ hosts, paths: ['/p'], publicPaths: ['/p/r'] }]);
});
