// A source with more values than fit into memory is refused before anything is read from it.
import { expect, test } from 'vitest';
import { requireBounded } from '../../src/cli/import/bounded-source.ts';
import { IMPORTERS } from '../../src/importers/all-importers.ts';
import { readSource } from '../../src/importers/source/read-source.ts';

const refused = (kind: string, text: string, most: number): boolean => {
  try {
    requireBounded(IMPORTERS.find((i) => i.name === kind)!, readSource('f.yaml', text).documents, most);
    return false;
  } catch (error) {
    expect((error as Error).message).toContain(`more than ${most} values of the kind ${kind}, at f.yaml`);
    return true;
  }
};
const INGRESS = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec: {a: [1, 2]}\n---\n';

test('values of all documents of the kind count, and those of no other', () => {
  // A map, apiVersion, kind, spec, a and two items.
  expect([refused('ingress-nginx', INGRESS.repeat(2), 14), refused('ingress-nginx', INGRESS.repeat(2), 13)]).toEqual([
    false,
    true,
  ]);
  expect(refused('ingress-nginx', `${INGRESS}kind: Deployment\nspec: [1, 2, 3]\n`, 7)).toBe(false);
});

test('of OpenAPI, values below operations do not count', () => {
  const text = 'openapi: 3.0.0\npaths: {/a: {get: {responses: {200: {content: {a: 1, b: 2}}}}}}\n';
  expect([refused('openapi', text, 5), refused('openapi', text, 4)]).toEqual([false, true]);
});
