// Speed as ratios to `node -e 0` in the same run: npm run bench [-- RUNS]. `npm run bench -- openapi` imports documents instead. Whole processes are timed, so start-up counts;
// each figure is the median of the runs, which take turns so that a busy moment hits all of them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chart, HELM } from './chart.mjs';
import { hostile } from './hostile.mjs';
import { repository } from './repository.mjs';

if (process.argv[2] === 'openapi') {
  await (await import('./openapi.mjs')).benchOpenapi(process.argv[3]);
  process.exit();
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = join(ROOT, 'bin/eg-api-gateway.js');
const RUNS = Number(process.argv[2] ?? 7);
/**
 * Ratios to reach: 1000 is what `helm template | kubeconform -strict` takes for the same intent, 5000 what `helm template`
 * alone takes, which is measured beside it where helm is there. Both peers check less.
 */
const TARGETS = { 1: 2.8, 1000: 10, 5000: 24 };
/** A repository of so many files: at most the ratio, which is two seconds on a machine that starts node in 40 ms. */
const REPOSITORY = { files: 2000, target: 50 };
const dir = mkdtempSync(join(tmpdir(), 'eg-bench-'));

/** Answers with so many services: tokens, a limit, every tenth one public or with a canary. */
const answers = (count) => {
  const service = (i) =>
    `  - { name: service-${i}, path: /v1/service-${i}, backend: "service-${i}:8080"${i % 10 === 3 ? ', auth: none' : ''}${i % 10 === 7 ? `, canary: { backend: "service-${i}-next:8080", weight: 10 }` : ''} }`;
  return `version: 1
hostname: api.example.com
tls: { secret: api-tls }
services:
${Array.from({ length: count }, (_, i) => service(i)).join('\n')}
auth:
  default: customers
  methods:
    customers: { type: jwt, issuer: "https://auth.example.com/", jwks: "https://auth.example.com/jwks.json", audiences: [api], claims: { sub: x-jwt-claim-sub } }
rateLimit: { scope: local, key: { claim: sub }, limits: 600/minute }
traffic: { peakRequestsPerSecond: 500, p95Latency: 250ms }
`;
};

/** A root file and a file for each team, as `layout: app-of-apps` takes them; gives the root's. */
const appOfApps = (teams, services) => {
  const names = Array.from({ length: teams }, (_, t) => `team-${t}`);
  mkdirSync(join(dir, 'teams'));
  for (const team of names) {
    const service = (i) => `  - { name: service-${i}, path: /v1/${team}/service-${i}, backend: "service-${i}:8080" }`;
    const list = Array.from({ length: services }, (_, i) => service(i)).join('\n');
    writeFileSync(join(dir, `teams/${team}.yaml`), `version: 1\nteam: ${team}\nservices:\n${list}\n`);
  }
  const root = answers(0).replace('services:\n\n', 'layout: app-of-apps\n');
  const owned = names.map((team) => `  ${team}: { paths: [/v1/${team}], answers: teams/${team}.yaml }`).join('\n');
  const file = join(dir, 'teams.yaml');
  writeFileSync(
    file,
    `${root}delivery: { tool: argocd, repository: "https://git.example.com/a/b.git" }\nteams:\n${owned}\n`,
  );
  return file;
};

/** `most`: the highest exit code that is no failure; check gives 1 where it finds something. */
const time = (args, program = process.execPath, most = 0) => {
  const began = process.hrtime.bigint();
  const r = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (r.status === null || r.status > most) throw new Error(r.stderr);
  return Number(process.hrtime.bigint() - began) / 1e6;
};
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const peakMiB = (args) => {
  const r = spawnSync(
    '/usr/bin/env',
    [
      'bash',
      '-c',
      'command -v /usr/bin/time >/dev/null && /usr/bin/time -f %M "$@" 2>&1 >/dev/null | tail -1',
      'bash',
      process.execPath,
      ...args,
    ],
    { encoding: 'utf8' },
  );
  const kib = Number(r.stdout.trim());
  return kib > 0 ? Math.round(kib / 1024) : undefined;
};

try {
  const sizes = [1, 1000, 5000].map((count) => {
    const file = join(dir, `${count}.yaml`);
    writeFileSync(file, answers(count));
    return {
      name: `${String(count).padStart(5)} services`,
      count,
      args: (run) => [PROGRAM, 'generate', '-q', '-f', file, '-o', join(dir, `out-${count}-${run}`)],
      times: [],
    };
  });
  const shared = appOfApps(200, 25);
  sizes.push({
    name: '  200 teams of 25 services',
    count: 5000,
    args: (run) => [PROGRAM, 'generate', '-q', '-f', shared, '-o', join(dir, `out-teams-${run}`)],
    times: [],
  });
  sizes.push({
    name: '    one of the 200 teams',
    args: (run) => [PROGRAM, 'generate', '-q', '-f', shared, '--team', 'team-7', '-o', join(dir, `out-team-${run}`)],
    times: [],
  });
  const empty = [];
  const folder = HELM && chart(dir, 5000);
  if (!HELM) console.log('SKIPPED helm template: there is no helm (EG_HELM, PATH, or the cache of the lab)');
  const helm = [];
  for (let i = 0; i <= RUNS; i++) {
    const e = time(['-e', '0']);
    if (i > 0) empty.push(e);
    if (folder) {
      const t = time(['template', 'bench', folder], HELM);
      if (i > 0) helm.push(t);
    }
    for (const s of sizes) {
      // Every run writes all files, as the first one does, and none is deleted in between: a file system that has just
      // lost thousands of files (ext4) looks for a second at each new one.
      const t = time(s.args(i));
      if (i > 0) s.times.push(t);
    }
  }
  const base = median(empty);
  console.log(`node -e 0: ${base.toFixed(0)} ms (median of ${RUNS})`);
  for (const s of sizes) {
    const ms = median(s.times);
    const mib = peakMiB(s.args('memory'));
    console.log(
      `${s.name}: ${ms.toFixed(0).padStart(5)} ms = ${(ms / base).toFixed(1)} x${s.count ? ` (target ${TARGETS[s.count]})` : ''}${mib ? `, ${mib} MiB` : ''}`,
    );
  }
  if (helm.length > 0)
    console.log(
      `helm template of 5000 services, 3 objects each, nothing checked: ${median(helm).toFixed(0)} ms = ${(median(helm) / base).toFixed(1)} x`,
    );
  const root = repository(dir, REPOSITORY.files);
  const ofRepository = median([0, 1, 2].map(() => time([PROGRAM, 'check', '-q', root], process.execPath, 1)));
  console.log(
    `check a repository of ${REPOSITORY.files} files: ${ofRepository.toFixed(0)} ms = ${(ofRepository / base).toFixed(1)} x (target ${REPOSITORY.target})`,
  );
  // Each beside as many small objects: what is odd in a manifest must cost about the same.
  for (const { name, file, ordinary } of hostile(dir)) {
    const one = (path) => median([0, 1, 2].map(() => time([PROGRAM, 'check', '-q', path], process.execPath, 1)));
    const [ms, plain] = [one(file), one(ordinary)];
    const mib = peakMiB([PROGRAM, 'check', '-q', file]);
    console.log(
      `check ${name}: ${ms.toFixed(0)} ms = ${(ms / base).toFixed(1)} x, ${(ms / plain).toFixed(2)} times small objects${mib ? `, ${mib} MiB` : ''}`,
    );
  }
  const [, thousand, five] = sizes.map((s) => median(s.times));
  console.log(`5000 services cost ${(five / thousand).toFixed(1)} times 1000`);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
