// The API server's verdict on many objects, asked where it listens: admission-live.mjs FILE (JSON lines of objects)
//   -> a JSON line for each: {code, message, causes: [{reason, field}]}, created with dryRun=All and fieldValidation=Strict
import fs from 'node:fs';
import readline from 'node:readline';
import { call } from './lib/api.mjs';

const resources = new Map();
/** The path of a kind's collection, as discovery has it. */
const pathOf = async ({ apiVersion, kind, metadata }) => {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  if (!resources.has(root)) resources.set(root, (await call('GET', root)).resources ?? []);
  const r = resources.get(root).find((x) => x.kind === kind && !x.name.includes('/'));
  if (!r) throw new Error(`${apiVersion} ${kind} is not served`);
  return `${root}${r.namespaced ? `/namespaces/${metadata?.namespace ?? 'default'}` : ''}/${r.name}`;
};

for await (const line of readline.createInterface({ input: fs.createReadStream(process.argv[2]) })) {
  const object = JSON.parse(line);
  const answer = await pathOf(object)
    .then((path) => call('POST', `${path}?dryRun=All&fieldValidation=Strict`, object))
    .then(() => ({ code: 201 }))
    .catch((e) => ({ code: e.code ?? 0, message: e.message, causes: e.causes ?? [] }));
  console.log(JSON.stringify(answer));
}
process.exit(0);
