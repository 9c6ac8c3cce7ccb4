// What placeholders cost: long texts and many values take no time that grows with the square of their size.
import { expect, test } from 'vitest';
import { admissionFindings } from '../../src/admission/findings.ts';
import { loadAdmission } from '../../src/admission/load-admission.ts';
import { findingsOf } from '../../src/analyze/check.ts';
import { CHECKS } from '../../src/analyze/checks.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import { isUnknown, placeholdersIn, withDefaultsOf } from '../../src/objects/unknown-value.ts';
import { gatewayApi } from '../admission/objects.ts';
import { cpuSeconds } from '../work.ts';

/** CPU seconds; each case takes less than one, and minutes where its time grows with the square. */
const LIMIT = 20;

test.each([
  '${',
  '$(A',
  '{{',
  '[[ a',
  '<a',
  '<a ',
  '<secret:',
  '__A',
  '__A_',
  '{AAAA',
  '$A',
  'ENC[AES256_GCM,',
  '${A:=',
  '_',
  'PLACEHOLDER_',
])('300 KB of %s', (pump) => {
  const text = pump.repeat(Math.ceil(300_000 / pump.length));
  expect(cpuSeconds(() => [isUnknown(text), placeholdersIn(`${text}!`), withDefaultsOf(text)])).toBeLessThan(LIMIT);
});

test('one object with 10,000 unknown values and as many findings', async () => {
  const admission = await loadAdmission();
  const rule = (i: number) => ({
    name: `r${i}`,
    matches: [{ path: { value: `/\${P${i}}` } }],
    filters: [{ type: 'RequestRedirect', requestRedirect: { hostname: `\${H${i}}`, nonsense: 1 } }],
    backendRefs: [{ kind: 'Backend', group: 'gateway.envoyproxy.io', name: `b${i}` }],
  });
  const rules = Array.from({ length: 5_000 }, (_, i) => rule(i));
  const route = gatewayApi('HTTPRoute', 'r', { parentRefs: [{ name: 'edge' }], rules });
  const gateway = gatewayApi('Gateway', 'edge', { listeners: [{ name: '${L}', port: 80, protocol: 'HTTP' }] });
  const seconds = cpuSeconds(() => {
    const objects = [gateway, route];
    const found = admissionFindings(objects, admission);
    findingsOf(
      new Snapshot(
        objects.map((o) => admission.typed(o)),
        { complete: false },
      ),
      CHECKS,
    );
    expect(found.filter((f) => f.code === 'UnknownField')).toHaveLength(5_000);
  });
  expect(seconds).toBeLessThan(LIMIT);
});
