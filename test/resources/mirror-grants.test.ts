// A mirror in another namespace needs the same grant as a backend there; without it, Envoy Gateway answers 500.
import { expect, test } from 'vitest';
import { generated } from './generated.ts';

const grantsFor = (backend: string, mirror: string): unknown[] =>
  generated({
    services: [{ name: 'users', path: '/users', backend, mirror, auth: 'm' }],
    auth: {
      methods: {
        m: { type: 'jwt', issuer: 'https://a.example.com/', jwks: 'https://a.example.com/j', audiences: ['api'] },
      },
    },
  })
    .objects.filter((o) => o.kind === 'ReferenceGrant')
    .map((o) => [o.metadata.namespace, (o as unknown as { spec: { to: { name: string }[] } }).spec.to]);

test('a mirror in another namespace is granted', () => {
  expect(grantsFor('apps/users:80', 'apps/users-next:80')).toEqual([
    ['apps', ['users', 'users-next'].map((name) => ({ group: '', kind: 'Service', name }))],
  ]);
});

test('a mirror in the namespace of the routes needs no grant', () => {
  expect(grantsFor('users:80', 'users-next:80')).toEqual([]);
});
