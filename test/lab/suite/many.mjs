// 500 services: the first apply, a change of one service by the command that generate names, and what is pruned. Seconds are printed; asserted is
// what does not depend on the machine: the requests that kubectl sends, and what clients get meanwhile. With EG_LAB_ALL=1 the
// other forms of `kubectl apply` are measured, too. EG_LAB_KUBECTL=FILE measures another kubectl.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { asker } from '../lib/asker.mjs';
import {
  kubectl,
  lab,
  labLater,
  mint,
  objectsOf,
  ROOT,
  settled,
  sleep,
  until,
  waitProgrammed,
} from '../lib/cluster.mjs';
import { prepare, prepareEnvironment } from '../lib/place.mjs';
import { racing, seen } from '../lib/racing.mjs';

const COUNT = 500;
const [NAME, NAMESPACE, HOST] = ['many', 'case-many', 'many.example.com'];
const KUBECTL = process.env.EG_LAB_KUBECTL ?? 'kubectl';
const isPublic = (i) => i % 10 === 3;

/** `changes`: by number, the keys that differ from the usual service; null removes it. */
const answersOf = (changes = {}) => ({
  version: 1,
  hostname: HOST,
  gateway: { name: NAME, namespace: NAMESPACE },
  tls: { selfSigned: true },
  traffic: { peakRequestsPerSecond: 500, p95Latency: '250ms', clientsBehind: 'direct' },
  services: Array.from({ length: COUNT }, (_, i) => i)
    .filter((i) => changes[i] !== null)
    .map((i) => ({
      name: `service-${i}`,
      path: `/v1/service-${i}`,
      backend: 'echo:8080',
      ...(isPublic(i) && { auth: 'none', publicReason: 'a test' }),
      ...changes[i],
    })),
  auth: {
    default: 'customers',
    methods: {
      customers: {
        type: 'jwt',
        issuer: 'https://auth.example.com/',
        jwks: 'https://auth.example.com/jwks.json',
        audiences: ['api'],
        claims: { sub: 'x-jwt-claim-sub' },
      },
    },
  },
  rateLimit: { scope: 'local', key: { claim: 'sub' }, limits: '60000000/minute' },
});

/** Generates into the folder of earlier runs; gives the parsed output of `--json`. */
const generateIn = (dir, changes) => {
  fs.writeFileSync(path.join(dir, 'api-gateway.yaml'), stringify(answersOf(changes), { aliasDuplicateObjects: false }));
  const program = path.join(ROOT, 'bin/eg-api-gateway.js');
  return JSON.parse(
    execFileSync(process.execPath, [program, 'generate', '-q', '--json'], { cwd: dir, encoding: 'utf8' }),
  );
};

/** Runs kubectl and gives its seconds and the requests that it sent; throws if it failed. */
const timed = async (dir, args) => {
  const from = Date.now();
  const script = 'TIMEFORMAT="cpu %U %S"; time "$@"';
  const { code, stderr } = await labLater(['run', 'bash', '-c', script, 'bash', KUBECTL, ...args, '-v=6'], {
    cwd: dir,
  });
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')}:\n${stderr.slice(-2000)}`);
  const requests = stderr.match(/ in \d+ milliseconds$|"Response" verb=/gm)?.length ?? 0;
  const [, user, system] = /^cpu ([\d.]+) ([\d.]+)$/m.exec(stderr);
  return { seconds: (Date.now() - from) / 1000, cpu: Number(user) + Number(system), requests };
};
const shown = ({ seconds, cpu, requests }) =>
  `${seconds.toFixed(1)} s of kubectl (CPU: ${cpu.toFixed(1)} s), ${requests} requests`;

/** Routes and policies, as if they were never applied; the Gateway stays. */
const wipe = () =>
  until('no route is left', 180, () => {
    for (const [group, kind] of [
      ['gateway.networking.k8s.io/v1', 'httproutes'],
      ['gateway.envoyproxy.io/v1alpha1', 'securitypolicies'],
      ['gateway.envoyproxy.io/v1alpha1', 'backendtrafficpolicies'],
      ['gateway.envoyproxy.io/v1alpha1', 'clienttrafficpolicies'],
    ])
      kubectl('delete', '--raw', `/apis/${group}/namespaces/${NAMESPACE}/${kind}`);
    return kubectl('get', 'httproutes', '-n', NAMESPACE, '-o', 'name') === '';
  });

const FIRST = [
  ['apply', '-k', 'manifests'],
  ['apply', '-k', 'manifests', '--openapi-patch=false'],
  ['apply', '-k', 'manifests', '--server-side'],
  ['apply', '-k', 'manifests', '--server-side', '--validate=false'],
];

export const run = async (report, { all }) => {
  lab('values', path.join(ROOT, 'test/lab/etc/values.yaml'));
  prepareEnvironment();
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lab-many-'));
  const manifests = path.join(dir, 'manifests');
  generateIn(dir);
  prepare(objectsOf(manifests));
  const { ask, close } = asker();
  let address;
  const statusOf = async (target, token) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const q = { address, port: 443, scheme: 'https', host: HOST, method: 'GET', path: target, headers, timeout: 5000 };
    return (await ask({ ...q, connection: `c${target.length % 4}` })).status;
  };
  /** Seconds until a path answers so. */
  const answers = async (target, wanted, token) => {
    const from = Date.now();
    for (let last; last !== wanted; await sleep(50)) {
      last = await statusOf(target, token);
      if (Date.now() - from > 90_000) throw new Error(`${target} answers ${last}, not ${wanted}`);
    }
    return (Date.now() - from) / 1000;
  };
  /** All routes answer as they must without a token; the last one of the kustomization is asked first. */
  const everyRoute = async () => {
    const waited = await answers('/v1/service-99', 401);
    await until('every route answers', 60, async () => {
      for (let i = 0; i < COUNT; i++)
        if ((await statusOf(`/v1/service-${i}`)) !== (isPublic(i) ? 200 : 401)) return false;
      return true;
    });
    return waited;
  };
  try {
    // The Gateway first, so that the start of the proxies is not part of the time.
    for (const f of ['10-gatewayclass', '20-gateway', '30-certificate'])
      kubectl('apply', '-f', path.join(manifests, `${f}.yaml`));
    address = await waitProgrammed(NAMESPACE, NAME);
    const forms = all ? FIRST : FIRST.slice(1, 2);
    for (const [i, args] of forms.entries()) {
      if (i > 0) await wipe();
      const first = await timed(dir, args);
      const waited = await everyRoute();
      report(
        true,
        `${COUNT} services answer after kubectl ${args.join(' ')}`,
        `${shown(first)}, the last route ${waited.toFixed(1)} s later`,
      );
      if (all) report(true, `the same again`, shown(await timed(dir, args)));
    }
    const [token, reader] = [{}, { scope: 'read' }].map((c) =>
      mint({ claims: JSON.stringify({ iss: 'https://auth.example.com/', aud: 'api', ...c }) }),
    );
    await settled(NAMESPACE, NAME);

    const commandOf = ({ apply }) => apply[0].replaceAll('\\\n', '').split(/\s+/).slice(1);
    const moved = { 0: { path: '/v2/service-0' } };
    const one = commandOf(generateIn(dir, moved));
    const change = await timed(dir, one);
    const waited = await answers('/v2/service-0', 200, token);
    await answers('/v1/service-0', 404);
    // GET, PATCH, and what kubectl reads of the schema.
    report(
      change.requests <= 8,
      `one service of ${COUNT} is changed by kubectl ${one.join(' ')}`,
      `${shown(change)}, the route ${waited.toFixed(1)} s later`,
    );

    // A policy and a route, while clients with and without tokens ask.
    const scoped = { ...moved, 1: { allow: { scopes: ['read'] } } };
    const two = commandOf(generateIn(dir, scoped));
    const paths = ['/v1/service-1', '/v1/service-2'];
    const headers = { authorization: `Bearer ${reader}` };
    let anonymous;
    const known = await racing({ address, host: HOST, paths }, headers, async () => {
      anonymous = await racing({ address, host: HOST, paths }, {}, async () => {
        await timed(dir, two);
        await answers('/v1/service-1', 403, token);
      });
    });
    const only = (result, statuses) =>
      Object.keys(result.statuses).every((s) => statuses.includes(s)) && result.requests > 100;
    report(only(known, ['200']), `nobody with a token is refused during kubectl ${two.join(' ')}`, seen(known));
    report(only(anonymous, ['401']), 'and nobody without one gets an answer', seen(anonymous));

    const removed = { ...scoped, 0: null };
    const { objects } = generateIn(dir, removed);
    const from = Date.now();
    lab('run', 'bash', path.join(manifests, 'prune.sh'), '--delete');
    const pruned = (Date.now() - from) / 1000;
    await answers('/v2/service-0', 404);
    const deleted = objects.filter((o) => o.does === 'delete').map((o) => o.name);
    report(
      deleted.join() === 'service-0',
      'a removed service is listed, pruned, and answers 404',
      `prune.sh: ${pruned.toFixed(1)} s`,
    );
    await everyRouteBut(statusOf, [0]);
  } finally {
    await close();
    kubectl('delete', 'namespace', NAMESPACE, '--timeout=180s');
  }
};

const everyRouteBut = (statusOf, without) =>
  until('the others answer', 60, async () => {
    for (let i = 1; i < COUNT; i += 7)
      if (!without.includes(i) && (await statusOf(`/v1/service-${i}`)) !== (isPublic(i) ? 200 : 401)) return false;
    return true;
  });
