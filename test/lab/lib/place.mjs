// A generated folder in the cluster: generates it, prepares its environment, applies it, runs its checks, removes it.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { backend, backendsOf, identityProvider } from './backends.mjs';
import {
  applyText,
  filesInOrder,
  json,
  kubectl,
  lab,
  labLater,
  labWithInput,
  objectsOf,
  ROOT,
  waitProgrammed,
} from './cluster.mjs';

/** Names of the world outside; the lab's identity provider answers all of them over verified TLS, and one that its certificate is not for. */
export const HOSTS = ['auth.example.com', 'login.example.com', 'billing.example.net'];
const PROGRAM = path.join(ROOT, 'bin/eg-api-gateway.js');

/** Generates from an answers file; gives the output folder. */
export const generateFrom = (file) => {
  const dir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lab-case-')), 'manifests');
  execFileSync(process.execPath, [PROGRAM, 'generate', '-q', '-f', file, '-o', dir], { encoding: 'utf8' });
  return dir;
};

/** Generates from answers as an object; gives the output folder. */
export const generate = (answers) => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lab-answers-')), 'api-gateway.yaml');
  fs.writeFileSync(file, stringify(answers, { aliasDuplicateObjects: false }));
  return generateFrom(file);
};

/** Namespaces and backends that a folder's objects name, ready to answer. `replicas`: of backends that have more than one. */
export const prepare = (objects, replicas) => {
  const backends = backendsOf(objects, replicas);
  const namespaces = new Set([
    ...objects.map((o) => o.metadata.namespace).filter(Boolean),
    ...backends.map((b) => b.namespace),
  ]);
  applyText([
    ...[...namespaces].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    ...backends.flatMap(backend),
  ]);
  for (const name of new Set(backends.map((b) => b.namespace)))
    kubectl('wait', '--for=condition=Available', 'deployment', '--all', '-n', name, '--timeout=120s');
};

/** The identity provider, once for all cases. */
export const prepareEnvironment = () => {
  applyText(identityProvider(HOSTS));
  for (const host of [...HOSTS, 'elsewhere.example.org']) lab('name', host, 'idp/idp');
  kubectl('wait', '--for=condition=Available', 'deployment', '--all', '-n', 'idp', '--timeout=120s');
};

/** Routes and policies of the folder that Envoy Gateway has not accepted. */
export const notAccepted = (objects) =>
  objects
    .filter((o) => /Route$|Policy$/.test(o.kind) && !/NetworkPolicy|ValidatingAdmission/.test(o.kind))
    .filter((o) => {
      const { status } = json('get', o.kind, o.metadata.name, '-n', o.metadata.namespace);
      const parents = status?.ancestors ?? status?.parents ?? [];
      return (
        parents.length === 0 ||
        !parents.every((p) => p.conditions.some((c) => c.type === 'Accepted' && c.status === 'True'))
      );
    })
    .map((o) => `${o.kind} ${o.metadata.name}`);

/** Applies a folder file by file in its order; `each` is called between the files. Gives the Gateway's address. */
export const applyInOrder = async (dir, objects, { beforeRoutes, each, gateway } = {}) => {
  const { name, namespace } = gateway ?? objects.find((o) => o.kind === 'Gateway').metadata;
  const files = filesInOrder(dir);
  const early = files.filter((f) => /\/[0-3]\d-/.test(f));
  for (const f of early) kubectl('apply', '-f', f);
  const address = await waitProgrammed(namespace, name, gateway === undefined);
  await beforeRoutes?.(address);
  for (const f of files.filter((f) => !early.includes(f))) {
    kubectl('apply', '-f', f);
    await each?.(f);
  }
  return address;
};

/** Runs the folder's validate.sh, unmodified, as a client outside the cluster: {code, stdout, stderr}. */
export const runValidate = (dir, address, credentials, options = []) => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lab-credentials-')), 'credentials');
  const lines = Object.entries(credentials).map(([k, v]) => `${k}=${v}\n`);
  fs.writeFileSync(file, lines.join(''), { mode: 0o600 });
  const script = ['client', 'bash', path.join(dir, 'validate.sh')];
  const standard = ['--address', address, '--insecure', '--credentials', file, '--no-color'];
  return labLater([...script, ...standard, ...options], { timeout: 580_000 });
};

/** Takes a folder's objects away again, but for the GatewayClass, which other Gateways share. */
export const remove = (dir) => removeText(objectsOf(dir).filter((o) => o.kind !== 'GatewayClass'));

/** Deletes objects. */
export const removeText = (items) => {
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  return labWithInput(list, 'kubectl', 'delete', '-f', '-', '--ignore-not-found', '--wait=true', '--timeout=60s');
};
