// Whatever is in the files, `import` ends with 0, 1 or 2, states where, and prints no stack trace.
import { describe, expect, test } from 'vitest';
import { imported, KINDS } from './import-hostile.ts';

describe.each(KINDS)('%s', (kind) => {
  const start = {
    'ingress-nginx': 'apiVersion: networking.k8s.io/v1\nkind: Ingress\n',
    openapi: 'openapi: 3.0.0\n',
    kong: '_format_version: "3.0"\n',
    'gateway-api': 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n',
    traefik: 'apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\n',
  }[kind]!;

  test.each([
    ['nothing else', ''],
    ['values of other types', 'metadata: 1\nspec: [1]\npaths: x\nservices: {}\ninfo: null\n'],
    ['nulls', 'metadata:\nspec:\npaths:\nservices:\n'],
    [
      'names that every object has',
      'metadata: {name: __proto__, namespace: constructor, annotations: {__proto__: x}}\npaths: {__proto__: {get: {}}}\n',
    ],
    ['keys that are no texts', 'spec: {1: a, true: b, [x]: c}\npaths: {1: {get: 1}, ? {a: b} : c}\n'],
    ['equal keys', 'spec: {}\nspec: {rules: []}\nspec: 1\n'],
    ['Windows line ends', 'metadata: {name: a}\r\nspec: {rules: []}\r\n'],
    [
      'numbers as names',
      'metadata: {name: 1e3, namespace: 0x10}\nspec: {rules: [{host: 1.10}]}\nservices: [{name: 1, url: 2}]\n',
    ],
    ['hidden characters', 'metadata: {name: "a\\u202eb\\u0000", annotations: {"x\\ty": "\\u200b"}}\n'],
    ['a cycle', 'spec: &a {rules: [*a]}\n'],
    ['a long text', `metadata: {name: ${'a'.repeat(200_000)}}\n`],
    ['many levels', `spec: ${'['.repeat(5000)}${']'.repeat(5000)}\n`],
  ])('%s', async (_, text) => {
    await imported(kind, start + text);
  });

  test('a byte order mark', async () => {
    await imported(kind, `\ufeff${start}`);
  });
});

test('no file is text of the kind', async () => {
  for (const kind of KINDS)
    for (const text of ['', '---\n', 'just text', '[]', '1', Buffer.from([0, 255, 254])])
      expect(await imported(kind, text)).toBe(2);
});
