// Closed while everything changes: a service walks through its methods of authentication, one change for each ordered pair,
// while clients without credentials ask over connections of all kinds that were open before. Then a policy is taken away, the
// controller and the proxies restart, and a canary comes; there, clients with credentials notice nothing.
import path from 'node:path';
import { asker } from '../lib/asker.mjs';
import { json, kubectl, lab, objectsOf, ROOT, settled, sleep, until } from '../lib/cluster.mjs';
import { applyInOrder, generate, notAccepted, prepare, prepareEnvironment, remove } from '../lib/place.mjs';
import { prune, racing, seen } from '../lib/racing.mjs';
import { secretsOf } from '../lib/secrets.mjs';

const NAME = 'walk';
const NAMESPACE = 'case-walk';
const HOST = 'walk.example.com';
const METHODS = {
  jwt: {
    type: 'jwt',
    issuer: 'https://auth.example.com/',
    jwks: 'https://auth.example.com/jwks.json',
    audiences: ['api'],
    claims: { sub: 'x-jwt-claim-sub' },
  },
  'api-key': { type: 'apiKey', header: 'X-API-Key', secret: 'walk-keys', clients: ['acme'] },
  basic: { type: 'basic', secret: 'walk-people' },
  oidc: { type: 'oidc', issuer: 'https://login.example.com/', clientID: 'walk', clientSecret: 'walk-oidc' },
  'ext-auth': { type: 'extAuth', grpc: 'authz:9001', headers: ['x-lab-token'] },
};
const SECRETS = {
  secrets: {
    'walk-keys': { acme: 'random' },
    'walk-people': { '.htpasswd': { htpasswd: ['ann'] } },
    'walk-oidc': { 'client-secret': 'random' },
  },
  tokens: { good: { aud: 'api' } },
};

/** A closed walk over all ordered pairs of the names (Hierholzer), so that each change happens once. */
const walkOverPairs = (names) => {
  const left = new Map(names.map((n) => [n, names.filter((m) => m !== n)]));
  const stack = [names[0]];
  const walk = [];
  while (stack.length > 0) {
    const next = left.get(stack.at(-1)).pop();
    if (next) stack.push(next);
    else walk.unshift(stack.pop());
  }
  return walk;
};

const answersWith = (auth, more = {}) => ({
  version: 1,
  hostname: HOST,
  gateway: { name: NAME, namespace: NAMESPACE },
  tls: { selfSigned: true },
  traffic: { peakRequestsPerSecond: 20, p95Latency: '100ms', clientsBehind: 'direct' },
  services: [{ name: 'guarded', path: '/guarded', backend: 'guarded:8080', auth, ...more }],
  auth: { methods: { [auth]: METHODS[auth] } },
});

/** How each method refuses a request without credentials; `nobody`: the listener's own policy. */
const REFUSALS = {
  jwt: /^401 Jwt is missing/,
  'api-key': /^401 Client authentication failed/,
  basic: /^401 User authentication failed/,
  oidc: /^302 /,
  'ext-auth': /^403 denied by extauth/,
  nobody: /^403 RBAC/,
};

const open = ({ statuses }) => Object.keys(statuses).some((s) => s.startsWith('2'));

export const run = async (report, { all }) => {
  lab('values', path.join(ROOT, 'test/lab/etc/values.yaml'));
  prepareEnvironment();
  const names = Object.keys(METHODS);
  const walk = all ? walkOverPairs(names) : [...names, names[0]];
  const folders = new Map(names.map((n) => [n, generate(answersWith(n))]));
  const everything = names.flatMap((n) => objectsOf(folders.get(n)));
  prepare(everything);
  const { fill } = secretsOf(SECRETS, NAMESPACE);

  const { ask, close } = asker();
  /** Waits until a new connection is refused by a method. */
  const refusesAs = (name) =>
    until(`a refusal by ${name}`, 60, async () => {
      const request = {
        address,
        port: 443,
        scheme: 'https',
        host: HOST,
        method: 'GET',
        path: '/guarded',
        timeout: 5000,
      };
      const { status, body } = await ask(request);
      if (REFUSALS[name].test(`${status} ${body}`)) return true;
      return sleep(100);
    });

  const closed = (what, result) =>
    report(!open(result) && result.requests > 100, `closed ${what}: ${result.requests} requests`, seen(result));

  const [first] = walk;
  const address = await applyInOrder(folders.get(first), objectsOf(folders.get(first)));
  const race = { address, host: HOST, paths: ['/guarded'] };
  await until('accepted', 60, () => notAccepted(objectsOf(folders.get(first))).length === 0);
  await settled(NAMESPACE, NAME);
  let now = first;
  for (const next of walk.slice(1)) {
    const dir = folders.get(next);
    const result = await racing(race, {}, async () => {
      await applyInOrder(dir, objectsOf(dir));
      prune(dir);
      await refusesAs(next);
    });
    closed(`from ${now} to ${next}`, result);
    now = next;
  }

  const dir = folders.get(now);
  const policy = objectsOf(dir).find(
    (o) => o.kind === 'SecurityPolicy' && o.spec.jwt && !/guard/.test(o.metadata.name),
  );
  const removal = await racing(race, {}, async () => {
    kubectl('delete', 'securitypolicy', policy.metadata.name, '-n', NAMESPACE);
    await refusesAs('nobody');
  });
  closed(`while ${policy.metadata.name} is deleted`, removal);
  closed(
    'while it comes back',
    await racing(race, {}, async () => {
      await applyInOrder(dir, objectsOf(dir));
      await refusesAs(now);
    }),
  );

  const proxies = json(
    'get',
    'deployment',
    '-n',
    'envoy-gateway-system',
    '-l',
    `gateway.envoyproxy.io/owning-gateway-name=${NAME}`,
  ).items[0].metadata.name;
  const restart = (name) => {
    kubectl('rollout', 'restart', `deployment/${name}`, '-n', 'envoy-gateway-system');
    kubectl('rollout', 'status', `deployment/${name}`, '-n', 'envoy-gateway-system', '--timeout=150s');
  };
  const token = { authorization: `Bearer ${fill('${token:good}')}` };
  const calm = (what, result) =>
    report(
      Object.keys(result.statuses).every((s) => s === '200') && result.requests > 100,
      `with a token nothing fails ${what}: ${result.requests} requests`,
      seen(result),
    );
  closed('while the controller restarts', await racing(race, {}, () => restart('envoy-gateway')));
  calm('while the controller restarts', await racing(race, token, () => restart('envoy-gateway')));
  closed('while the proxies restart', await racing(race, {}, () => restart(proxies)));
  calm('while the proxies restart', await racing(race, token, () => restart(proxies)));

  const canary = (weight) => generate(answersWith('jwt', { canary: { backend: 'fresh:8080', weight } }));
  const steps = [canary(10), canary(50), canary(100), folders.get('jwt')];
  prepare(objectsOf(steps[0]));
  const calmCanary = await racing(race, token, async () => {
    for (const step of steps) {
      await applyInOrder(step, objectsOf(step));
      prune(step);
      await sleep(3000);
    }
  });
  calm('while a canary comes, grows, takes over and goes', calmCanary);
  await close();
  remove(dir);
};
