// What depends on certificates that two listeners have in common.
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import { buildResources } from '../../src/resources/build-resources.ts';

const alpnWith = (secret: string): unknown => {
  const read = validateAnswers(
    {
      version: 1,
      hostname: 'api.example.com',
      hostnames: [{ hostname: '*.example.com', secret }],
      tls: { secret: 'own' },
      auth: { default: 'none' },
      services: [{ name: 'users', path: '/', backend: 'users:80' }],
    },
    'api-gateway.yaml',
  );
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const objects = buildResources(buildIntent(read.answers)).map((r) => r.object);
  const policy = objects.find((o) => o.kind === 'ClientTrafficPolicy') as unknown as {
    spec: { tls: { alpnProtocols?: string[] } };
  };
  return policy.spec.tls.alpnProtocols;
};

test('with alpnProtocols, Envoy Gateway would keep HTTP/2 on listeners whose certificates overlap', () => {
  expect(alpnWith('other')).toBeUndefined();
  expect(alpnWith('own')).toEqual(['h2', 'http/1.1']);
});
