// Examples applied as they are, in the generated order: no unauthenticated 200 on connections that were open before, all
// Programmed and Accepted, and the generated validate.sh passes unmodified.
import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { applyText, clientNode, lab, mint, objectsOf, ROOT, sleep, until } from '../lib/cluster.mjs';
import {
  applyInOrder,
  generateFrom,
  notAccepted,
  prepare,
  prepareEnvironment,
  remove,
  runValidate,
} from '../lib/place.mjs';

const secret = (namespace, name, stringData) =>
  applyText([{ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData }]);

/** What each example needs beside its folder: credentials for validate.sh, and paths that must stay closed. */
const EXAMPLES = [
  {
    // README shows lines of its validate.sh.
    name: 'minimal',
    protectedPaths: ['/v1/users'],
    credentials: () => ({
      TOKEN_CUSTOMERS: mint({ iss: 'https://auth.example.com/', aud: 'api', sub: 'a-user' }),
    }),
  },
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
    name: 'oidc-login',
    answers: 'test/golden/cases/oidc-login/api-gateway.yaml',
    protectedPaths: ['/app', '/api', '/billing'],
    secrets: (namespace) => {
      secret(namespace, 'portal-oidc', { 'client-secret': randomBytes(16).toString('hex') });
      secret(namespace, 'billing-credential', { credential: `Bearer ${randomBytes(16).toString('hex')}` });
      return {};
    },
    credentials: () => {
      const claims = { iss: 'https://login.example.com/', aud: 'portal-api', sub: 'machine-1', role: 'admin' };
      return { TOKEN_MACHINES: mint(claims), TOKEN_MACHINES_FORBIDDEN: mint({ ...claims, role: 'nobody' }) };
    },
    // The server outside the cluster is the identity provider, which knows no such path.
    options: ['--reached', '404'],
  },
  {
    name: 'grpc-authorizer',
    answers: 'test/golden/cases/grpc-authorizer/api-gateway.yaml',
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

/** Without EG_LAB_ALL=1: the others differ in what the behaviour cases show as well. */
const CORE = ['jwt-api', 'more-methods'];

export const run = async (report, { only, all }) => {
  prepareEnvironment();
  for (const example of EXAMPLES) {
    if (only ? !only.split(',').includes(example.name) : !all && !CORE.includes(example.name)) continue;
    const dir = example.answers
      ? generateFrom(path.join(ROOT, example.answers))
      : path.join(ROOT, 'examples', example.name, 'manifests');
    const objects = objectsOf(dir);
    const gateway = objects.find((o) => o.kind === 'Gateway');
    // The folder's own Helm values: what the manifests rely on is switched on there.
    lab('values', path.join(dir, 'envoy-gateway-values.yaml'));
    prepare(objects);
    const keys = example.secrets?.(gateway.metadata.namespace) ?? {};
    let racing;
    // Connections are open before any route is there, and stay open while routes and policies come.
    const beforeRoutes = async (address) => {
      const host = gateway.spec.listeners[0].hostname;
      const race = { address, host, paths: example.protectedPaths, connections: 6, seconds: 120 };
      racing = [
        clientNode('race.mjs', { ...race, how: 'kept' }),
        clientNode('race.mjs', { ...race, connections: 2, how: 'h2' }),
      ];
      await sleep(3000);
    };
    const address = await applyInOrder(dir, objects, { beforeRoutes, each: () => sleep(2000) });
    await until(`${example.name} accepted`, 60, () => notAccepted(objects).length === 0).catch(() => undefined);
    await sleep(2000);
    for (const client of racing) client.stop();
    for (const [i, { counts, opened }] of (await Promise.all(racing.map((c) => c.result))).entries()) {
      const open = Object.values(counts).some((c) => Object.keys(c).some((s) => s.startsWith('2')));
      const total = Object.values(counts).reduce((n, c) => n + Object.values(c).reduce((a, b) => a + b, 0), 0);
      report(
        !open && total > 100,
        `${example.name}: closed while it is applied, ${i ? 'HTTP/2 streams' : 'kept-alive connections'}: ${total} requests, ${opened} connections`,
        JSON.stringify(counts),
      );
    }
    report(
      notAccepted(objects).length === 0,
      `${example.name}: all routes and policies accepted`,
      notAccepted(objects).join(', '),
    );
    // A changed cluster takes up to 15 s to act in Envoy, and no local limit may be touched while its bucket is asked.
    await sleep(17_000);
    const result = await runValidate(dir, address, { ...keys, ...example.credentials() }, example.options);
    report(result.code === 0, `${example.name}: validate.sh passes unmodified`, result.stdout + result.stderr);
    remove(dir);
  }
};
