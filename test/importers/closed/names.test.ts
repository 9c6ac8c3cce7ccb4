// Names that have a meaning elsewhere open nothing and end nothing: those of every object, of answers, and of YAML.
import { expect, test } from 'vitest';
import { importText } from '../import-text.ts';

type Tree = Record<string, unknown>;
const NAMES = ['__proto__', 'constructor', 'toString', 'none', 'undecided', 'None', 'yes', 'null', '1e3', '~', 'a', 'A', '\u202ea', '']; // biome-ignore format: a list

/** How each service of the answers is protected. */
const accessOf = (answers: Tree): unknown[] => ((answers.services ?? []) as Tree[]).map((s) => s.auth);

test('names of security schemes', async () => {
  for (const name of NAMES) {
    const { answers } = await importText(
      'openapi',
      JSON.stringify({
        openapi: '3.0.0',
        info: { title: 'T', version: '1' },
        security: [JSON.parse(`{${JSON.stringify(name)}: []}`)],
        paths: { '/a': { get: {} } },
        components: {
          securitySchemes: JSON.parse(`{${JSON.stringify(name)}: {"type": "apiKey", "in": "header", "name": "X-Key"}}`),
        },
      }),
    );
    for (const auth of accessOf(answers)) expect(auth, name).not.toBe('none');
    expect(accessOf(answers), name).toHaveLength(1);
  }
});

test('names of Kong plugins and services', async () => {
  const services = NAMES.map((name, i) => ({
    name,
    host: 'h',
    routes: [{ name, paths: [`/p${i}`] }],
    plugins: [{ name }],
  }));
  const { answers } = await importText('kong', JSON.stringify({ _format_version: '3.0', services }));
  expect(new Set(accessOf(answers))).toEqual(new Set(['undecided']));
});

test('names of middlewares, and of what they contain', async () => {
  for (const name of NAMES)
    for (const defined of [true, false]) {
      const route = { match: 'Host(`a.example.com`)', middlewares: [{ name }], services: [{ name: 'api', port: 80 }] };
      const meta = { name, namespace: 'shop' };
      const objects = [
        { apiVersion: 'traefik.io/v1alpha1', kind: 'IngressRoute', metadata: meta, spec: { routes: [route] } },
        ...(defined
          ? [{ apiVersion: 'traefik.io/v1alpha1', kind: 'Middleware', metadata: meta, spec: { [name || 'x']: {} } }]
          : []),
      ];
      const { answers } = await importText('traefik', objects.map((o) => JSON.stringify(o)).join('\n---\n'));
      expect(accessOf(answers), name).toEqual(['undecided']);
    }
});

test('names of Secrets', async () => {
  for (const name of NAMES) {
    const { answers } = await importText(
      'ingress-nginx',
      JSON.stringify({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: {
          name: 'x',
          namespace: 'shop',
          annotations: {
            'nginx.ingress.kubernetes.io/auth-type': 'basic',
            'nginx.ingress.kubernetes.io/auth-secret': name,
          },
        },
        spec: {
          rules: [
            {
              host: 'a.example.com',
              http: {
                paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'api', port: { number: 80 } } } }],
              },
            },
          ],
        },
      }),
    );
    const [auth] = accessOf(answers);
    expect(auth, name).not.toBe('none');
    const methods = (answers.auth as Tree | undefined)?.methods as Tree | undefined;
    if (auth !== 'undecided') expect(Object.hasOwn(methods!, String(auth)), name).toBe(true);
  }
});

test('thousands of services on one host', async () => {
  const services = Array.from({ length: 3000 }, (_, i) => ({
    name: `s${i}`,
    host: 'h',
    routes: [{ paths: [`/p${i}`], hosts: ['a.example.com'] }],
    plugins: [{ name: i % 2 === 0 ? 'key-auth' : 'basic-auth' }],
  }));
  const start = performance.now();
  const { answers } = await importText('kong', JSON.stringify({ _format_version: '3.0', services }));
  expect(accessOf(answers)).not.toContain('none');
  expect(performance.now() - start).toBeLessThan(120_000);
});
