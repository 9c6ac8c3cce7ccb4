// Answers change under load, by the runbook's own commands: `kubectl apply -k .`, then `./prune.sh --delete`. Clients whose credentials are good
// before and after ask all the time over connections that were open before; none of their requests is refused. What a
// removed service answers until it is pruned, it answers as before. One thing is Envoy's own and bounded here: a connection that
// is older than a method does not know it (401 or 403, then it is closed).
import path from 'node:path';
import { asker } from '../lib/asker.mjs';
import { json, kubectl, lab, objectsOf, ROOT, settled, sleep, until } from '../lib/cluster.mjs';
import { applyInOrder, generate, notAccepted, prepare, prepareEnvironment, remove } from '../lib/place.mjs';
import { prune, pruneByScript, racing, seen } from '../lib/racing.mjs';
import { refusals } from '../lib/refused.mjs';
import { secretsOf } from '../lib/secrets.mjs';
import { answersOf, CHANGES, CORE, HOST, NAME, NAMESPACE, SECRETS } from './changes-rows.mjs';

const READ = 'httproutes,securitypolicies,backendtrafficpolicies,clienttrafficpolicies';
/** Waits until Envoy Gateway has read the newest version of all routes and policies, and the proxies use them. */
const arrived = async () => {
  // A policy that no route selects any more has no status.
  const isRead = ({ kind, metadata: { generation }, status }) => {
    const parents = status?.parents ?? status?.ancestors ?? [];
    const current = parents.every((p) => p.conditions.every((c) => c.observedGeneration === generation));
    return current && (parents.length > 0 || kind !== 'HTTPRoute');
  };
  await until('all routes and policies are read', 60, () => json('get', READ, '-n', NAMESPACE).items.every(isRead));
  await settled(NAMESPACE, NAME);
};

export const run = async (report, { all, only }) => {
  lab('values', path.join(ROOT, 'test/lab/etc/values.yaml'));
  prepareEnvironment();
  const changes = CHANGES.filter((c) => (only ? new RegExp(only).test(c.what) : all || CORE.test(c.what)));
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
    // When nothing changes.
    const quiet = [];
    const rest = async () => {
      await arrived();
      const from = Date.now();
      await sleep(3000);
      quiet.push([from, Date.now()]);
    };
    const result = await racing({ address, host: HOST, paths }, headers, async () => {
      // As the runbook says of a dropped login or authorizer.
      if (routesFirst)
        for (const f of ['20-gateway', '50-securitypolicies', '40-httproutes'])
          kubectl('apply', '-f', path.join(after, `${f}.yaml`));
      kubectl('apply', '-k', after);
      await rest();
      if (paused) {
        await answers([paused], 503);
        kubectl('apply', '-k', before);
        await answers(paths, 200);
      }
      pruneByScript(paused ? before : after);
      await answers(gone, 404);
      await rest();
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
    const { kept, detail } = refusals(result.refused, quiet);
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
