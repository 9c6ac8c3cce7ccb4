// What it costs to read many objects: their number, not its square.
import { expect, test } from 'vitest';
import { answerTo } from '../../src/effective/requests/answer-to.ts';
import { effectiveRoutes } from '../../src/effective/requests/effective-routes.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { cpuSeconds, readsOf } from '../work.ts';

const object = (kind: string, name: string, spec: object): KubernetesObject =>
  ({
    apiVersion: kind.endsWith('Policy') ? 'gateway.envoyproxy.io/v1alpha1' : 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { name, namespace: 'n', labels: { app: 'x' } },
    spec,
  }) as KubernetesObject;
const target = (kind: string, name: string) => [{ group: 'gateway.networking.k8s.io', kind, name }];
const many = <T>(n: number, of: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => of(i));

/** Routes with a policy of their own each, below a Gateway with policies; three objects for each of `n`. */
const gateway = (n: number): KubernetesObject[] => [
  object('Gateway', 'g', {
    gatewayClassName: 'eg',
    listeners: [
      { name: 'a', port: 80, protocol: 'HTTP' },
      { name: 'b', port: 81, protocol: 'HTTP' },
    ],
  }),
  object('ClientTrafficPolicy', 'c', { targetRefs: target('Gateway', 'g') }),
  object('SecurityPolicy', 's', { targetRefs: target('Gateway', 'g'), jwt: { providers: [{ name: 'p' }] } }),
  ...many(n, (i) =>
    object('HTTPRoute', `r${i}`, {
      parentRefs: [{ name: 'g' }],
      hostnames: [`h${i % 50}.example.com`],
      rules: [{ matches: [{ path: { value: `/p${i}` } }], backendRefs: [{ name: `s${i}`, port: 80 }] }],
    }),
  ),
  ...many(n, (i) =>
    object('BackendTrafficPolicy', `t${i}`, {
      targetRefs: target('HTTPRoute', `r${i}`),
      timeout: { http: { requestTimeout: '3s' } },
    }),
  ),
  ...many(n, (i) => object('EnvoyExtensionPolicy', `e${i}`, { targetRefs: target('HTTPRoute', `r${i}`) })),
];

/** Every part of what applies to each route. */
const readAll = (objects: readonly KubernetesObject[]): number => {
  const snapshot = new Snapshot(objects);
  const all = effectiveRoutes(snapshot);
  for (const { rule } of all)
    void [rule.action, rule.timeouts, rule.retries, rule.limits, rule.authentication, rule.authorization, rule.cors, rule.extensions, rule.conditions]; // biome-ignore format: a list
  answerTo(snapshot, { scheme: 'http', host: 'h7.example.com', port: 80, path: '/p7' });
  return all.length;
};

test('10,000 objects are read in seconds', () => {
  let routes = 0;
  expect(
    cpuSeconds(() => {
      routes = readAll(gateway(3_333));
    }),
  ).toBeLessThan(20);
  expect(routes).toBe(6_666);
});

test('twice as many objects are read about twice as often', () => {
  const [few, twice] = [100, 200].map((n) => readsOf(gateway(n), readAll));
  expect(few).toBeGreaterThan(1_000);
  expect(twice! / few!).toBeLessThan(2.2);
});

test('hostnames and matches beyond those that the API server admits are not read', () => {
  const huge = object('HTTPRoute', 'r', {
    parentRefs: [{ name: 'g' }],
    hostnames: many(5_000, (i) => `h${i}.example.com`),
    rules: [{ matches: many(5_000, (i) => ({ path: { value: `/x${i}` } })) }],
  });
  expect(readAll([...gateway(0), huge])).toBe(2 * 64 * 128);
});
