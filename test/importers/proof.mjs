// Imports files of any source, answers what is open as a person would, generates, and checks the result:
//   node test/importers/proof.mjs [--keep DIR] KIND=FILE_OR_FOLDER...
// A folder is imported as a whole; its files one by one with KIND=FOLDER/ (a slash at the end). Prints a line for each import:
// its name, the verdicts of the leaves, the number of answered questions, findings of `check`, and `ok` or what failed.
// --keep writes each output folder to DIR/NAME, for the real API server (kubectl apply --dry-run=server).
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/eg-api-gateway.js', import.meta.url));
/** Answers to open questions, by the end of their id. The first pattern that matches counts. */
const ANSWERS = [
  [/^hostname$/, 'api.example.com'],
  [/^tls$/, 'selfSigned'],
  [/^tls\.secret$/, 'api-tls'],
  [/^tls\.issuer$/, 'letsencrypt'],
  [/\.issuer$/, 'https://auth.example.com/'],
  [/\.jwks$/, 'https://auth.example.com/.well-known/jwks.json'],
  [/\.audiences$/, 'api'],
  [/\.secret$/, 'credentials'],
  [/\.clientSecret$/, 'login-secret'],
  [/\.clientID$/, 'gateway'],
  [/\.clients$/, 'acme'],
  [/\.backend$/, 'backend:8080'],
  [/\.http$/, 'http://authorizer:8080/check'],
  [/\.ca$/, 'clients-ca'],
  [/publicReason$/, 'it was public before'],
  [/anyHostReason$/, 'it had no host name before'],
];
const MOST_ROUNDS = 40;

const run = (cwd, ...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
  });
  return { status, stdout, stderr };
};

/** Answers every required question. Returns how many, or what it could not answer. */
const answerOpen = (cwd) => {
  let answered = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const asked = run(cwd, 'questions', '--json');
    if (asked.status !== 0)
      return { answered, wrong: `questions: ${asked.stdout.slice(0, 300)}${asked.stderr.slice(0, 300)}` };
    const { open, ready, problems } = JSON.parse(asked.stdout);
    const required = open.filter((q) => q.required);
    if (ready) return { answered };
    if (required.length === 0 && open.length === 0) {
      const why = problems.map((p) => p.message).join(' ');
      return { answered, wrong: `not ready: ${why.slice(0, 400)}` };
    }
    if (required.length === 0) {
      const { status, stdout, stderr } = run(cwd, 'answer', '--defaults', '--json');
      if (status !== 0) return { answered, wrong: `answer --defaults: ${(stdout + stderr).slice(0, 600)}` };
      answered += open.length;
      continue;
    }
    const values = required.map((q) => {
      const known = ANSWERS.find(([id]) => id.test(q.id))?.[1];
      const choices = q.choices?.map((c) => c.value) ?? [];
      // How clients authenticate: a method that exists, else tokens.
      const chosen = choices.find((c) => !['none', 'each'].includes(c)) ?? choices[0];
      return `${q.id}=${choices.length > 0 && !choices.includes(known) ? chosen : (known ?? (q.type === 'confirm' ? 'yes' : (q.example ?? 'x')))}`;
    });
    const { status, stdout, stderr } = run(cwd, 'answer', ...values, '--json');
    if (status !== 0) return { answered, wrong: `answer ${values.join(' ')}: ${(stdout + stderr).slice(0, 600)}` };
    answered += values.length;
  }
  return { answered, wrong: 'the questions do not end' };
};

const proved = (kind, sources, keep) => {
  const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'import-proof-'));
  const imported = run(cwd, 'import', kind, ...sources, '--json');
  const counts = {};
  const fail = (what) => ({ counts, what: what.replaceAll(/\s+/g, ' ').slice(0, 500) });
  if (imported.status > 1) return fail(`import: exit ${imported.status} ${imported.stderr}${imported.stdout}`);
  const { entries } = JSON.parse(imported.stdout);
  for (const e of entries) counts[e.verdict] = (counts[e.verdict] ?? 0) + e.leaves;
  const { answered, wrong } = answerOpen(cwd);
  if (wrong) return { ...fail(wrong), answered };
  const generated = run(cwd, 'generate', '-q');
  if (generated.status !== 0) return { ...fail(`generate: exit ${generated.status} ${generated.stderr}`), answered };
  const checked = run(cwd, 'check', 'manifests', '--json');
  const { findings = [] } = JSON.parse(checked.stdout);
  const errors = findings.filter((f) => f.severity === 'error');
  if (keep) fs.cpSync(path.join(cwd, 'manifests'), keep, { recursive: true });
  return errors.length > 0
    ? { ...fail(`check: ${errors.map((f) => `${f.code} ${f.resource} ${f.message}`).join('; ')}`), answered }
    : { counts, answered, warnings: findings.filter((f) => f.severity === 'warning').length };
};

const args = process.argv.slice(2);
const at = args.indexOf('--keep');
const keep = at < 0 ? undefined : path.resolve(args.splice(at, 2)[1]);
let [good, all] = [0, 0];
for (const arg of args) {
  const [kind, place] = arg.split(/=(.*)/s);
  const each = place.endsWith('/')
    ? fs
        .readdirSync(place, { recursive: true })
        .filter((f) => /\.(ya?ml|json)$/.test(f))
        .sort()
        .map((f) => path.resolve(place, f))
    : [path.resolve(place)];
  for (const source of each) {
    const name = `${kind}/${path.relative(path.resolve(place), source) || path.basename(source)}`;
    const r = proved(kind, [source], keep && path.join(keep, name.replaceAll(/[^\w.-]+/g, '-')));
    all++;
    if (!r.what) good++;
    const verdicts = Object.entries(r.counts).map(([v, n]) => `${v} ${n}`);
    console.log(
      [name, verdicts.join(', '), `${r.answered ?? 0} answered`, r.what ?? `ok, ${r.warnings} warnings`].join('\t'),
    );
  }
}
console.log(`${good} of ${all}`);
process.exitCode = good === all ? 0 : 1;
