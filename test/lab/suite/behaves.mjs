// Examples applied as they are, in the generated order: no unauthenticated 200 on connections that were open before, all
// Programmed and Accepted, and the generated validate.sh passes unmodified.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { backend, backendsOf, identityProvider } from '../lib/backends.mjs';
import {
  applyText,
  clientNode,
  filesInOrder,
  json,
  kubectl,
  lab,
  labLater,
  mint,
  objectsOf,
  ROOT,
  sleep,
  until,
  waitProgrammed,
} from '../lib/cluster.mjs';

/** Names that examples use of the world outside; the lab's identity provider answers all of them over verified TLS. */
const HOSTS = ['auth.example.com', 'login.example.com', 'billing.example.net'];

const secret = (namespace, name, stringData) =>
  applyText([{ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData }]);

/** What each example needs beside its folder: credentials for validate.sh, and paths that must stay closed. */
const EXAMPLES = [
  {
    name: 'jwt-api',
    protectedPaths: ['/v1/users', '/v1/orders', '/v1/reports', '/v2/users'],
    credentials: () => {
      const claims = {
        iss: 'https://auth.example.com/',
        aud: 'api',
        sub: `user-${randomBytes(4).toString('hex')}`,
        scope: 'orders:read',
      };
      return { TOKEN_CUSTOMERS: mint(claims), TOKEN_CUSTOMERS_FORBIDDEN: mint({ ...claims, scope: 'nothing' }) };
    },
  },
  {
    name: 'partner-keys',
    protectedPaths: ['/v1/catalog', '/v1/prices', '/v1/orders', '/v1/webhooks'],
    secrets: (namespace) => {
      const keys = { acme: randomBytes(24).toString('base64url'), globex: randomBytes(24).toString('base64url') };
      applyText([
        { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'partner-keys', namespace }, stringData: keys },
      ]);
      return { KEY_PARTNERS: keys.acme, KEY_PARTNERS_ACME: keys.acme, KEY_PARTNERS_GLOBEX: keys.globex };
    },
    credentials: () => ({
      TOKEN_MACHINES: mint({ iss: 'https://auth.example.com/', aud: 'partner-api', sub: 'machine-1' }),
    }),
  },
  {
    name: 'portal-and-machines',
    protectedPaths: ['/app', '/api', '/billing'],
    secrets: (namespace) => {
      secret(namespace, 'portal-oidc', { 'client-secret': randomBytes(16).toString('hex') });
      return {};
    },
    credentials: () => {
      const claims = { iss: 'https://login.example.com/', aud: 'portal-api', sub: 'machine-1', role: 'admin' };
      return { TOKEN_MACHINES: mint(claims), TOKEN_MACHINES_FORBIDDEN: mint({ ...claims, role: 'nobody' }) };
    },
    // The server outside the cluster is the identity provider, which knows no such path.
    options: ['--reached', '404'],
    // A login needs a browser.
    skips: true,
  },
  {
    name: 'grpc-extauth',
    protectedPaths: ['/shop.v1.Orders/Get', '/shop.v1.Stock/Get'],
    secrets: (namespace) => {
      const spec = { secretName: 'grpc-tls', dnsNames: ['grpc.example.com'], issuerRef: { name: 'lab' } };
      applyText([
        { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata: { name: 'grpc-tls', namespace }, spec },
      ]);
      return { EXTAUTH_AUTHORIZER: 'x-lab-token: open' };
    },
    credentials: () => ({}),
  },
  {
    name: 'more-methods',
    answers: 'test/lab/cases/more-methods.yaml',
    protectedPaths: ['/staff', '/feed', '/shop', '/hooks', '/versioned'],
    secrets: (namespace) => {
      const [password, reader, visitor] = [1, 2, 3].map(() => randomBytes(18).toString('base64url'));
      secret(namespace, 'people', {
        '.htpasswd': `ann:{SHA}${createHash('sha1').update(password).digest('base64')}\n`,
      });
      secret(namespace, 'reader-keys', { one: reader });
      secret(namespace, 'visitor-keys', { two: visitor });
      return {
        BASIC_PEOPLE: `ann:${password}`,
        KEY_READERS_ONE: reader,
        KEY_VISITORS_TWO: visitor,
        EXTAUTH_JUDGE: 'x-lab-token: open',
      };
    },
    credentials: () => ({
      TOKEN_APPS: mint({ iss: 'https://auth.example.com/', aud: 'more', sub: `app-${randomBytes(3).toString('hex')}` }),
    }),
  },
];

/** The output of answers that are no example. */
const generated = (answers) => {
  const dir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lab-case-')), 'manifests');
  execFileSync(
    process.execPath,
    [path.join(ROOT, 'bin/eg-api-gateway.js'), 'generate', '-q', '-f', path.join(ROOT, answers), '-o', dir],
    { stdio: 'inherit' },
  );
  return dir;
};

const prepare = async (objects) => {
  const backends = backendsOf(objects);
  const namespaces = new Set([
    ...objects.map((o) => o.metadata.namespace).filter(Boolean),
    ...backends.map((b) => b.namespace),
  ]);
  applyText([
    ...[...namespaces].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    ...backends.flatMap(backend),
    ...identityProvider(HOSTS),
  ]);
  for (const host of HOSTS) lab('name', host, 'idp/idp');
  kubectl('wait', '--for=condition=Available', 'deployment', '--all', '-A', '--timeout=120s');
};

/** Routes and policies of the folder that Envoy Gateway has not accepted. */
const notAccepted = (objects) =>
  objects
    .filter((o) => /Route$|Policy$/.test(o.kind) && !/NetworkPolicy/.test(o.kind))
    .filter((o) => {
      const { status } = json('get', o.kind, o.metadata.name, '-n', o.metadata.namespace);
      const parents = status?.ancestors ?? status?.parents ?? [];
      return (
        parents.length === 0 ||
        !parents.every((p) => p.conditions.some((c) => c.type === 'Accepted' && c.status === 'True'))
      );
    })
    .map((o) => `${o.kind} ${o.metadata.name}`);

const runValidate = async (dir, address, credentials, options = []) => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lab-credentials-')), 'credentials');
  fs.writeFileSync(
    file,
    Object.entries(credentials)
      .map(([k, v]) => `${k}=${v}\n`)
      .join(''),
    { mode: 0o600 },
  );
  return labLater(
    [
      'client',
      'bash',
      path.join(dir, 'validate.sh'),
      '--address',
      address,
      '--insecure',
      '--credentials',
      file,
      '--no-color',
      ...options,
    ],
    { timeout: 580_000 },
  );
};

export const run = async (report, only) => {
  for (const example of EXAMPLES) {
    if (only && example.name !== only) continue;
    const dir = example.answers ? generated(example.answers) : path.join(ROOT, 'examples', example.name, 'manifests');
    const objects = objectsOf(dir);
    const gateway = objects.find((o) => o.kind === 'Gateway');
    const { namespace, name } = gateway.metadata;
    const host = gateway.spec.listeners[0].hostname;
    // The folder's own Helm values: what the manifests rely on is switched on there.
    lab('values', path.join(dir, 'envoy-gateway-values.yaml'));
    await prepare(objects);
    const keys = example.secrets?.(namespace) ?? {};
    const files = filesInOrder(dir);
    const early = files.filter((f) => /\/[0-3]\d-/.test(f));
    for (const f of early) kubectl('apply', '-f', f);
    const address = await waitProgrammed(namespace, name);
    // Connections are open before any route is there, and stay open while routes and policies come.
    const race = { address, host, paths: example.protectedPaths, connections: 6, seconds: 25 };
    const racing = Promise.all([
      clientNode('race.mjs', race),
      clientNode('race.mjs', { ...race, connections: 2, h2: true }),
    ]);
    await sleep(3000);
    for (const f of files.filter((f) => !early.includes(f))) {
      kubectl('apply', '-f', f);
      await sleep(2000);
    }
    for (const [i, { counts, opened }] of (await racing).entries()) {
      const open = Object.values(counts).some((c) => Object.keys(c).some((s) => s.startsWith('2')));
      const total = Object.values(counts).reduce((n, c) => n + Object.values(c).reduce((a, b) => a + b, 0), 0);
      report(
        !open && total > 100,
        `${example.name}: closed while it is applied, ${i ? 'HTTP/2 streams' : 'kept-alive connections'}: ${total} requests, ${opened} connections`,
        JSON.stringify(counts),
      );
    }
    await until(`${example.name} accepted`, 60, () => notAccepted(objects).length === 0).catch(() => undefined);
    report(
      notAccepted(objects).length === 0,
      `${example.name}: all routes and policies accepted`,
      notAccepted(objects).join(', '),
    );
    // A changed cluster takes up to 15 s to act in Envoy, and no local limit may be touched while its bucket is asked.
    await sleep(17_000);
    const result = await runValidate(dir, address, { ...keys, ...example.credentials() }, example.options);
    report(
      result.code === (example.skips ? 3 : 0),
      `${example.name}: validate.sh passes unmodified`,
      result.stdout + result.stderr,
    );
    kubectl('delete', '--ignore-not-found', '--wait=true', '--timeout=60s', ...files.flatMap((f) => ['-f', f]));
  }
};
