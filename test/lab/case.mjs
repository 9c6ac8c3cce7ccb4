// One case of test/behaviour/cases, or the requests.yaml of a folder of test/real, in the running lab:
// case.mjs FILE -> JSON {name, results: [{ok, name, detail}], validate}
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { actOrRead } from './lib/actions.mjs';
import { asker } from './lib/asker.mjs';
import { applyText, json, lab, objectsOf, providerKeys, settled, until } from './lib/cluster.mjs';
import { importedFrom } from './lib/importing.mjs';
import { login } from './lib/login.mjs';
import { certificates, requestOf, send, validate } from './lib/observe.mjs';
import { applyInOrder, generate, notAccepted, prepare, remove, removeText, runValidate } from './lib/place.mjs';
import { secretsOf } from './lib/secrets.mjs';

const file = process.argv[2];
const test = parse(fs.readFileSync(file, 'utf8'), { merge: true });
// A gateway of test/real is as its answers state, but for what the lab does not have.
const real = path.basename(file) === 'requests.yaml' ? path.dirname(file) : undefined;
if (real) {
  const answers = parse(fs.readFileSync(path.join(real, 'api-gateway.yaml'), 'utf8'));
  test.answers = { ...answers, ...test.lab };
}
// With `imports`, the answers are what the importer makes of a foreign source; those of the case answer what it leaves open.
const imported = test.imports ? importedFrom(test.imports, test.answers ?? {}) : undefined;
test.answers = imported ?? test.answers;
const name = path.basename(real ?? file, '.yaml');
const namespace = (real && test.answers.gateway.namespace) ?? `case-${name}`;
const host = test.answers.hostname ?? test.host ?? `${name}.example.com`;
const results = [];
const report = (ok, what, detail = '') => results.push({ ok, name: `${name}: ${what}`, detail });

const filled = JSON.stringify(test.answers).replaceAll('${keys}', () => JSON.stringify(providerKeys()).slice(1, -1));
const answers = {
  version: 1,
  ...(real || test.answers.hostnames ? {} : { hostname: host }),
  gateway: { name, namespace },
  tls: { selfSigned: true },
  traffic: { peakRequestsPerSecond: 20, p95Latency: '100ms', clientsBehind: 'direct' },
  ...JSON.parse(filled),
};
// Objects of another owner, such as the Gateway that the answers attach to.
if (test.before) applyText([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, ...test.before]);
const parent = answers.gateway?.attach ?? { name: answers.gateway.name, namespace };
const dir = generate(answers);
const objects = objectsOf(dir);
if (test.values) lab('values', path.join(dir, 'envoy-gateway-values.yaml'));
prepare(objects, test.replicas);
const standard = { version: 1, tls: { selfSigned: true }, traffic: answers.traffic };
const secondDir = test.second && generate({ ...standard, ...test.second });
const second = { host: test.second?.hostname };
const { fill } = secretsOf(test, namespace);
if (test.keys)
  applyText([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: test.keys, namespace }, data: { jwks: providerKeys() } },
  ]);
const issued = typeof test.certificate === 'string' ? { [test.certificate]: [host] } : (test.certificate ?? {});
if (test.certificate !== undefined)
  applyText(
    Object.entries(issued).map(([secretName, dnsNames]) => ({
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: secretName, namespace },
      spec: { secretName, dnsNames, issuerRef: { name: 'lab' } },
    })),
  );
const options = [...(test.options ?? [])];
if (test.clients) {
  // Clients of the case show the certificate, and the gateway trusts who made it.
  const { certificate, ca } = test.clients;
  let data;
  await until(`Secret ${certificate}`, 30, () => {
    data = json('get', 'secret', certificate, '-n', namespace).data;
    return data['tls.crt'] !== undefined;
  });
  const pem = (key) => Buffer.from(data[key], 'base64').toString();
  certificates.set(certificate, { cert: pem('tls.crt'), key: pem('tls.key') });
  applyText([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: ca, namespace }, data: { 'ca.crt': pem('ca.crt') } },
  ]);
  const files = fs.mkdtempSync(path.join(os.tmpdir(), 'lab-client-'));
  for (const key of ['tls.crt', 'tls.key']) fs.writeFileSync(path.join(files, key), pem(key), { mode: 0o600 });
  options.push('--client-cert', path.join(files, 'tls.crt'), '--client-key', path.join(files, 'tls.key'));
}
const { ask, close } = asker();
try {
  const address = await applyInOrder(dir, objects, { gateway: answers.gateway?.attach });
  // A second answers file of the same cluster, applied after the first one.
  if (test.second) {
    const objects = objectsOf(secondDir);
    prepare(objects);
    second.address = await applyInOrder(secondDir, objects);
    report(
      notAccepted(objects).length === 0,
      'the other routes and policies are accepted',
      notAccepted(objects).join(', '),
    );
  }
  await until('accepted', 60, () => notAccepted(objects).length === 0).catch(() => undefined);
  report(notAccepted(objects).length === 0, 'all routes and policies accepted', notAccepted(objects).join(', '));
  await settled(parent.namespace ?? namespace, parent.name);
  const place = { address, host, namespace, gateway: parent.name, fill };
  const keep = {};
  for (const o of test.observe) {
    const read = await actOrRead(o, place);
    if (read) {
      if (o.see) report(read.length === 0, o.see, read.join('\n'));
      continue;
    }
    let request = requestOf(o, o.gateway === 'second' ? { ...place, ...second } : place);
    let got;
    if (o.login) {
      const { answer, steps, cookies } = await login(request, ask, request);
      keep[o.login] = [...cookies].map(([k, v]) => `${k}=${v}`).join('; ');
      got = [{ ...answer, steps }];
    } else {
      if (o.as) request = { ...request, headers: { ...request.headers, cookie: keep[o.as] } };
      got = await send(o, request, ask);
    }
    const wrong = validate(o, got, fill);
    report(wrong.length === 0, o.see, wrong.join('\n'));
  }
  if (test.validate !== false) {
    const credentials = Object.fromEntries(Object.entries(test.credentials ?? {}).map(([k, v]) => [k, fill(v)]));
    const r = await runValidate(dir, address, credentials, options);
    report(
      r.code === 0,
      `validate.sh: ${r.stdout.trim().split('\n').at(-1)}`,
      r.code
        ? r.stdout
            .split('\n')
            .filter((l) => !l.startsWith('ok') || l.includes('# SKIP'))
            .join('\n') + r.stderr
        : '',
    );
  }
} catch (error) {
  report(false, 'it could be run', error.stderr || error.stack);
} finally {
  await close();
  if (!process.argv.includes('--keep')) {
    const rest = [
      () => remove(dir),
      () => secondDir && remove(secondDir),
      // Other cases use the same class.
      () => test.before && removeText(test.before.filter((o) => o.kind !== 'GatewayClass')),
    ];
    for (const take of rest) {
      try {
        take();
      } catch (error) {
        report(false, 'it could be removed', error.stderr || error.stack);
      }
    }
  }
}
console.log(JSON.stringify({ name, results }));
process.exit(0);
