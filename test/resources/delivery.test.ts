// Objects of Argo CD and Flux: what they compare, and what they are told.
import { expect, test } from 'vitest';
import { deliveryFiles } from '../../src/resources/delivery/all.ts';
import { generated } from './generated.ts';

const service = { name: 'orders', path: '/v1/orders', backend: 'shop/orders:80', timeout: '10s' };
const answers = (delivery: object, more: object = {}) => ({
  services: [{ name: 'status', path: '/status', backend: 'shop/status:80' }],
  layout: 'app-of-apps',
  teams: { orders: { paths: ['/v1/orders'], public: ['/v1/orders'], services: [service] } },
  delivery: { repository: 'https://git.example.com/acme/gateway.git', ...delivery },
  ...more,
});
// biome-ignore lint/suspicious/noExplicitAny: objects of many kinds
const delivered = (delivery: object) =>
  deliveryFiles(generated(answers(delivery)).intent).flatMap((f) =>
    f.delivered.map((d) => ({ notes: d.notes, ...(d.object as unknown as Record<string, any>) })),
  );

test('delivery.secret is how Flux reads the repository, and nothing is left to do', () => {
  const source = (delivery: object) => delivered({ tool: 'flux', ...delivery }).find((o) => o.kind === 'GitRepository');
  expect(source({ secret: 'git-key' }).spec.secretRef).toEqual({ name: 'git-key' });
  expect(source({ secret: 'git-key' }).notes).toEqual([]);
  expect(source({}).spec.secretRef).toBeUndefined();
  expect(
    source({})
      .notes.map((n: { text: string }) => n.text)
      .join(),
  ).toContain('delivery.secret');
});
