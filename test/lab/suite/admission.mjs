// The offline verdict against the API server's own: every recorded object that it refused, the lab's own kinds of manifests with
// random changes, and the core kinds among them.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { cases, examples } from '../../golden/goldens.mjs';
import { bundled } from '../lib/bundle.mjs';
import { labLater, objectsOf, ROOT } from '../lib/cluster.mjs';
import { generate, generateFrom } from '../lib/place.mjs';

const SCRIPT = path.join(ROOT, 'test/lab/admission-live.mjs');
const ODD = [
  '',
  'x',
  'Not A Name!',
  'a'.repeat(300),
  '1s',
  '-1',
  0,
  -1,
  1.5,
  70000,
  true,
  null,
  [],
  {},
  [''],
  { x: 1 },
];

const GATEWAY_API = 'gateway.networking.k8s.io/v1';
const CLASS = { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' };
const listener = (certificate) => ({
  name: 'https',
  protocol: 'HTTPS',
  port: 443,
  tls: { certificateRefs: [{ ...certificate, name: 'app-tls' }] },
});
const inDefault = (kind, name, spec) => ({
  apiVersion: GATEWAY_API,
  kind,
  metadata: { name, namespace: 'default' },
  spec,
});
/** Objects that look wrong and are taken: a namespace of a cluster-scoped kind, nulls of fields with defaults; and near misses. */
const CORRECTED = [
  {
    apiVersion: GATEWAY_API,
    kind: 'GatewayClass',
    metadata: { name: 'live-class', namespace: 'default' },
    spec: CLASS,
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'live-role', namespace: 'default' },
    rules: [],
  },
  inDefault('Gateway', 'live-nulls', { gatewayClassName: 'eg', listeners: [listener({ group: null, kind: null })] }),
  inDefault('Gateway', 'live-null-class', { gatewayClassName: null, listeners: [listener({})] }),
  inDefault('HTTPRoute', 'live-nulls', {
    parentRefs: [{ group: null, kind: null, name: 'edge' }],
    rules: [{ backendRefs: [{ group: null, kind: null, name: 'app', port: 8080, weight: null }] }],
  }),
  inDefault('HTTPRoute', 'live-bool', {
    rules: [{ matches: [{ headers: [{ name: 'x-beta', value: true }] }], backendRefs: [{ name: 'app', port: 8080 }] }],
  }),
  { ...inDefault('HTTPRoute', 'live-old', {}), apiVersion: 'gateway.networking.k8s.io/v1beta1' },
];

/** Small random numbers from a seed (mulberry32), so that a disagreement can be repeated. */
const numbers = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

/** All places of an object below its spec (or data): [holder, key]. */
const placesOf = (value, found = []) => {
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Object.keys(value)) {
    found.push([value, Array.isArray(value) ? Number(key) : key]);
    placesOf(value[key], found);
  }
  return found;
};

/** The object with one to three random changes, under a name of its own. */
const changed = (original, random) => {
  const object = structuredClone(original);
  const pick = (list) => list[Math.floor(random() * list.length)];
  for (let i = 0; i < 1 + Math.floor(random() * 3); i++) {
    const places = placesOf({ spec: object.spec, data: object.data, stringData: object.stringData }).filter(
      ([, k]) => k !== 'spec',
    );
    const place = pick(places.filter(([h, k]) => h[k] !== undefined));
    if (!place) break;
    const [holder, key] = place;
    const how = pick(['drop', 'odd', 'odd', 'unknown', 'twice', 'misspell']);
    if (how === 'drop') Array.isArray(holder) ? holder.splice(key, 1) : delete holder[key];
    else if (how === 'odd') holder[key] = structuredClone(pick(ODD));
    else if (how === 'unknown' && !Array.isArray(holder)) holder[`${key}x`] = structuredClone(holder[key]);
    else if (how === 'twice' && Array.isArray(holder)) holder.push(structuredClone(holder[key]));
    else if (how === 'misspell' && typeof holder[key] === 'string') holder[key] = `${holder[key]} `;
  }
  return object;
};

const NAMELESS = new Set([
  'GatewayClass',
  'ClusterIssuer',
  'Namespace',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
]);
const standIn = (object, i) => ({
  ...object,
  metadata: {
    ...object.metadata,
    name: `live-${i}`,
    ...(NAMELESS.has(object.kind) ? {} : { namespace: 'default' }),
  },
});

const ask = async (objects) => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lab-admission-')), 'objects');
  fs.writeFileSync(file, objects.map((o) => `${JSON.stringify(o)}\n`).join(''));
  const { stdout, stderr } = await labLater(['run', process.execPath, SCRIPT, file], { timeout: 580_000 });
  const answers = stdout
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l));
  if (answers.length !== objects.length) throw new Error(`${answers.length} of ${objects.length} answers: ${stderr}`);
  return answers;
};

export const run = async (report, { all }) => {
  const { validate } = await bundled('test/truth/admission.ts');
  /** `most`: disagreements that are known and allowed, for what OpenAPI and our rules say too little of. */
  const compare = async (what, objects, most = 0) => {
    const validated = objects.map((object) => ({ object, mine: validate(object) }));
    const unknown = validated.filter((j) => j.mine === undefined).length;
    const known = validated.filter((j) => j.mine !== undefined);
    const answers = await ask(known.map((j) => j.object));
    const wrong = [];
    let refused = 0;
    for (const [i, { object, mine }] of known.entries()) {
      const theirs = answers[i];
      if (theirs.code !== 201) refused++;
      if (mine.valid !== (theirs.code === 201))
        wrong.push(
          `${object.kind}: offline ${mine.valid ? 'admitted' : `refused (${mine.why.slice(0, 2)})`}, API server ${theirs.code} ${theirs.message ?? ''}\n${JSON.stringify(object.spec ?? object)}`.slice(
            0,
            1500,
          ),
        );
    }
    report(
      wrong.length <= most && known.length > 0,
      `admission: ${what}: ${known.length} objects, ${refused} refused, ${wrong.length} disagreements`,
      [...wrong.slice(0, 8), ...(unknown ? [`${unknown} of a version that has no schema here`] : [])].join('\n'),
    );
  };
  const recorded = gunzipSync(fs.readFileSync(path.join(ROOT, 'test/admission/verdicts.jsonl.gz')))
    .toString()
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l))
    .filter((l) => !l.valid || l.unknown.length > 0)
    .map((l, i) => standIn(l.object, i));
  await compare('recorded refusals', all ? recorded : recorded.filter((_, i) => i % 10 === 0));
  await compare('what the API server corrects', CORRECTED);
  const own = [...examples.map((e) => e.output), ...cases.map((c) => generateFrom(c.answers))].flatMap((dir) =>
    objectsOf(dir),
  );
  // Redis of our own brings the core kinds.
  own.push(
    ...objectsOf(
      generate({
        version: 1,
        hostname: 'api.example.com',
        tls: { selfSigned: true },
        services: [{ name: 'api', path: '/api', backend: 'api:8080', auth: 'none' }],
        rateLimit: { scope: 'global', key: 'sourceIP', limits: '9/minute', onFailure: 'open', redis: { deploy: true } },
        traffic: { peakRequestsPerSecond: 20, p95Latency: '100ms', clientsBehind: 'direct' },
      }),
    ),
  );
  const random = numbers(Number(process.env.EG_LAB_SEED ?? 20260));
  const isCore = (o) =>
    !o.apiVersion.includes('.') ||
    /^(apps|policy|networking\.k8s\.io|rbac\.authorization\.k8s\.io|admissionregistration\.k8s\.io)\//.test(
      o.apiVersion,
    );
  await compare('own manifests as they are', own.map(standIn));
  await compare(
    'own manifests with random changes',
    Array.from({ length: all ? 1000 : 200 }, (_, i) =>
      standIn(
        changed(own.filter((o) => !isCore(o))[Math.floor(random() * own.filter((o) => !isCore(o)).length)], random),
        i,
      ),
    ),
  );
  const core = own.filter(isCore);
  if (core.length > 0)
    await compare(
      'core kinds with random changes',
      Array.from({ length: all ? 300 : 60 }, (_, i) =>
        standIn(changed(core[Math.floor(random() * core.length)], random), i),
      ),
      // Null items, names of ports as text, names of resources, quantities that are no text: Go code that is not ours.
      6,
    );
};
