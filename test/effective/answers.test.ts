// The manifests of the examples and golden cases, read back: they mean what the answers say.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { validateAnswers } from '../../src/answers/read.ts';
import { effectiveRoutesOf } from '../../src/effective/requests/effective-routes.ts';
import type { RuleSettings } from '../../src/effective/requests/rule-settings.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import type { Intent, RouteIntent, RuleIntent } from '../../src/model/intent.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { milliseconds } from '../../src/values/duration.ts';

const METHODS: Readonly<Record<string, string>> = {
  apiKey: 'apiKeyAuth',
  basic: 'basicAuth',
  extAuth: 'extAuth',
  jwt: 'jwt',
  oidc: 'oidc',
};

const read = (folder: string): { intent: Intent; snapshot: Snapshot } => {
  const file = new URL(`../../${folder}/api-gateway.yaml`, import.meta.url);
  const validated = validateAnswers(parse(readFileSync(file, 'utf8')), 'api-gateway.yaml');
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  const intent = buildIntent(validated.answers);
  return { intent, snapshot: new Snapshot(buildResources(intent).map((r) => r.object)) };
};

/** What a rule means on the listener with TLS. */
const ruleOf = (snapshot: Snapshot, route: RouteIntent, index: number): RuleSettings => {
  const object = snapshot.of(route.kind).find((o) => o.metadata.name === route.name)!;
  const found = effectiveRoutesOf(snapshot, object).filter((r) => r.ruleIndex === index);
  expect(found.length, `${route.name} ${index}`).toBeGreaterThan(0);
  return found.find((r) => r.listener.protocol === 'HTTPS')?.rule ?? found[0]!.rule;
};

const sharesOf = ({ destinations }: RuleIntent): (readonly [string, number])[] => {
  const total = destinations.reduce((sum, d) => sum + (d.weight ?? 1), 0);
  return destinations.map((d) => [d.to.name, (d.weight ?? 1) / total] as const);
};

const compare = ({ intent, snapshot }: ReturnType<typeof read>): number => {
  let rules = 0;
  for (const route of intent.routes)
    for (const [i, rule] of route.rules.entries()) {
      rules++;
      const what = `${route.name} rule ${i}`;
      const meant = ruleOf(snapshot, route, i);
      const security = intent.security.find((s) => s.name === route.security)!;
      const traffic = intent.traffic.find((t) => t.name === route.traffic)!;
      expect(meant.security?.policy.metadata.name, what).toBe(route.security);
      expect(meant.traffic?.policy.metadata.name, what).toBe(route.traffic);
      expect(
        meant.authentication.map((m) => m.method),
        what,
      ).toEqual(security.auth.map((a) => METHODS[a.type]));
      expect(
        meant.authentication.every((m) => m.required),
        what,
      ).toBe(true);
      expect(meant.authorization?.defaultAction ?? 'Allow', what).toBe(security.defaultAction);
      expect(meant.authorization?.rules.length ?? 0, what).toBe(security.rules.length);
      expect(meant.cors?.origins ?? [], what).toEqual(security.cors?.origins ?? []);
      const timeout = rule.timeout ?? traffic.requestTimeout;
      if (timeout !== undefined) expect(meant.timeouts.request.value, what).toBe(milliseconds(timeout));
      expect(meant.retries !== undefined, what).toBe(traffic.retries !== 'none');
      if (traffic.rateLimit?.scope === 'global' && !traffic.joinsApiBudget)
        expect(new Set(meant.limits.map((l) => l.requests)), what).toEqual(
          new Set(traffic.rateLimit.limits.map((l) => l.requests)),
        );
      const { action } = meant;
      if (!rule.preflight && action.type === 'forward')
        expect(
          action.backends.map((b) => [b.ref.name, b.share]),
          what,
        ).toEqual(sharesOf(rule));
      if (!rule.preflight && rule.destinations.length > 0) expect(action.type, what).toBe('forward');
    }
  return rules;
};

test.each([
  'examples/jwt-api',
  'examples/isolated-mesh',
  'examples/partner-keys',
  'test/golden/cases/consistent-hashing',
  'test/golden/cases/header-changes',
  'test/golden/cases/oidc-login',
  'test/golden/cases/passwords-and-keys',
  'test/golden/cases/versions-by-header',
])('%s', (folder) => {
  expect(compare(read(folder))).toBeGreaterThan(0);
});
