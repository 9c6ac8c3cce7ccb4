// Answers as a test says them, validated, and the objects that come of them: admitted, with every reference resolved.
import { expect } from 'vitest';
import { admissionFindings } from '../../src/admission/findings.ts';
import { loadAdmission } from '../../src/admission/load-admission.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { checkBehaviour, checkReferences } from '../checks/found.ts';

const admission = await loadAdmission();
const BASE = { version: 1, hostname: 'api.example.com', tls: { secret: 't' } };
const TRAFFIC = { peakRequestsPerSecond: 100, p95Latency: '100ms', clientsBehind: 'direct' };

/** What is wrong with these answers: code and path of each problem. */
export const refusedFor = (answers: object): string[] => {
  const validated = validateAnswers({ ...BASE, ...answers }, 'test');
  return 'problems' in validated ? validated.problems.map((p) => `${p.code} ${p.key}`) : [];
};

/** The model and the specs by kind and name; a finding or a problem fails the test. */
export const generated = (answers: object) => {
  const validated = validateAnswers({ ...BASE, traffic: TRAFFIC, auth: { default: 'none' }, ...answers }, 'test');
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  const intent = buildIntent(validated.answers);
  const resources = buildResources(intent);
  const objects = resources.map((r) => r.object);
  expect([...admissionFindings(objects, admission), ...checkReferences(objects)]).toEqual([]);
  expect(checkBehaviour(objects).filter((f) => f.severity === 'error')).toEqual([]);
  // biome-ignore lint/suspicious/noExplicitAny: specs of many kinds, compared with literals
  const spec = (kind: string, name: string): any =>
    (objects.find((o) => o.kind === kind && o.metadata.name === name) as { spec?: unknown } | undefined)?.spec;
  return { intent, resources, objects, spec, warnings: validated.warnings.map((w) => `${w.code} ${w.key}`) };
};
