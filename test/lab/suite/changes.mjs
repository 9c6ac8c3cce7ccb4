// Answers change under load, by the runbook's own commands: `kubectl apply -k .`, then `./prune.sh --delete`. Clients whose credentials are good
// before and after ask all the time over connections that were open before; none of their requests is refused. What a
// removed service answers until it is pruned, it answers as before. One thing is Envoy's own and bounded here: a connection that
// is older than a method does not know it (401 or 403, then it is closed).
import path from 'node:path';
import { asker } from '../lib/asker.mjs';
import { kubectl, lab, objectsOf, ROOT, settled, sleep, until } from '../lib/cluster.mjs';
import { applyInOrder, generate, notAccepted, prepare, prepareEnvironment, remove } from '../lib/place.mjs';
import { prune, pruneByScript, racing, seen } from '../lib/racing.mjs';
import { refusals } from '../lib/refused.mjs';
import { secretsOf } from '../lib/secrets.mjs';

const NAME = 'moves';
const NAMESPACE = 'case-moves';
const HOST = 'moves.example.com';
const jwt = {
  type: 'jwt',
  issuer: 'https://auth.example.com/',
  jwks: 'https://auth.example.com/jwks.json',
  audiences: ['api'],
  claims: { sub: 'x-jwt-claim-sub' },
};
const METHODS = {
  customers: jwt,
  clients: jwt,
  keys: { type: 'apiKey', header: 'X-API-Key', secret: 'moves-keys', clients: ['acme'] },
  people: { type: 'basic', secret: 'moves-people' },
  custom: { type: 'extAuth', grpc: 'authz:9001', headers: ['x-lab-token'] },
};
const SECRETS = {
  secrets: { 'moves-keys': { acme: 'random' }, 'moves-people': { '.htpasswd': { htpasswd: ['ann'] } } },
  tokens: { good: { aud: 'api', scope: 'read' } },
};

const service = (name, auth, more = {}) => ({ name, path: '/guarded', backend: 'guarded:8080', auth, ...more });
const other = { name: 'other', path: '/other', backend: 'other:8080', auth: 'customers' };

const answersOf = (services) => {
  const used = [...new Set(services.flatMap((s) => s.auth).filter((a) => a !== 'none'))];
  return {
    version: 1,
    hostname: HOST,
    gateway: { name: NAME, namespace: NAMESPACE },
    tls: { selfSigned: true },
    traffic: { peakRequestsPerSecond: 20, p95Latency: '100ms', clientsBehind: 'direct' },
    services,
    auth: { methods: Object.fromEntries(used.map((name) => [name, METHODS[name]])) },
  };
};

const open = { publicReason: 'a test' };
const own = { allow: { scopes: ['read'] }, canary: { backend: 'fresh:8080', weight: 10 } };
/** What changes, the services before and after, and what the clients show. `gone`: paths that answer 404 once pruned. */
const CHANGES = [
  {
    what: 'a service is renamed',
    from: [service('guarded', 'customers'), other],
    to: [service('renamed', 'customers'), other],
    show: ['token'],
  },
  {
    what: 'a service with scopes and a canary is renamed',
    from: [service('guarded', 'customers', own), other],
    to: [service('renamed', 'customers', own), other],
    show: ['token'],
  },
  {
    what: 'a service with keys is renamed',
    from: [service('guarded', 'keys')],
    to: [service('renamed', 'keys')],
    show: ['key'],
  },
  {
    what: 'a service with passwords is renamed',
    from: [service('guarded', 'people')],
    to: [service('renamed', 'people')],
    show: ['basic'],
  },
  {
    what: 'a service with an authorizer is renamed',
    from: [service('guarded', 'custom')],
    to: [service('renamed', 'custom')],
    show: ['lab'],
  },
  {
    what: 'keys go, tokens stay',
    from: [service('guarded', ['customers', 'keys'])],
    to: [service('guarded', 'customers')],
    show: ['token'],
  },
  {
    what: 'keys go, tokens stay, and clients show both',
    from: [service('guarded', ['customers', 'keys'])],
    to: [service('guarded', 'customers')],
    show: ['token', 'key'],
  },
  {
    what: 'keys come beside tokens',
    from: [service('guarded', 'customers')],
    to: [service('guarded', ['customers', 'keys'])],
    show: ['token'],
  },
  {
    what: 'tokens give way to keys',
    from: [service('guarded', 'customers')],
    to: [service('guarded', 'keys')],
    show: ['token', 'key'],
    // Open connections have no filter for keys yet (1 of 83,793 requests got 403).
    newProvider: true,
  },
  {
    what: 'keys give way to tokens',
    from: [service('guarded', 'keys')],
    to: [service('guarded', 'customers')],
    show: ['token', 'key'],
    newProvider: true,
  },
  {
    what: 'keys give way to an authorizer',
    from: [service('guarded', 'keys')],
    to: [service('guarded', 'custom')],
    show: ['lab', 'key'],
    newProvider: true,
  },
  {
    what: 'an authorizer gives way to keys',
    from: [service('guarded', 'custom')],
    to: [service('guarded', 'keys')],
    show: ['lab', 'key'],
    newProvider: true,
    routesFirst: true,
  },
  {
    what: 'a method is renamed',
    from: [service('guarded', 'customers')],
    to: [service('guarded', 'clients')],
    show: ['token'],
    newProvider: true,
  },
  {
    what: 'a service becomes public',
    from: [service('guarded', 'customers')],
    to: [service('guarded', 'none', open)],
    show: ['token'],
  },
  {
    what: 'a public service asks for tokens',
    from: [service('guarded', 'none', open)],
    to: [service('guarded', 'customers')],
    show: ['token'],
    newProvider: true,
  },
  {
    what: 'maintenance begins and ends',
    from: [service('guarded', 'customers'), other],
    to: [service('guarded', 'customers', { maintenance: { retryAfter: '5m' } }), other],
    show: ['token'],
    paused: '/guarded',
  },
  {
    what: 'a service is removed',
    from: [service('guarded', 'customers'), other],
    to: [other],
    show: ['token'],
    gone: ['/guarded'],
  },
  {
    what: 'the only service with scopes is removed',
    from: [service('guarded', 'customers', own), other],
    to: [other],
    show: ['token'],
    gone: ['/guarded'],
  },
];
/** `kubectl apply` changes the listener twice at most (policies, then the listener's own objects), prune.sh once. */
const UPDATES = 3;
/** What the core of the lab runs; the others with EG_LAB_ALL=1. */
const CORE = /renamed$|^maintenance|^keys go|becomes public|is removed$|^tokens give/;

export const run = async (report, { all, only }) => {
  lab('values', path.join(ROOT, 'test/lab/etc/values.yaml'));
  prepareEnvironment();
  const changes = CHANGES.filter((c) => (only ? c.what.includes(only) : all || CORE.test(c.what)));
  if (changes.length === 0) return;
  const folders = changes.map(({ from, to }) => [generate(answersOf(from)), generate(answersOf(to))]);
  prepare(folders.flat().flatMap(objectsOf));
  const { fill } = secretsOf(SECRETS, NAMESPACE);
  const CREDENTIALS = {
    token: () => ({ authorization: `Bearer ${fill('${token:good}')}` }),
    basic: () => ({ authorization: fill('${basic:ann}') }),
    key: () => ({ 'x-api-key': fill('${moves-keys/acme}') }),
    lab: () => ({ 'x-lab-token': 'open' }),
  };
  const { ask, close } = asker();
  let last;
  for (const [i, { what, from, to, show, gone = [], newProvider, routesFirst, paused }] of changes.entries()) {
    const [before, after] = folders[i];
    const headers = Object.assign({}, ...show.map((s) => CREDENTIALS[s]()));
    const address = await applyInOrder(before, objectsOf(before));
    if (last) prune(before);
    const answers = (paths, wanted) =>
      until(`${paths} answers ${wanted}`, 60, async () => {
        for (const path of paths) {
          const q = { address, port: 443, scheme: 'https', host: HOST, method: 'GET', path, headers, timeout: 5000 };
          if ((await ask(q)).status !== wanted) return false;
        }
        return true;
      });
    const paths = [...new Set([...from, ...to].map((s) => s.path))];
    await until('accepted', 60, () => notAccepted(objectsOf(before)).length === 0);
    await answers(paths, 200);
    await settled(NAMESPACE, NAME);
    const result = await racing({ address, host: HOST, paths }, headers, async () => {
      // As the runbook says of a dropped login or authorizer.
      if (routesFirst)
        for (const f of ['20-gateway', '50-securitypolicies', '40-httproutes'])
          kubectl('apply', '-f', path.join(after, `${f}.yaml`));
      kubectl('apply', '-k', after);
      await sleep(4000);
      if (paused) {
        await answers([paused], 503);
        kubectl('apply', '-k', before);
        await answers(paths, 200);
      }
      pruneByScript(paused ? before : after);
      await answers(gone, 404);
      await sleep(2000);
    });
    const fine = Object.entries(result.byPath).every(([path, of]) =>
      Object.keys(of).every(
        (s) =>
          s === '200' ||
          (s === '404' && gone.includes(path)) ||
          (s === '503' && path === paused) ||
          (/^40[13]$/.test(s) && newProvider),
      ),
    );
    const { kept, detail } = refusals(result.refused, UPDATES);
    const title = newProvider ? 'only old connections are refused, and closed' : 'nobody is refused';
    report(
      fine && kept && result.requests > 100,
      `${title} while ${what}: ${result.requests} requests`,
      newProvider ? `${seen(result)}; ${detail}` : seen(result),
    );
    last = paused ? before : after;
  }
  await close();
  if (last) remove(last);
};
