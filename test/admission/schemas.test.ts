import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { KindSchema } from '../../src/crds/crd-schema.ts';
import type { BackendTrafficPolicy, ClientTrafficPolicy, HTTPRoute } from '../../src/crds/types/index.ts';
import { marked } from '../../src/crds/vendor/slim.mjs';

const folder = new URL('../../src/crds/schemas/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
const index = read('index.json') as { group: string; version: string; kind: string; scope: string; file: string }[];

test('the index has every file, and says of each what it is', () => {
  expect(index.map((e) => e.file)).toEqual(
    readdirSync(folder)
      .filter((f) => f !== 'index.json')
      .sort(),
  );
  for (const e of index) {
    const schema = read(e.file) as KindSchema;
    expect(schema.groupVersionKind).toBe([e.group, e.version, e.kind].filter(Boolean).join('/'));
    expect(schema.scope).toBe(e.scope);
    expect(schema.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(schema.version).toMatch(/^v\d/);
    expect(schema.source).not.toMatch(/^\/|\.\./);
  }
});

test('each schema is marked with what is below, so that no run has to look', () => {
  for (const { file } of index) {
    const { schema } = read(file) as KindSchema;
    expect(marked(structuredClone(schema)), file).toEqual(schema);
  }
});

test('a wrong field, value or type does not compile', () => {
  const metadata = { name: 'a', namespace: 'b' };
  const base = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata } as const;
  const field: HTTPRoute = {
    ...base,
    // @ts-expect-error: it is called hostnames
    spec: { hostname: 'a' },
  };
  const value: HTTPRoute = {
    ...base,
    // @ts-expect-error: not a type of path match
    spec: { rules: [{ matches: [{ path: { type: 'Prefix', value: '/' } }] }] },
  };
  const traffic: Pick<BackendTrafficPolicy, 'spec'> = {
    // @ts-expect-error: an object, not a text
    spec: { timeout: '15s' },
  };
  const client: Pick<ClientTrafficPolicy, 'spec'> = {
    // @ts-expect-error: http3 has no fields
    spec: { http3: { enabled: true } },
  };
  expect([field, value, traffic, client]).toHaveLength(4);
});
