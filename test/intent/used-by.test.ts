import { expect, test } from 'vitest';
import { splitServices, usedBy } from '../../src/intent/used-by.ts';

const route = (service: string, role: 'service' | 'public' | 'method', ...methods: string[]) => ({
  service,
  role,
  methods,
  all: false,
});

test('only policies of a service with several state which requests they are for', () => {
  const byKey = [route('hooks', 'method', 'partners')];
  const byToken = [route('hooks', 'service', 'machines', 'apps')];
  const open = [route('hooks', 'public')];
  const other = [route('users', 'service', 'machines')];
  const split = splitServices([byKey, byToken, open, other]);
  expect([byKey, byToken, open, other].map((p) => usedBy(p, split))).toEqual([
    'Used by service hooks, for requests authenticated by partners.',
    'Used by service hooks, for requests authenticated by machines or apps.',
    'Used by service hooks, for requests to public paths.',
    'Used by service users.',
  ]);
});

test('a shared policy names its services, but not all of many', () => {
  const all = 'abcdefg'.split('').map((s) => route(s, 'service'));
  expect(usedBy(all, splitServices([all]))).toBe(
    'Used by 7 services with the same settings: a, b, c, d, e, and 2 more.',
  );
});
