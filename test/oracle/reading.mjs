// npm run oracle:reading: our reading of manifests (src/effective/requests) compared with the routes in Envoy Gateway's own test cases.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { bundled } from './bundle.mjs';
import { casesIn } from './cases.mjs';
import { testdata } from './checkout.mjs';
import { CONNECTION_FIELDS, FIELDS } from './reading-fields.mjs';
import { READING_RIGHT } from './reading-right.mjs';

const { values } = parseArgs({ options: { case: { type: 'string' }, field: { type: 'string' } } });
const folder = testdata();

/** The listeners that have routes, by name: those for requests, and those for connections. */
const listenersOf = (name) => {
  const text = readFileSync(join(folder, `${name}.out.yaml`), 'utf8');
  const section = text.split(/^(?=\S)/m).find((s) => s.startsWith('xdsIR:'));
  const { xdsIR } = section ? parse(section, { logLevel: 'silent', maxAliasCount: -1 }) : {};
  const all = Object.values(xdsIR ?? {});
  const withRoutes = (list) => list.filter((l) => (l.routes ?? []).length > 0).map((l) => [l.name, l.routes]);
  const udp = all.flatMap((x) => x.udp ?? []).map((l) => ({ ...l, routes: l.route ? [l.route] : [] }));
  return {
    http: withRoutes(all.flatMap((x) => x.http ?? [])),
    connections: withRoutes([...all.flatMap((x) => x.tcp ?? []), ...udp]),
  };
};

/** Routes in the order of their list, which the provider sorts by age. */
const aged = (o, i) =>
  o.kind.endsWith('Route')
    ? { ...o, metadata: { ...o.metadata, creationTimestamp: new Date(i * 1000).toISOString() } }
    : o;

const grouped = (items) => {
  const groups = new Map();
  for (const item of items) groups.set(item.listener, [...(groups.get(item.listener) ?? []), item]);
  return groups;
};

const results = [];
const add = (name, field, where, theirs, ours) =>
  results.push({
    name,
    field,
    where,
    theirs: String(theirs),
    ours: String(ours),
    same: String(theirs) === String(ours),
  });

const compareRoute = (name, theirs, ours) => {
  const { route } = ours;
  const both = { route, rule: route.rule };
  const one = (field, of) => add(name, field, ours.name, of.theirs(theirs), of.ours(both, theirs));
  const refused = theirs.directResponse?.statusCode >= 500;
  for (const [field, of] of Object.entries(FIELDS)) {
    // The route for preflight requests has nothing but its match and its CORS.
    if (route.preflight && !['host', 'path', 'headers', 'query', 'cookies', 'cors'].includes(field)) continue;
    if ((of.forwarded || of.unrefused) && (refused || route.rule.action.refused)) continue;
    if (of.forwarded && (!theirs.destination || route.rule.action.type !== 'forward')) continue;
    one(field, of);
  }
};

const ROUTES = new Set(['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']);
/** Whether an object that is no route is refused by the API server: the case cannot be in a cluster. */
const isImpossible = (refused) => [...refused].some((id) => !ROUTES.has(id.split(' ')[0]));
/** The route of a name of Envoy: `httproute/default/name/rule/0/...`. */
const idOf = (name) => {
  const [kind, namespace, own] = name.split('/');
  return `${[...ROUTES].find((k) => k.toLowerCase() === kind)} ${namespace}/${own}`;
};

/** Compares the listeners, the order of their routes, and each route. */
const compareListeners = (name, what, theirs, ours, isAdmitted, compareOne) => {
  const admitted = new Map(theirs.map(([l, all]) => [l, all.filter(isAdmitted)]).filter(([, all]) => all.length > 0));
  const mine = grouped(ours.filter(isAdmitted));
  add(name, `${what}listeners`, '', [...admitted.keys()].sort(), [...mine.keys()].sort());
  for (const [listener, all] of admitted) {
    const here = mine.get(listener) ?? [];
    add(name, `${what}order`, listener, all.map((r) => r.name).join('\n'), here.map((r) => r.name).join('\n'));
    const byName = new Map(here.map((r) => [r.name, r]));
    for (const r of all) if (byName.has(r.name)) compareOne(name, r, byName.get(r.name));
  }
};

const compareConnection = (name, theirs, { connection, name: where }) => {
  for (const [field, of] of Object.entries(CONNECTION_FIELDS))
    add(name, field, where, of.theirs(theirs), of.ours(connection));
};

let impossible = 0;
const { read } = await bundled('./reading-engine.ts');
for (const one of casesIn(folder)) {
  if (values.case !== undefined && one.name !== values.case) continue;
  const { routes, connections, refused } = await read(one.objects.map(aged), one.config);
  if (isImpossible(refused)) {
    impossible++;
    continue;
  }
  const isAdmitted = (r) => !refused.has(idOf(r.name));
  const theirs = listenersOf(one.name);
  compareListeners(one.name, '', theirs.http, routes, isAdmitted, compareRoute);
  compareListeners(one.name, 'connection ', theirs.connections, connections, isAdmitted, compareConnection);
}

const rows = READING_RIGHT.flatMap(({ field, because, cases }) => cases.map((name) => ({ field, because, name })));
const rowOf = (r) => rows.find((row) => row.name === r.name && row.field === r.field);
const wrong = results.filter((r) => !r.same && !rowOf(r));
const percent = (part, all) =>
  `${String(part).padStart(6)} of ${String(all).padStart(6)}  ${((100 * part) / all).toFixed(2)} %`;

if (values.case === undefined) {
  for (const field of new Set(results.map((r) => r.field))) {
    const all = results.filter((r) => r.field === field);
    console.log(`${field.padEnd(18)} ${percent(all.filter((r) => r.same).length, all.length)}`);
  }
  console.log(`${'all'.padEnd(18)} ${percent(results.filter((r) => r.same).length, results.length)}`);
  console.log(`cases with objects that the API server refuses: ${impossible}`);
}
const shown = results.filter((r) => !r.same && (values.case !== undefined || values.field === r.field || !rowOf(r)));
for (const r of shown) {
  const indented = (text) => text.replaceAll('\n', '\n          ');
  console.log(`\n${r.name} ${r.field} ${r.where}\n  theirs: ${indented(r.theirs)}\n  ours:   ${indented(r.ours)}`);
  if (rowOf(r)) console.log(`  right:  ${rowOf(r).because}`);
}
if (values.case === undefined) {
  const stale = rows.filter(({ name, field }) => !results.some((r) => r.name === name && r.field === field && !r.same));
  if (wrong.length > 0) console.log(`FAILED: ${wrong.length} differences that reading-right.mjs does not explain`);
  if (stale.length > 0)
    console.log(`FAILED: rows of reading-right.mjs that are not needed: ${stale.map((r) => r.name).join(', ')}`);
  // Far fewer would mean that cases are passed over.
  if (results.length < 22_000) console.log(`FAILED: only ${results.length} fields were compared`);
  if (wrong.length + stale.length > 0 || results.length < 22_000) process.exitCode = 1;
}
