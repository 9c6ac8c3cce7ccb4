// What check says of foreign manifests against what the controller says of them in its status.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { applyText, json, kubectl, lab, ROOT, sleep, until } from '../lib/cluster.mjs';

const VERSIONS = {
  Gateway: 'gateway.networking.k8s.io/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
  GatewayClass: 'gateway.networking.k8s.io/v1',
  Service: 'v1',
  SecurityPolicy: 'gateway.envoyproxy.io/v1alpha1',
};
const objectOf = ({ kind, name, namespace, spec }, here) => ({
  apiVersion: VERSIONS[kind],
  kind,
  metadata: { name, namespace: namespace ?? here },
  spec: JSON.parse(JSON.stringify(spec).replaceAll('"HERE"', JSON.stringify(here))),
});

/** All conditions of an object, of whatever part of its status: Type=Status:Reason. */
const conditionsOf = ({ status }) =>
  [
    ...(status?.conditions ?? []),
    ...(status?.listeners ?? []).flatMap((l) => l.conditions),
    ...(status?.parents ?? []).flatMap((p) => p.conditions),
    ...(status?.ancestors ?? []).flatMap((a) => a.conditions),
  ].map((c) => `${c.type}=${c.status}:${c.reason}`);

/** Findings: all codes, and those that stop. */
const codesOf = (objects) => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lab-foreign-')), 'all.yaml');
  fs.writeFileSync(file, objects.map((o) => stringify(o)).join('---\n'));
  const args = [path.join(ROOT, 'bin/eg-api-gateway.js'), 'check', file, '--json'];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const { findings } = JSON.parse(stdout);
  return {
    codes: findings.map((f) => f.code),
    errors: findings.filter((f) => f.severity === 'error').map((f) => f.code),
  };
};

export const run = async (report) => {
  const { common, cases } = parse(fs.readFileSync(path.join(ROOT, 'test/conditions/cases.yaml'), 'utf8'));
  lab('values', path.join(ROOT, 'test/lab/etc/values.yaml'));
  const gatewayClass = {
    apiVersion: VERSIONS.GatewayClass,
    kind: 'GatewayClass',
    metadata: { name: 'eg' },
    spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
  };
  const placed = cases.map((c, i) => {
    const here = `condition-${i}`;
    const objects = [...common, ...c.objects].map((o) => objectOf(o, here));
    return { ...c, here, objects };
  });
  applyText(placed.map((c) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: c.here } })));
  applyText([gatewayClass]);
  // One after the other where the age decides which of two policies holds.
  for (const c of placed) for (const o of c.objects.slice(common.length, -1)) applyText([o]);
  await sleep(1100);
  applyText(placed.flatMap((c) => [...c.objects.slice(0, common.length), c.objects.at(-1)]));
  // A controller that was just given its values waits for the lease of the one before it.
  const takenIn = ({ here }) =>
    conditionsOf(json('get', 'gateway', 'edge', '-n', here)).includes('Accepted=True:Accepted');
  await until('the controller takes Gateways in', 90, () => takenIn(placed[0]));
  await sleep(6000);
  for (const c of placed) {
    const bad = c.objects.at(-1);
    const { kind, metadata } = bad;
    const conditions = conditionsOf(json('get', kind, metadata.name, '-n', metadata.namespace));
    const wanted = c.condition === 'none' ? undefined : c.condition.split(' ')[1];
    report(
      wanted === undefined ? conditions.length === 0 : conditions.includes(wanted),
      `conditions: ${c.name}: the controller says ${wanted ?? 'nothing'}`,
      conditions.join(', '),
    );
    const { codes, errors } = codesOf([gatewayClass, ...c.objects]);
    report(
      c.finding === 'none' ? errors.length === 0 : codes.includes(c.finding),
      `conditions: ${c.name}: check says ${c.finding}${c.why ? ` (${c.why})` : ''}`,
      codes.join(', '),
    );
    const reason = wanted?.split(':')[1];
    if (!c.why) report(reason === c.finding, `conditions: ${c.name}: the same word`, `${reason} and ${c.finding}`);
  }
  kubectl('delete', 'namespace', ...placed.map((c) => c.here), '--wait=false');
  kubectl('delete', 'httproute', 'bad', '-n', 'default', '--ignore-not-found');
};
