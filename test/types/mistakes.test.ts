// Mistakes that must not compile: `tsc` fails here if one of them does (an unused @ts-expect-error is an error).
import { expect, test } from 'vitest';
import type { AppProject, HTTPRoute } from '../../src/crds/types/index.ts';
import { defined } from '../../src/objects/make.ts';
import { delivered } from '../../src/resources/delivery/unit.ts';
import { consumers, unreachable } from '../../src/values/exhaustive.ts';

type Rule = NonNullable<NonNullable<HTTPRoute['spec']>['rules']>[number];

test('a field that the object does not have', () => {
  const good: Rule = defined({ name: 'users', timeouts: undefined });
  expect(good).toEqual({ name: 'users' });
  // @ts-expect-error a misspelt field, where the type comes from the place
  const misspelt: Rule = defined({ nmae: 'users' });
  // @ts-expect-error a misspelt field below
  const below: Rule = defined({ timeouts: { reqest: '15s' } });
  // @ts-expect-error a misspelt field, where the type is written
  const written = defined<Rule>({ nmae: 'users' });
  // @ts-expect-error a required field that may be missing
  const gap = defined<{ name: string }>({ name: undefined });
  // @ts-expect-error no type at all
  const untyped = defined({ name: 'users' });
  expect([misspelt, below, written, gap, untyped]).toHaveLength(5);
});

test('an object of the delivery tool with a field that its kind does not have', () => {
  const metadata = { name: 'shop', namespace: 'argocd' };
  const head = { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata } as const;
  const all = [
    delivered<AppProject>({ ...head, spec: { sourceRepos: ['*'] } }),
    // @ts-expect-error a misspelt field
    delivered<AppProject>({ ...head, spec: { sourceRepo: ['*'] } }),
    // @ts-expect-error the wrong kind
    delivered<AppProject>({ ...head, kind: 'Application', spec: {} }),
    // @ts-expect-error no type at all
    delivered({ ...head, spec: {} }),
  ];
  expect(all).toHaveLength(4);
});

interface Keys {
  readonly timeout: string;
  readonly retries?: number | undefined;
}
const timeoutOf = (k: Pick<Keys, 'timeout'>): string => k.timeout;
const retriesOf = (n: number, k: Pick<Keys, 'retries'> | undefined): number => k?.retries ?? n;
const whole = (k: Keys): number => Object.keys(k).length;

test('a key without a consumer, and a consumer that does not read its key', () => {
  const all = [
    consumers<Keys>()({ timeout: timeoutOf, retries: retriesOf }),
    consumers<Keys>()({ timeout: timeoutOf, retries: { noEffect: 'an example' } }),
    // @ts-expect-error a key without a row
    consumers<Keys>()({ timeout: timeoutOf }),
    // @ts-expect-error the function reads another key
    consumers<Keys>()({ timeout: timeoutOf, retries: timeoutOf }),
    // @ts-expect-error a function that takes everything shows nothing
    consumers<Keys>()({ timeout: timeoutOf, retries: whole }),
    // @ts-expect-error a row without a key
    consumers<Keys>()({ timeout: timeoutOf, retries: retriesOf, retry: retriesOf }),
  ];
  expect(all).toHaveLength(6);
});

test('a member of a closed union without a case', () => {
  const place = (by: 'header' | 'query'): string => {
    if (by === 'header') return 'H';
    // @ts-expect-error query is missing
    return unreachable(by);
  };
  expect(place('header')).toBe('H');
  expect(() => place('query')).toThrow('internal error: no case for "query"');
});
