// The example with several teams on a cluster: platform and teams are applied as units, each validate.sh passes, admission
// policies refuse objects beyond a team's permissions, members may do what the Role allows, a rollback changes only one team.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  applyText,
  clientNode,
  json,
  kubectl,
  lab,
  labLater,
  labWithInput,
  mint,
  objectsOf,
  ROOT,
  sleep,
  until,
} from '../lib/cluster.mjs';
import { applyInOrder, generateFrom, notAccepted, prepare, prepareEnvironment, runValidate } from '../lib/place.mjs';
import { ADMITTED, CAN, REFUSED } from './teams-cases.mjs';
import { FIELDS_ADMITTED, FIELDS_REFUSED } from './teams-field-cases.mjs';
import { SECRETS_ADMITTED, SECRETS_REFUSED } from './teams-secret-cases.mjs';

const EXAMPLE = path.join(ROOT, 'examples/teams');
const PROGRAM = path.join(ROOT, 'bin/eg-api-gateway.js');
const TEAMS = { payments: 'payments', catalog: 'shop' };

/** What the API server says to an object, without keeping it. */
const verdict = async (object) => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lab-rail-')), 'object.yaml');
  fs.writeFileSync(file, JSON.stringify(object));
  return labLater(['kubectl', 'apply', '--dry-run=server', '-f', file]);
};

const validated = async (report, admitted, refused) => {
  for (const { name, object } of admitted) {
    const { code, stderr } = await verdict(object);
    report(code === 0, `teams: admitted: ${name}`, stderr);
  }
  for (const { name, object, says } of refused) {
    const { code, stderr } = await verdict(object);
    // Refused by the guard rail itself, not by a schema that the object breaks besides.
    report(
      code !== 0 && /ValidatingAdmissionPolicy 'edge-edge-/.test(stderr) && stderr.includes(says),
      `teams: refused: ${name}`,
      stderr,
    );
  }
};

const admissionPolicies = (report) =>
  validated(report, [...ADMITTED, ...FIELDS_ADMITTED], [...REFUSED, ...FIELDS_REFUSED]);

/** The admission policies of the golden case with a manager of secrets, in place of the others; nothing else of it is applied. */
const policiesOfStore = async (report) => {
  const dir = generateFrom(path.join(ROOT, 'test/golden/cases/teams-argocd/api-gateway.yaml'));
  const objects = objectsOf(path.join(dir, 'platform')).filter(
    (o) => o.kind === 'Namespace' || o.kind.startsWith('ValidatingAdmissionPolicy'),
  );
  applyText(objects);
  await until('admission policies of secrets', 30, async () => (await verdict(SECRETS_REFUSED[0].object)).code !== 0);
  await validated(report, SECRETS_ADMITTED, SECRETS_REFUSED);
  for (const { kind, metadata } of objects.filter((o) => o.kind !== 'Namespace'))
    kubectl('delete', kind, metadata.name, '--ignore-not-found');
};

const matrix = async (report) => {
  for (const [group, verb, what, namespace, may] of CAN) {
    const asked = ['auth', 'can-i', verb, what, '-n', namespace, '--as', 'someone', '--as-group', group];
    const { stdout, stderr } = await labLater(['kubectl', ...asked]);
    report(
      stdout.trim() === (may ? 'yes' : 'no'),
      `teams: ${group} ${may ? 'may' : 'may not'} ${verb} ${what} in ${namespace}`,
      stdout + stderr,
    );
  }
};

const PEOPLE = { payments: 'payments-developers', catalog: 'shop-developers' };

/** Who may do what a Role says may apply the whole unit, and no other one: people of the team, and the account of Flux. */
const rights = async (report, dirs) => {
  for (const team of Object.keys(TEAMS)) {
    const callers = [
      ['--as', 'someone', '--as-group', PEOPLE[team]],
      ['--as', `system:serviceaccount:flux-system:edge-${team}`],
    ];
    for (const caller of callers)
      for (const [unit, dir] of Object.entries(dirs)) {
        const { code, stderr } = await labLater(['kubectl', 'apply', '-k', dir, '--dry-run=server', ...caller]);
        const right = unit === team ? code === 0 : code !== 0 && /forbidden/i.test(stderr);
        report(
          right,
          `teams: ${caller.at(-1)} ${unit === team ? 'may' : 'may not'} apply the unit ${unit}`,
          code === 0 ? '' : stderr.slice(0, 400),
        );
      }
  }
};

/** What of a folder's objects an apply could have changed. */
const footprints = (objects) =>
  objects.map((o) => {
    const { uid, generation } = json(
      'get',
      o.kind,
      o.metadata.name,
      ...(o.metadata.namespace ? ['-n', o.metadata.namespace] : []),
    ).metadata;
    return `${o.kind} ${o.metadata.name} ${uid} ${generation}`;
  });

/** One team changes, and takes it back; meanwhile the other is asked without a pause. */
const rollback = async (report, dirs, address, token) => {
  const others = [...objectsOf(dirs.platform), ...objectsOf(dirs.catalog)];
  const before = footprints(others);
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'lab-teams-'));
  fs.cpSync(EXAMPLE, copy, { recursive: true });
  // Only what the team itself needs: no other team's answers.
  fs.rmSync(path.join(copy, 'teams/catalog.yaml'));
  const answers = path.join(copy, 'teams/payments.yaml');
  const change = (from, to) => {
    fs.writeFileSync(answers, fs.readFileSync(answers, 'utf8').replace(from, to));
    execFileSync(process.execPath, [PROGRAM, 'generate', '-q', '--team', 'payments'], { cwd: copy });
    kubectl('apply', '-k', path.join(copy, 'manifests/teams/payments'));
  };
  const race = {
    address,
    host: 'api.example.com',
    connections: 2,
    seconds: 120,
    headers: { authorization: `Bearer ${token}` },
  };
  const asked = clientNode('race.mjs', { ...race, paths: ['/v1/catalog', '/nobody'], how: 'kept' });
  change('rateLimit: 20/minute', 'rateLimit: 7/minute');
  await sleep(3000);
  const limit = () =>
    JSON.stringify(json('get', 'backendtrafficpolicy', '-n', 'payments').items.map((p) => p.spec.rateLimit));
  report(limit().includes('"requests":7'), 'teams: one team changes its limit', limit());
  change('rateLimit: 7/minute', 'rateLimit: 20/minute');
  await sleep(3000);
  asked.stop();
  const { counts } = await asked.result;
  const total = Object.values(counts).flatMap((c) => Object.entries(c));
  report(limit().includes('"requests":20') && !limit().includes('"requests":7,'), 'teams: and takes it back', limit());
  report(
    total.every(([status]) => ['200', '404', '429'].includes(status)) && total.length > 0,
    'teams: requests of others are answered as before, without a break',
    JSON.stringify(counts),
  );
  const after = footprints(others);
  report(
    JSON.stringify(after) === JSON.stringify(before),
    `teams: ${others.length} objects of the platform and of the other team are the same objects, of the same generation`,
    after.filter((x) => !before.includes(x)).join('\n'),
  );
};

/** The runbook's own command to take away what is not generated any more, as it stands there: what it would delete. */
const pruned = async (dir) => {
  const text = fs.readFileSync(path.join(dir, 'README.md'), 'utf8');
  const [, words] = /kubectl (apply -k \. --prune --dry-run=server[\s\S]*?)\n```/.exec(text);
  const list = execFileSync('bash', ['-c', `printf '%s\\0' ${words}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
  const { code, stdout, stderr } = await labLater(['kubectl', ...list.map((w) => (w === '.' ? dir : w))]);
  return code === 0 ? stdout.split('\n').filter((l) => l.includes('pruned')) : [stdout + stderr];
};

/** A unit takes away what is its own and nothing else. */
const pruning = async (report, dirs) => {
  const stray = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: {
      name: 'stray',
      namespace: 'payments',
      labels: {
        'app.kubernetes.io/managed-by': 'eg-api-gateway',
        'app.kubernetes.io/part-of': 'edge',
        'eg-api-gateway/team': 'payments',
      },
    },
    spec: {
      parentRefs: [{ name: 'edge', namespace: 'edge', sectionName: 'https' }],
      rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/v1/payments/old' } }] }],
    },
  };
  applyText([stray]);
  // What kubectl may prune it knows by an annotation that apply leaves.
  for (const [unit, dir] of Object.entries(dirs)) {
    const seen = await pruned(dir);
    const right = unit === 'payments' ? seen.length === 1 && seen[0].includes('stray') : seen.length === 0;
    report(right, `teams: the runbook of ${unit} takes away what is its own alone`, seen.join('\n'));
  }
  kubectl('delete', 'httproute', 'stray', '-n', 'payments');
};

/** A route whose team forgot limits has those of the platform. */
const fallback = async (report, dir, address, token) => {
  const limit = async () => {
    const ask = [
      'curl',
      '-sk',
      '-o',
      '/dev/null',
      '-D',
      '-',
      '--max-time',
      '10',
      '--resolve',
      `api.example.com:443:${address}`,
    ];
    const { stdout } = await labLater([
      'client',
      ...ask,
      '-H',
      `authorization: Bearer ${token}`,
      'https://api.example.com/v1/catalog',
    ]);
    return /x-ratelimit-limit: *(.*)/i.exec(stdout)?.[1]?.trim() ?? stdout.slice(0, 200);
  };
  kubectl('delete', 'backendtrafficpolicy', '--all', '-n', 'shop');
  let seen = '';
  const ofPlatform = async () => {
    seen = await limit();
    return /(^|\D)60(\D|$)/.test(seen);
  };
  const found = await until('the limit of the platform', 30, ofPlatform).catch(() => false);
  report(found, 'teams: a route without limits of its own has those of the platform', seen);
  kubectl('apply', '-k', dir);
  await sleep(3000);
};

/** A route that nobody admits to the listener, though it names it. */
const stranger = async (report) => {
  const route = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'stranger', namespace: 'idp' },
    spec: {
      parentRefs: [{ name: 'edge', namespace: 'edge', sectionName: 'https' }],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/v1/payments/special' } }],
          backendRefs: [{ name: 'idp', port: 8080 }],
        },
      ],
    },
  };
  applyText([route]);
  const reason = await until(
    'a verdict on the stranger',
    30,
    () =>
      json('get', 'httproute', 'stranger', '-n', 'idp').status?.parents?.[0]?.conditions?.find(
        (c) => c.type === 'Accepted',
      )?.reason,
  ).catch((e) => e.message);
  report(reason === 'NotAllowedByListeners', 'teams: a namespace that is no team gets no route', reason);
  kubectl('delete', 'httproute', 'stranger', '-n', 'idp');
};

export const run = async (report, { only }) => {
  if (only && !only.split(',').includes('teams')) return;
  prepareEnvironment();
  const out = path.join(EXAMPLE, 'manifests');
  const dirs = { platform: path.join(out, 'platform') };
  for (const team of Object.keys(TEAMS)) dirs[team] = path.join(out, 'teams', team);
  lab('values', path.join(dirs.platform, 'envoy-gateway-values.yaml'));
  const objects = Object.values(dirs).flatMap(objectsOf);
  prepare(objects);
  const keys = { acme: randomBytes(24).toString('base64url'), globex: randomBytes(24).toString('base64url') };
  applyText([
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'partner-keys', namespace: 'edge' }, stringData: keys },
  ]);
  const address = await applyInOrder(dirs.platform, objectsOf(dirs.platform));
  // Connections are open before any route of a team is there.
  const race = {
    address,
    host: 'api.example.com',
    paths: ['/v1/payments', '/v1/refunds', '/v1/catalog'],
    connections: 6,
    seconds: 120,
  };
  const racing = [
    clientNode('race.mjs', { ...race, how: 'kept' }),
    clientNode('race.mjs', { ...race, connections: 2, how: 'h2' }),
  ];
  await sleep(3000);
  for (const team of Object.keys(TEAMS)) {
    kubectl('apply', '-k', dirs[team]);
    await sleep(2000);
  }
  await until('teams accepted', 60, () => notAccepted(objects).length === 0).catch(() => undefined);
  for (const client of racing) client.stop();
  const counted = Date.now();
  for (const { counts } of await Promise.all(racing.map((c) => c.result))) {
    const open = Object.values(counts).some((c) => Object.keys(c).some((s) => s.startsWith('2')));
    report(!open, 'teams: closed while units arrive', JSON.stringify(counts));
  }
  report(notAccepted(objects).length === 0, 'teams: all routes and policies accepted', notAccepted(objects).join(', '));
  await stranger(report);
  await pruning(report, dirs);
  await admissionPolicies(report);
  await matrix(report);
  await rights(report, dirs);
  // The budgets of a minute that the race has used up are full again then.
  await sleep(Math.max(0, counted + 62_000 - Date.now()));
  const token = mint({ iss: 'https://auth.example.com/', aud: 'api', sub: `user-${randomBytes(4).toString('hex')}` });
  const credentials = {
    TOKEN_CUSTOMERS: token,
    KEY_PARTNERS: keys.acme,
    KEY_PARTNERS_ACME: keys.acme,
    KEY_PARTNERS_GLOBEX: keys.globex,
  };
  for (const [unit, dir] of Object.entries(dirs)) {
    const result = await runValidate(dir, address, credentials, [
      '--reached',
      '404',
      '--probe-image',
      'curlimages/curl:8.11.1',
    ]);
    report(result.code === 0, `teams: validate.sh of ${unit} passes unmodified`, result.stdout + result.stderr);
  }
  await fallback(report, dirs.catalog, address, token);
  await rollback(report, dirs, address, token);
  for (const dir of Object.values(dirs).reverse()) {
    const keep = objectsOf(dir).filter((o) => !['GatewayClass', 'Namespace'].includes(o.kind));
    labWithInput(
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: keep }),
      'kubectl',
      'delete',
      '-f',
      '-',
      '--ignore-not-found',
      '--wait=true',
      '--timeout=60s',
    );
  }
  await policiesOfStore(report);
};
