// What the golden tests detect: breaks every block and line of templates/ and every condition, field, list entry and literal of
// src/resources and src/objects, one at a time, and compares the output with the committed one.
//   node test/golden/mutants.mjs [--only PATH] [--sample N [--seed N]] [--against OLD.json] > mutants.json
// --against: only what OLD.json lists as killed, so that "survived" is what the golden tests no longer detect. All of them take
// about 10 minutes of one CPU.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { Script } from 'node:vm';
import { build } from 'esbuild';
import { precompile } from '../../hbs-plugin.mjs';
import { cases, examples, ROOT } from './goldens.mjs';
import { instrumented, ofTemplate } from './mutations.mjs';

const SOURCES = ['src/resources', 'src/objects'];

const option = (name, or) => {
  const i = process.argv.indexOf(name);
  return i < 0 ? or : process.argv[i + 1];
};
const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const below = (dir, end) =>
  readdirSync(join(ROOT, dir), { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith(end))
    .sort()
    .map((f) => `${dir}/${f}`);

/** All of them: { id, file, line, what, before, nth }, and of a template the mutated `text`. */
const mutants = [];
/** Identifies a mutant in the results of two runs; `nth` distinguishes equal ones of one line. */
const key = (m) => `${m.file} ${m.line} ${m.what} ${m.before} ${m.nth}`;
const seen = new Map();
const add = (file) => (m) => {
  const like = key({ file, ...m, nth: '' });
  seen.set(like, (seen.get(like) ?? 0) + 1);
  return mutants.push({ id: mutants.length + 1, file, ...m, nth: seen.get(like) });
};
const templates = new Map(below('templates', '.hbs').map((f) => [f, read(f)]));
for (const [file, text] of templates) ofTemplate(text).forEach(add(file));
const sources = new Map(SOURCES.flatMap((d) => below(d, '.ts')).map((f) => [f, instrumented(f, read(f), add(f))]));

// ---- the program: answers are read once; each mutant builds and renders them in a fresh instance of all modules

const bundle = async (contents, plugins) => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    plugins,
    define: { 'import.meta.url': JSON.stringify(new URL('../../src/crds/', import.meta.url).href) },
    logLevel: 'error',
  });
  return new Script(`(function (require, module, exports, __m, __template) {${outputFiles[0].text}\n})`);
};

/** Checks of the output are left out: they would find most mutants, and slowly. */
const UNCHECKED = {
  'src/admission/findings.ts': 'export const admissionFindings = () => []',
  'src/admission/load-admission.ts': 'export const loadAdmission = () => undefined',
  'src/analyze/references.ts': 'export const checkReferences = () => []',
};
const mutable = {
  name: 'mutable',
  setup({ onLoad }) {
    onLoad({ filter: /\.hbs$/ }, ({ path }) => ({
      contents: `export default __template(${JSON.stringify(relative(ROOT, path))})`,
    }));
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const contents = UNCHECKED[relative(ROOT, path)] ?? sources.get(relative(ROOT, path));
      return contents === undefined ? undefined : { contents, loader: 'ts', resolveDir: dirname(path) };
    });
  },
};
const instance = (script, isOn, template) => {
  const module = { exports: {} };
  script.runInThisContext()(createRequire(import.meta.url), module, module.exports, isOn, template);
  return module.exports;
};
const spec = (text) => new Function(precompile(text).replace('export default', 'return'))();
const specs = new Map([...templates].map(([file, text]) => [file, spec(text)]));
const original = (file) => specs.get(file);

const { collectAnswers } = instance(await bundle(`export { collectAnswers } from './src/cli/answers.ts'`, []));
const program = await bundle(`export { build } from './src/cli/build-output.ts'`, [mutable]);

/** The file of a golden that an instance gets wrong; undefined: none. */
const wrongIn = async ({ build }, { golden, source, result, teams, committed }) => {
  const { files } = await build(result.answers, source.name, teams);
  const chosen = golden.choose(new Map([...files].map(([path, { text }]) => [path, text])));
  if (chosen.size !== committed.size) return 'other files';
  for (const [path, text] of chosen) if (committed.get(path) !== text) return path;
  return undefined;
};

/** Mutant -> the goldens that evaluate its place, recorded in a run without mutants. */
const reaching = new Map();
const goldens = [];
{
  let reached = new Set();
  const unbroken = instance(program, (id) => void reached.add(id), original);
  const atStart = reached;
  for (const golden of [...examples, ...cases]) {
    const answers = await collectAnswers({ cwd: golden.dir, env: {} }, { file: golden.answers });
    const g = { golden, ...answers, committed: golden.committed() };
    reached = new Set();
    const wrong = await wrongIn(unbroken, g);
    if (wrong) throw new Error(`${golden.name}: ${wrong} is not what the answers give; run npm run golden`);
    for (const id of [...reached, ...atStart]) reaching.set(id, [...(reaching.get(id) ?? []), g]);
    goldens.push(g);
  }
}

/** The golden and file that detect a mutant, or the error it causes; undefined: it survived. */
const noticed = async ({ id, file, text }) => {
  const broken = text === undefined ? undefined : spec(text);
  for (const g of text === undefined ? (reaching.get(id) ?? []) : goldens)
    try {
      const mutant = instance(
        program,
        (m) => m === id,
        (f) => (broken && f === file ? broken : original(f)),
      );
      const wrong = await wrongIn(mutant, g);
      if (wrong) return `${g.golden.name}/${wrong}`;
    } catch (error) {
      return `${g.golden.name}: ${error.message.split('\n')[0]}`;
    }
  return undefined;
};

// ---- the measurement

const old = option('--against', '');
const only = (m) => m.file.startsWith(option('--only', ''));
const before = old && new Set(JSON.parse(readFileSync(old, 'utf8')).killed.filter(only).map(key));
let chosen = mutants.filter((m) => only(m) && (!before || before.has(key(m))));
if (before && chosen.length < before.size) process.stderr.write('Some of the old mutants are in lines that changed.\n');

let seed = Number(option('--seed', 1));
/** A linear congruential generator: the same numbers in every run. */
const random = () => {
  seed = (seed * 1103515245 + 12345) % 2 ** 31;
  return seed;
};
const most = Number(option('--sample', chosen.length));
if (most < chosen.length)
  chosen = chosen
    .map((m) => [random(), m])
    .sort(([a], [b]) => a - b)
    .slice(0, most)
    .map(([, m]) => m);

const [killed, survived] = [[], []];
for (const { text, ...m } of chosen) {
  const by = await noticed({ text, ...m });
  if (by) killed.push({ ...m, by });
  else survived.push({ ...m, reached: text !== undefined || reaching.has(m.id) });
  const done = killed.length + survived.length;
  if (done % 500 === 0) process.stderr.write(`${done} of ${chosen.length}, ${survived.length} survived\n`);
}
process.stdout.write(`${JSON.stringify({ mutants: chosen.length, killed, survived }, null, 1)}\n`);
process.stderr.write(`${chosen.length} mutants: ${killed.length} killed, ${survived.length} survived\n`);
