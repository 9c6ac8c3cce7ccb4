// Random gateways, applied and asked: truth.mjs BUNDLE COPY RUNS SEED -> a JSON line for each gateway, at last {done, counterexample}.
import { asker } from './lib/asker.mjs';
import { objectsOf, settled, until } from './lib/cluster.mjs';
import { applyInOrder, generate, notAccepted, prepare, remove } from './lib/place.mjs';
import { secretsOf } from './lib/secrets.mjs';

const [bundle, copy, runs, seed] = process.argv.slice(2);
const { fc, asks, gateway, SECRETS, TOKENS, intentOf, predict, written } = await import(bundle);
const place = { hostname: `truth-${copy}.example.com`, name: `truth-${copy}`, namespace: `truth-${copy}` };
const say = (line) => console.log(JSON.stringify(line));
const tokens = Object.fromEntries(Object.entries(TOKENS).map(([name, t]) => [name, t.claims]));
const { ask, close } = asker();
let credentials;

const echo = (answer) => {
  try {
    return JSON.parse(answer.body);
  } catch {
    return {};
  }
};

/** How an answer differs from its prediction; nothing where it does not. */
const difference = (want, got) => {
  if (got.status !== want.status) return `status ${want.status} (${want.why}), got ${got.status || got.error}`;
  if (want.status !== 200) return undefined;
  const seen = echo(got);
  if (!want.backends.includes(seen.backend)) return `answered by ${want.backends}, got ${seen.backend}`;
  if (seen.path.split('?')[0] !== want.path) return `path ${want.path}, got ${seen.path}`;
  for (const [name, value] of Object.entries(want.seen))
    if ((seen.headers[name] ?? null) !== value) return `header ${name} ${value}, got ${seen.headers[name]}`;
  return undefined;
};

const property = fc.asyncProperty(gateway(place), asks, async (answers, list) => {
  const intent = intentOf(answers);
  if (!intent) return fc.pre(false);
  const dir = generate(answers);
  const objects = objectsOf(dir);
  prepare(objects);
  credentials ??= secretsOf({ secrets: SECRETS, tokens }, place.namespace);
  const wrong = [];
  let predicted = 0;
  try {
    const address = await applyInOrder(dir, objects);
    await until('accepted', 60, () => notAccepted(objects).length === 0);
    await settled(place.namespace, place.name);
    for (const q of list) {
      const want = predict(intent, q);
      if (!want) continue;
      predicted++;
      const { path, headers } = written(q);
      const filled = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, credentials.fill(v)]));
      const request = { address, port: 443, scheme: 'https', host: place.hostname, method: q.method, timeout: 10_000 };
      const got = await ask({ ...request, path: credentials.fill(path), headers: filled });
      const is = difference(want, got);
      if (is) wrong.push(`${q.method} ${path} ${JSON.stringify(headers)}: ${is}`);
    }
  } finally {
    remove(dir);
  }
  say({ services: answers.services.length, objects: objects.length, predicted, wrong });
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
});

const result = await fc.check(property, {
  numRuns: Number(runs),
  seed: Number(seed),
  interruptAfterTimeLimit: Number(runs) * 60_000,
});
say({
  done: true,
  runs: result.numRuns,
  seed,
  counterexample: result.failed
    ? `${JSON.stringify(result.counterexample)}\n${result.errorInstance?.message}`
    : undefined,
});
await close();
process.exit(0);
