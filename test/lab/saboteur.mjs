// Breaks a running gateway, one mutation of test/sabotage/mutations.yaml after the other: saboteur.mjs COPY NAMES(JSON)
//   -> a JSON line for each: {name, refused, failed: [probe ids], findings: [codes]}; the first is about the unbroken gateway.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { baseAnswers, isTarget, mutated, mutateFolder } from '../sabotage/mutate.mjs';
import { kubectl, labWithInput, objectsOf, ROOT, settled, sleep } from './lib/cluster.mjs';
import { applyInOrder, generate, prepare, remove, runValidate } from './lib/place.mjs';
import { secretsOf } from './lib/secrets.mjs';

const copy = process.argv[2];
const wanted = new Set(JSON.parse(process.argv[3]));
const base = parse(fs.readFileSync(path.join(ROOT, 'test/sabotage/base.yaml'), 'utf8'));
const all = parse(fs.readFileSync(path.join(ROOT, 'test/sabotage/mutations.yaml'), 'utf8'));
const namespace = `sabotage-${copy}`;
const dir = generate(baseAnswers(base, namespace));
const objects = objectsOf(dir);
const say = (line) => console.log(JSON.stringify(line));

let run = 0;
/** Ids of the checks that fail; each run is another user, so that no limit of an earlier one counts. */
const validate = async (address) => {
  const { fill } = secretsOf({
    tokens: {
      good: { aud: 'api', sub: `user-${copy}-${++run}`, scope: 'users:read' },
      bad: { aud: 'api', sub: `user-${copy}-${run}`, scope: 'nothing' },
    },
  });
  const credentials = {
    TOKEN_CUSTOMERS: fill('${token:good}'),
    TOKEN_CUSTOMERS_FORBIDDEN: fill('${token:bad}'),
    ...Object.fromEntries(Object.entries(fixed).map(([k, v]) => [k, v])),
  };
  const { stdout, stderr } = await runValidate(dir, address, credentials, ['--json', '--timeout', '6']);
  const lines = stdout.split('\n').filter((l) => l.startsWith('{'));
  if (lines.length === 0) throw new Error(`validate.sh gave nothing: ${stdout}${stderr}`);
  return lines.map((l) => JSON.parse(l)).filter((l) => l.result === 'fail');
};

/** Codes of what check says about the folder with the mutation in its files. */
const findings = (mutation) => {
  const broken = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lab-broken-')), 'manifests');
  fs.cpSync(dir, broken, { recursive: true });
  if (mutation) mutateFolder(mutation, broken);
  const { stdout } = spawnSync(
    process.execPath,
    [path.join(ROOT, 'bin/eg-api-gateway.js'), 'check', broken, '--json'],
    { encoding: 'utf8' },
  );
  // Services and Secrets are not part of the output, which is information.
  const isElsewhere = (f) => f.severity === 'info' && /^(BackendNotFound|SecretNotFound)$/.test(f.code);
  return [...new Set(JSON.parse(stdout).findings.flatMap((f) => (isElsewhere(f) ? [] : [f.code])))];
};

prepare(objects);
const { fill } = secretsOf(base, namespace);
const fixed = {
  KEY_KEYS_ACME: fill('${partner-keys/acme}'),
  KEY_KEYS_GLOBEX: fill('${partner-keys/globex}'),
  BASIC_STAFF: fill('${password:ann}'),
  EXTAUTH_AUTHORIZER: 'x-lab-token: open',
};
try {
  const address = await applyInOrder(dir, objects);
  await settled(namespace, 'sabotage');
  say({ name: '', failed: await validate(address), findings: findings() });
  for (const mutation of all.filter((m) => wanted.has(m.name))) {
    const targets = objects.filter((o) => isTarget(mutation, o));
    if (targets.length !== 1) throw new Error(`${mutation.name}: ${targets.length} objects are ${mutation.on}`);
    const [original] = targets;
    const broken = mutated(mutation, original);
    const replace = (object) => labWithInput(JSON.stringify(object), 'kubectl', 'replace', '-f', '-');
    try {
      if (broken) replace(broken);
      else kubectl('delete', original.kind, original.metadata.name, '-n', namespace);
    } catch (error) {
      say({ name: mutation.name, refused: error.stderr, failed: [], findings: findings(mutation) });
      continue;
    }
    await sleep(1000);
    await settled(namespace, 'sabotage');
    say({ name: mutation.name, failed: await validate(address), findings: findings(mutation) });
    if (broken) replace(original);
    else labWithInput(JSON.stringify(original), 'kubectl', 'apply', '-f', '-');
    await sleep(1000);
    await settled(namespace, 'sabotage');
  }
} finally {
  remove(dir);
}
process.exit(0);
