// What the report states about policies and rules that answers cannot contain, and about values that are in them.
import { describe, expect, test } from 'vitest';
import { importText } from '../import-text.ts';

const ROUTE = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: shop }
spec:
  parentRefs: [{ name: edge }]
  hostnames: [shop.example.com]
  rules:
    - matches: [{ path: { type: PathPrefix, value: / } }]
      backendRefs: [{ name: shop, port: 80 }]
`;
const policy = (spec: string): string => `---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata: { name: access, namespace: shop }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: shop }]
${spec}`;
const at = async (text: string) => {
  const { entries } = await importText('gateway-api', text);
  return (pointer: string): string[] =>
    entries.filter((e) => e.leaves > 0 && e.node.pointer.startsWith(pointer)).map((e) => `${e.verdict} ${e.code}`);
};

const RULE = (action: string, cidr: string): string => `{ action: ${action}, principal: { clientCIDRs: ["${cidr}"] } }`;

describe('actions of a policy without a method', () => {
  test('a policy that allows everything changes nothing', async () => {
    const of = await at(`${ROUTE}${policy('  authorization: { defaultAction: Allow }\n')}`);
    expect(of('/spec/authorization/defaultAction')).toEqual(['noEffect NoEffect']);
  });

  test('actions of rules are in allow, or in deny', async () => {
    const allowed = await at(
      `${ROUTE}${policy(`  authorization: { defaultAction: Deny, rules: [${RULE('Allow', '10.0.0.0/8')}] }\n`)}`,
    );
    expect(allowed('/spec/authorization')).toEqual(['carried Carried', 'carried Carried', 'carried Carried']);
    const denied = await at(
      `${ROUTE}${policy(`  authorization: { defaultAction: Allow, rules: [${RULE('Deny', '10.0.0.0/8')}] }\n`)}`,
    );
    expect(denied('/spec/authorization')).toEqual(['carried Carried', 'carried Carried', 'carried Carried']);
  });

  test('a default that nobody knows is no allowance', async () => {
    const of = await at(`${ROUTE}${policy('  authorization: { defaultAction: Sometimes }\n')}`);
    expect(of('/spec/authorization/defaultAction')[0]).toMatch(/^asked/);
  });
});

const JWT = `  jwt:
    providers:
      - name: people
        issuer: https://id.example.com/
        remoteJWKS: { uri: https://id.example.com/keys }
`;

test('everything in a policy that cannot be translated is asked, and nothing is called unknown or carried', async () => {
  const claims = (name: string): string =>
    `{ action: Allow, principal: { jwt: { provider: people, claims: [{ name: ${name}, values: [a] }] } } }`;
  const both = `  authorization: { defaultAction: Deny, rules: [${claims('roles')}, ${claims('email')}] }\n`;
  const of = await at(`${ROUTE}${policy(`${JWT}${both}`)}`);
  const verdicts = new Set([...of('/spec/jwt'), ...of('/spec/authorization')]);
  expect(verdicts).toEqual(new Set(['asked PolicyUndecided', 'asked AuthUndecided']));
  // One of them is translated.
  const one = `  authorization: { defaultAction: Deny, rules: [${claims('roles')}] }\n`;
  const read = await at(`${ROUTE}${policy(`${JWT}${one}`)}`);
  expect([...read('/spec/jwt'), ...read('/spec/authorization')].join()).not.toMatch(/PolicyUndecided/);
});

describe('rules without a service', () => {
  const rule = (match: string, filter: string): string =>
    `${ROUTE}    - matches: [{ path: ${match} }]\n      filters: [{ type: RequestRedirect, requestRedirect: ${filter} }]\n`;

  test('a redirect that no answer contains does not reach a service that it does not have', async () => {
    const to = '{ path: { type: ReplacePrefixMatch, replacePrefixMatch: /new } }';
    expect((await at(rule('{ type: Exact, value: /old }', to)))('/spec/rules/1').join()).toMatch(
      /RouteRedirectNotSaid/,
    );
    expect((await at(rule('{ type: PathPrefix, value: /old }', to)))('/spec/rules/1').join()).not.toMatch(/NotSaid/);
  });
});

describe('backends in other namespaces', () => {
  const route = ROUTE.replace('name: shop, port: 80', 'name: shop, namespace: other, port: 80');
  const grant = (from: string): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: { name: shop, namespace: other }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: ${from} }]
  to: [{ group: "", kind: Service }]
`;

  test.each([
    // It may come with its namespace, of which the source has nothing.
    ['with nothing of that namespace', route, false],
    ['with one for another namespace', `${route}${grant('elsewhere')}`, true],
    ['with one for its namespace', `${route}${grant('shop')}`, false],
  ])('%s', async (_, text, isMissing) => {
    const rule = (await at(text))('/spec/rules/0').join();
    expect(rule.includes('RouteGrantMissing')).toBe(isMissing);
    expect(rule).not.toMatch(/RouteRuleRefused/);
  });
});
