// What the suites do with the running lab.
import { execFile, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const LAB = fileURLToPath(new URL('../lab.sh', import.meta.url));
const OPTIONS = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 };

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** The kubeconfig of a cluster that is not the lab's (suite.mjs --kubeconfig); undefined: the lab. */
export const FOREIGN = process.env.EG_LAB_KUBECONFIG;

/** The command of a verb of lab.sh. On another cluster clients are this machine, and Envoy Gateway is installed already. */
const commandOf = ([verb, ...args]) => {
  if (FOREIGN === undefined) return ['bash', [LAB, verb, ...args]];
  if (verb === 'kubectl') return ['kubectl', ['--kubeconfig', FOREIGN, ...args]];
  if (verb === 'client') return [args[0], args.slice(1)];
  if (verb === 'values') return ['true', []];
  throw new Error(`"${verb}" needs the lab's own cluster`);
};

/** Runs a verb of lab.sh and gives its output; a failure carries what was printed. */
export const lab = (...args) => execFileSync(...commandOf(args), { ...OPTIONS, stdio: ['ignore', 'pipe', 'pipe'] });

/** Runs a verb that reads stdin. */
export const labWithInput = (input, ...args) =>
  execFileSync(...commandOf(args), { ...OPTIONS, input, stdio: ['pipe', 'pipe', 'pipe'] });

/** The same without waiting: code, stdout and stderr once it has ended. */
export const labLater = (args, options = {}) =>
  new Promise((done) => {
    execFile(...commandOf(args), { ...OPTIONS, ...options }, (error, stdout, stderr) =>
      done({ code: error ? (error.code ?? 1) : 0, stdout, stderr }),
    );
  });

export const kubectl = (...args) => lab('kubectl', ...args);

/** Applies objects or YAML text. */
export const applyText = (text, ...more) => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lab-')), 'objects.yaml');
  fs.writeFileSync(
    file,
    typeof text === 'string' ? text : JSON.stringify({ apiVersion: 'v1', kind: 'List', items: text }),
  );
  return kubectl('apply', '-f', file, ...more);
};

/** Files of an output folder in the order of its kustomization, and of the kustomizations that it names. */
export const filesInOrder = (dir) =>
  parse(fs.readFileSync(path.join(dir, 'kustomization.yaml'), 'utf8'))
    .resources.map((f) => path.join(dir, f))
    .flatMap((f) => (fs.statSync(f).isDirectory() ? filesInOrder(f) : [f]));

/** All objects of files, in order. */
export const objectsInFiles = (files) =>
  files.flatMap((f) => parseAllDocuments(fs.readFileSync(f, 'utf8')).map((d) => d.toJS())).filter(Boolean);

/** All objects of a folder, in order. */
export const objectsOf = (dir) => objectsInFiles(filesInOrder(dir));

/** Asks again until a function gives something true; throws with the last answer after so many seconds. */
export const until = async (what, seconds, ask) => {
  let last;
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(500)) {
    try {
      last = await ask();
      if (last) return last;
    } catch (error) {
      last = error.stderr || error.message;
    }
  }
  throw new Error(`${what} did not come within ${seconds} s: ${String(last).slice(0, 500)}`);
};

export const json = (...args) => JSON.parse(kubectl(...args, '-o', 'json'));

const OWNER = 'gateway.envoyproxy.io/owning-gateway';

/** The running proxies of a Gateway. */
export const proxiesOf = (namespace, name) => {
  const running = (label) => json('get', 'pods', '-A', '-l', label).items.filter((p) => !p.metadata.deletionTimestamp);
  const own = running(`${OWNER}-name=${name},${OWNER}-namespace=${namespace}`);
  // With mergeGateways, those of the class.
  return own.length > 0
    ? own
    : running(`${OWNER}class=${json('get', 'gateway', name, '-n', namespace).spec.gatewayClassName}`);
};

export const waitProgrammed = async (namespace, name, generated = true) => {
  await until(`Gateway ${namespace}/${name} programmed`, 120, () =>
    json('get', 'gateway', name, '-n', namespace).status?.conditions?.some(
      (c) => c.type === 'Programmed' && c.status === 'True',
    ),
  );
  await until('proxies', 120, () => {
    const pods = proxiesOf(namespace, name);
    // A DaemonSet has one on the only node; the Gateway of another owner may have one replica.
    const least = pods.some((p) => p.metadata.ownerReferences?.[0].kind === 'DaemonSet') || !generated ? 1 : 2;
    return (
      pods.length >= least &&
      pods.every((p) => p.status.conditions?.some((c) => c.type === 'Ready' && c.status === 'True'))
    );
  });
  return json('get', 'gateway', name, '-n', namespace).status.addresses[0].value;
};

/** Waits until every proxy uses what it was told: Envoy keeps an old cluster for up to 16 s while the new one warms. */
export const settled = async (ofNamespace, ofName) => {
  if (FOREIGN !== undefined) return sleep(18_000);
  await sleep(1500);
  await until(`${ofNamespace}/${ofName} settled`, 40, () =>
    proxiesOf(ofNamespace, ofName).every(({ metadata: { namespace, name } }) => {
      const url = 'http://127.0.0.1:19000/config_dump?resource=dynamic_warming_clusters';
      return (
        JSON.parse(lab('podnet', `${namespace}/${name}`, 'curl', '-sf', '--max-time', '5', url)).configs === undefined
      );
    }),
  );
};

const fromProvider = (path) =>
  lab(
    'client',
    'curl',
    '-sf',
    '--max-time',
    '10',
    `http://${json('get', 'service', 'idp', '-n', 'idp').spec.clusterIP}:8080/${path}`,
  ).trim();

/** The public keys of the lab's identity provider, as JSON. */
export const providerKeys = () => fromProvider('jwks.json');

/** A token of the lab's identity provider; claims as query parameters (`exp_in`: seconds). */
export const mint = (claims) => fromProvider(`mint?${new URLSearchParams(claims)}`);

/** The command that runs a program as a client outside the cluster. */
export const clientCommand = (argv) => commandOf(['client', ...argv]);

/** Starts a Node program as a client outside the cluster: `stop()` ends its stdin, `result` is the JSON that it printed. */
export const clientNode = (script, args) => {
  const [command, argv] = clientCommand([
    process.execPath,
    fileURLToPath(new URL(script, import.meta.url)),
    JSON.stringify(args),
  ]);
  const child = spawn(command, argv, { stdio: ['pipe', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (d) => {
    out += d;
  });
  const result = new Promise((done, fail) =>
    child.on('close', (code) => {
      if (code !== 0) return fail(new Error(`${script} ended with ${code}`));
      try {
        done(JSON.parse(out));
      } catch (e) {
        fail(new Error(`${script} printed ${out.length} characters that are not JSON: ${e.message}`));
      }
    }),
  );
  return { result, stop: () => child.stdin.end() };
};
