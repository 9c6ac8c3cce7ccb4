// What Go's resource.ParseQuantity(s).AsInt64() returned for each text.
import { expect, test } from 'vitest';
import { wholeQuantity } from '../../src/values/quantity.ts';

test.each([
  ['1.5Mi', undefined],
  ['1T', 1_000_000_000_000n],
  ['1.5M', 1_500_000n],
  ['1.50', undefined],
  ['100m', undefined],
  ['1e3', 1000n],
  ['1e-1', undefined],
  ['5000Mi', 5_242_880_000n],
  ['1Ei', undefined],
  ['10E', undefined],
  ['1.0', undefined],
  ['0.5Ki', undefined],
  ['+5', 5n],
  ['-1', -1n],
  ['123456789012345678', 123_456_789_012_345_678n],
  ['1.5e1', 15n],
  ['999999999999999Ki', undefined],
  ['15.0M', 15_000_000n],
  ['1000m', undefined],
  ['many', undefined],
  [64, 64n],
])('%s', (written, whole) => {
  expect(wholeQuantity(written)).toBe(whole);
});
