// Schemas that are built when their answer is there (values/later.ts).

import { expect, test } from 'vitest';
import * as z from 'zod';
import { descriptionOf } from '../../src/answers/known-keys.ts';
import { answersSchema } from '../../src/answers/schema/answers-schema.ts';
import { later } from '../../src/values/later.ts';

/** Schemas of `later` in a schema, built ones with what is in them. */
const laterIn = (root: unknown, seen = new Set<unknown>()): z.ZodLazy[] => {
  if (typeof root !== 'object' || root === null || seen.has(root)) return [];
  seen.add(root);
  if (!(root instanceof z.ZodType)) return Object.values(root).flatMap((v) => laterIn(v, seen));
  const below = laterIn(root.def, seen);
  return root instanceof z.ZodLazy ? [root, ...below, ...laterIn(root.def.getter(), seen)] : below;
};

test('an absent answer builds nothing, a present one is validated', () => {
  let built = 0;
  const schema = z.strictObject({
    count: later(() => {
      built++;
      return z.number().describe('How many.');
    }).optional(),
  });
  expect(schema.parse({})).toEqual({});
  expect(built).toBe(0);
  expect(schema.safeParse({ count: 'one' }).success).toBe(false);
  expect(schema.parse({ count: 1 })).toEqual({ count: 1 });
  expect(built).toBe(1);
  expect(descriptionOf(schema.shape.count)).toBe('How many.');
});

test('no schema of an answer that is built later accepts its absence, which would be lost', () => {
  const found = laterIn(answersSchema);
  expect(found.length).toBeGreaterThan(40);
  const lost = found.filter((schema) => schema.def.getter()._zod.optin !== undefined);
  expect(lost.map(descriptionOf)).toEqual([]);
});
