// The generated manifests, read back: for random answers and requests, the reading of the manifests (src/effective/requests) gives
// what the answers predict. The lab observes the same predictions with a running Envoy (test/lab/truth.mjs).
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerTo } from '../../src/effective/requests/answer-to.ts';
import type { EffectiveRoute } from '../../src/effective/requests/effective-routes.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { seeded } from '../deep.ts';
import { type Ask, asks, gateway } from './gateways.ts';
import { intentOf } from './index.ts';
import { predict, written } from './predict.ts';

const HOST = 'api.example.com';
const PLACE = { hostname: HOST, name: 'edge', namespace: 'edge' };

/** Names of credentials as values that a match can require: whether they are right is not a matter of routing. */
const sent = (text: string): string => text.replace(/\$\{[^}]*\}/g, 'credential');

const reached = (snapshot: Snapshot, ask: Ask): EffectiveRoute | undefined => {
  const { path, headers } = written(ask);
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, sent(value)]));
  return answerTo(snapshot, {
    scheme: 'https',
    port: 443,
    host: HOST,
    method: ask.method,
    path: sent(path),
    headers: given,
  });
};

/** The status of a request without credentials; undefined: it depends on the credentials. */
const withoutCredentials = ({ rule }: EffectiveRoute): number | undefined => {
  if (rule.action.type === 'respond') return rule.action.status;
  const [first] = rule.authentication.filter((m) => m.required);
  if (first) return undefined;
  return rule.authorization?.defaultAction === 'Deny' && rule.authorization.rules.length === 0 ? 403 : 200;
};

test('the reading of the generated manifests gives what the answers predict', () => {
  let compared = 0;
  const property = fc.property(gateway(PLACE), asks, (answers, list) => {
    const intent = intentOf(answers);
    if (!intent) return;
    const snapshot = new Snapshot(buildResources(intent).map((r) => r.object));
    for (const ask of list) {
      const want = predict(intent, ask);
      if (!want) continue;
      compared++;
      const got = reached(snapshot, ask);
      const what = `${ask.method} ${written(ask).path}`;
      if (want.why === 'no route') {
        // The route for all other requests answers them.
        expect(got && withoutCredentials(got), what).toBe(404);
        continue;
      }
      expect(got?.route.metadata.name, what).toBe(/^(.*?): /.exec(want.why)![1]);
      if (want.status !== 200) {
        expect(withoutCredentials(got!), what).not.toBe(200);
        continue;
      }
      const { action } = got!.rule;
      expect(action.type, what).toBe('forward');
      const backends = action.type === 'forward' ? action.backends.filter((b) => b.share > 0) : [];
      expect(backends.map((b) => b.ref.name).sort(), what).toEqual([...want.backends!].sort());
    }
  });
  fc.assert(property, seeded(60, 1000));
  expect(compared).toBeGreaterThan(200);
});
