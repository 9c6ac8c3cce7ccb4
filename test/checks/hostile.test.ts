// Manifests of any shape: findings, never an exception, and what is whole is validated all the same.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { rounds, SEED } from '../deep.ts';
import { JAVASCRIPT, mutated, randomOf, SAMPLES } from './wrong-types.ts';

const cwd = mkdtempSync(join(tmpdir(), 'hostile-'));

test('wrong types at any place of any object', async () => {
  // EG_FUZZ: so many mutated objects instead.
  const wanted = Number(process.env.EG_FUZZ ?? rounds(400, 8_000));
  const random = randomOf(SEED);
  const codes = new Map<number, number>();
  let done = 0;
  for (let run = 0; done < wanted; run++) {
    const sample = SAMPLES[random(SAMPLES.length)]!;
    // Some of the sample, so that each stands beside others that it refers to.
    const texts = sample
      .slice(0, 80)
      .map((o) => (random(3) === 0 ? mutated(o, random) : JSON.stringify(o)))
      .filter(() => random(10) > 0);
    done += texts.length / 3;
    const file = join(cwd, `case-${run % 4}.yaml`);
    writeFileSync(file, texts.join('\n---\n'));
    const { code, stdout, stderr } = await runCli(['check', file, ...(run % 2 ? ['--json'] : [])], { cwd });
    codes.set(code, (codes.get(code) ?? 0) + 1);
    const said = `${stdout}\n${stderr}`;
    if (code > 2 || JAVASCRIPT.test(said)) {
      const kept = join(process.env.EG_KEEP ?? cwd, `hostile-${SEED}-${run}.yaml`);
      writeFileSync(kept, texts.join('\n---\n'));
      const line = said.split('\n').find((l) => JAVASCRIPT.test(l)) ?? said;
      expect.fail(`seed ${SEED}, run ${run}, exit ${code}, the files in ${kept}: ${line.slice(0, 600)}`);
    }
  }
  // Most files have something that is refused.
  expect((codes.get(1) ?? 0) / [...codes.values()].reduce((a, b) => a + b)).toBeGreaterThan(0.5);
  if (process.env.EG_FUZZ)
    console.log(`seed ${SEED}: ${Math.round(done)} mutated objects, exit codes ${JSON.stringify([...codes])}`);
});

test('an empty namespace, with a schema error and a placeholder', async () => {
  const file = join(cwd, 'empty-namespace.yaml');
  const metadata = 'metadata: { name: p, namespace: "" }';
  writeFileSync(
    file,
    `apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\n${metadata}\nspec: { selector: { matchLabels: x } }\n---\napiVersion: v1\nkind: Service\n${metadata}\nspec: { externalName: "\${A}" }\n`,
  );
  const { code, stdout } = await runCli(['check', file, '--json'], { cwd });
  expect(code).toBe(1);
  const { findings } = JSON.parse(stdout) as { findings: { code: string; resource: string }[] };
  expect(findings.map((f) => `${f.code} ${f.resource}`)).toEqual(
    expect.arrayContaining(['SchemaRejected PodMonitor p', 'PlaceholderValue Service p']),
  );
});

test('a selector whose value is a map is rejected by the schema, and is no internal error', async () => {
  const of = (value: string) => `apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata: { name: p, namespace: a }
spec:
  targetSelectors: [{ kind: HTTPRoute, group: gateway.networking.k8s.io, matchLabels: { app: ${value} } }]
  authorization: { defaultAction: Deny }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: r, namespace: a, labels: { app: x } }
spec: { rules: [{ backendRefs: [{ name: b, port: 80 }] }] }
`;
  const found = async (value: string) => {
    const file = join(cwd, 'selector.yaml');
    writeFileSync(file, of(value));
    const { code, stdout } = await runCli(['check', file, '--json'], { cwd });
    expect(code).toBeLessThan(2);
    return (JSON.parse(stdout) as { findings: { code: string }[] }).findings.map((f) => f.code);
  };
  // In a folder of files the selected route may be in the cluster, so only the schema speaks.
  expect(await found('{ x: 1 }')).toContain('SchemaRejected');
  expect(await found('x')).not.toContain('SchemaRejected');
});

test('an apiVersion that is a map with the key toString is no internal error', async () => {
  const file = join(cwd, 'to-string.yaml');
  writeFileSync(file, 'apiVersion: { toString: x }\nkind: Route\nmetadata: { labels: {} }\n');
  const { code, stderr } = await runCli(['check', file], { cwd });
  expect([code, stderr]).not.toContain(70);
  expect(stderr).not.toContain('internal error');
});
