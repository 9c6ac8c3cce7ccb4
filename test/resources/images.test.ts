// Images of Pods that are written or started: by digest, and from a mirror where the answers say so.
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { filesOf, manyServices } from '../files/fixture.ts';

const BY_DIGEST = /^[a-z0-9.:/-]+:[A-Za-z0-9._-]+@sha256:[0-9a-f]{64}$/;
const withRedis = (redis: string): string =>
  `${manyServices(1)}rateLimit: { scope: global, key: sourceIP, limits: 5/minute, onFailure: open, redis: ${redis} }\n`;

/** Every `image:` in the YAML files of answers. */
const imagesOf = (answers: string): unknown[] => {
  const found: unknown[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'image') found.push(value);
      walk(value);
    }
  };
  for (const [path, { text }] of filesOf(answers))
    if (path.endsWith('.yaml')) for (const document of parseAllDocuments(text)) walk(document.toJS());
  return found;
};

test('the Redis that is written runs an image by its digest', () => {
  const images = imagesOf(withRedis('{ deploy: true }'));
  expect(images).toHaveLength(1);
  expect(images[0]).toMatch(BY_DIGEST);
});

test('a mirror’s image is the one that is written, and only it', () => {
  const mirror = `registry.example.com:5000/cache/redis:7.4@sha256:${'ab'.repeat(32)}`;
  expect(imagesOf(withRedis(`{ deploy: true, image: "${mirror}" }`))).toEqual([mirror]);
});

test('with a Redis of one’s own no Pod is written at all', () => {
  expect(imagesOf(withRedis('{ url: "redis.redis.svc:6379" }'))).toEqual([]);
});
