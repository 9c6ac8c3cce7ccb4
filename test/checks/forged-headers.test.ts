// Which headers of an authorization a client only has to send to pass it.
import { expect, test } from 'vitest';
import { checkBehaviour } from './found.ts';
import { base, type Spec, security } from './policy-objects.ts';

const TEAM = { headers: [{ name: 'X-Team', values: ['a'] }] };
const allow = (principal: Spec, more: Spec = {}) => ({ action: 'Allow', principal, ...more });
const deny = (principal: Spec) => ({ action: 'Deny', principal });

const forged = (defaultAction: string, ...rules: Spec[]): string[] =>
  checkBehaviour([...base(), security({ authorization: { defaultAction, rules } })])
    .filter((f) => f.code === 'IdentityHeaderNotRemoved' && f.severity === 'error')
    .map((f) => f.message.match(/header (\S+),/)![1]!);

test('a rule that allows by a header alone', () => {
  expect(forged('Deny', allow(TEAM))).toEqual(['x-team']);
  expect(forged('Deny', allow(TEAM, { operation: { methods: ['GET'] } }))).toEqual(['x-team']);
  expect(forged('Deny', { action: 'Allow', cel: "request.headers['x-team'] == 'a'" })).toEqual(['x-team']);
});

test('other conditions of the rule must hold too', () => {
  expect(forged('Deny', allow({ ...TEAM, clientCIDRs: ['10.0.0.0/8'] }))).toEqual([]);
  expect(forged('Deny', allow({ ...TEAM, jwt: { provider: 'p', scopes: ['read'] } }))).toEqual([]);
  expect(forged('Deny', allow(TEAM, { cel: "source.address.startsWith('10.')" }))).toEqual([]);
  expect(forged('Deny', allow(TEAM, { cel: "request.method == 'GET'" }))).toEqual(['x-team']);
});

test('a rule that denies by a header lets nobody pass', () => {
  expect(forged('Allow', deny(TEAM))).toEqual([]);
  expect(forged('Deny', deny(TEAM))).toEqual([]);
});

test('where everything is allowed by default, nothing relies on a rule that allows', () => {
  expect(forged('Allow', allow(TEAM))).toEqual([]);
});
