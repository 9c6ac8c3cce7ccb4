// Measures what the goldens notice: every block and line of templates/, and every condition, field, list entry and literal
// of src/resources and src/objects, is broken once, and the output compared with the committed one.
//   node test/golden/mutants.mjs [--sample N] [--seed N] [--only TEXT] > mutants.json
// Run by hand (test/README.md); minutes of one CPU. "survived" is what no golden sees.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Script } from 'node:vm';
import { build } from 'esbuild';
import { parseSync } from 'rolldown/utils';
import { precompile } from '../../hbs-plugin.mjs';
import { cases, examples, ROOT } from './goldens.mjs';

const below = (dir, end) =>
  readdirSync(join(ROOT, dir), { recursive: true })
    .filter((f) => f.endsWith(end))
    .sort()
    .map((f) => `${dir}/${f}`);
const lineOf = (text, at) => text.slice(0, at).split('\n').length;

/** All mutants: { id, file, line, what, before }, and for templates `text`, the broken template. */
const mutants = [];
const mutant = (file, line, what, before, more = {}) => {
  const id = mutants.length + 1;
  mutants.push({ id, file, line, what, before: before.replace(/\s+/g, ' ').slice(0, 100), ...more });
  return id;
};

// ---- templates: a block whose condition is forced, a line or a placeholder that is missing

const templates = [...below('templates', '.hbs')];
for (const file of templates) {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const put = (what, at, length, by) =>
    mutant(file, lineOf(text, at), what, text.slice(at, at + length), {
      text: text.slice(0, at) + by + text.slice(at + length),
    });
  for (const m of text.matchAll(/\{\{(#if|#unless|else if|#each|#with) ([^}]+)\}\}/g)) {
    const forced = (value) => put(`${m[1]} -> ${value}`, m.index, m[0].length, `{{${m[1]} ${value}}}`);
    forced('false');
    if (m[1] === '#if' || m[1] === '#unless' || m[1] === 'else if') forced('true');
  }
  for (const m of text.matchAll(/\{\{(?![#/]|else)[^}]+\}\}/g)) put('no placeholder', m.index, m[0].length, '');
  for (const m of text.matchAll(/^.*\n/gm)) {
    const tags = m[0].match(/\{\{(#|\/|else)/g) ?? [];
    const balanced = tags.filter((t) => t === '{{#').length === tags.filter((t) => t === '{{/').length;
    if (m[0].trim() !== '' && balanced && !/^\s*\{\{else/.test(m[0])) put('no line', m.index, m[0].length, '');
  }
}

// ---- TypeScript: all mutants of a file are written into it, each behind a switch

const COMPARE = new Set(['===', '!==', '<', '>', '<=', '>=', 'in', 'instanceof']);
const PREDICATES = new Set(['filter', 'some', 'every', 'find']);

const instrument = (file) => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const edits = [];
  const around = (node, open, close) => edits.push({ node, open, close });
  const add = (node, what) => mutant(file, lineOf(text, node.start), what, text.slice(node.start, node.end));
  const instead = (node, what, by) => around(node, `(__m(${add(node, what)})?${by}:`, ')');
  const forced = (node) => around(node, `(__m(${add(node, '-> true')})||!__m(${add(node, '-> false')})&&(`, '))');
  const dropped = (node, open, close, none) =>
    around(node, `...(__m(${add(node, 'dropped')})?${none}:${open}`, `${close})`);
  const visit = (node, parent) => {
    if (Array.isArray(node)) return node.forEach((n) => visit(n, parent));
    if (!node || typeof node.type !== 'string') return;
    const { type } = node;
    if (type.startsWith('TS')) return visit(node.expression, parent);
    if (type === 'ImportDeclaration' || type === 'ObjectPattern' || type === 'ArrayPattern') return;
    if (type === 'ConditionalExpression' || type === 'IfStatement') forced(node.test);
    if (type === 'LogicalExpression')
      if (node.operator === '??') instead(node.left, '-> undefined', 'undefined');
      else forced(node.left);
    if (type === 'BinaryExpression' && COMPARE.has(node.operator) && node !== parent.test && node !== parent.left)
      forced(node);
    if (type === 'CallExpression' && PREDICATES.has(node.callee.property?.name)) {
      const { body } = node.arguments[0] ?? {};
      if (body && body.type !== 'BlockStatement' && body.type !== 'LogicalExpression' && !COMPARE.has(body.operator))
        forced(body);
    }
    if (type === 'ObjectExpression')
      for (const p of node.properties)
        if (p.type === 'SpreadElement') instead(p.argument, 'dropped', '{}');
        else if (p.kind === 'init' && !p.method) dropped(p, '{', '}', '{}');
    if (type === 'ArrayExpression')
      for (const e of node.elements)
        if (e.type === 'SpreadElement') instead(e.argument, 'dropped', '[]');
        else dropped(e, '[', ']', '[]');
    if (type === 'Literal' && typeof node.value === 'string')
      instead(node, 'other text', JSON.stringify(`${node.value}-mutant`));
    if (type === 'Literal' && typeof node.value === 'number') instead(node, '+ 1', String(node.value + 1));
    if (type === 'Literal' && typeof node.value === 'boolean') instead(node, 'negated', String(!node.value));
    if (type === 'TemplateLiteral') instead(node, 'other text', '"mutant"');
    for (const [key, child] of Object.entries(node))
      if (child && typeof child === 'object' && !(key === 'key' && !node.computed) && !/[tT]ype|params$/.test(key))
        visit(child, node);
    if (node.params)
      visit(
        node.params.filter((p) => p.type === 'AssignmentPattern').map((p) => p.right),
        node,
      );
  };
  visit(parseSync(file, text).program, {});
  // At one place the ends of what is inside come before those of what is around it, and the other way round for beginnings.
  const marks = edits.flatMap(({ node, open, close }, i) => [
    { at: node.start, order: i, text: open },
    { at: node.end, order: -1 - i, text: close },
  ]);
  marks.sort((a, b) => a.at - b.at || a.order - b.order);
  let [out, from] = ['', 0];
  for (const m of marks) {
    out += text.slice(from, m.at) + m.text;
    from = m.at;
  }
  return out + text.slice(from);
};

const instrumented = new Map(
  [...below('src/resources', '.ts'), ...below('src/objects', '.ts')].map((f) => [f, instrument(f)]),
);

// ---- the program: answers are read once; a mutant builds and renders them again in a fresh instance of the modules

const bundle = async (contents, plugins) => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    plugins,
    define: { 'import.meta.url': JSON.stringify(new URL('../../src/crds/x', import.meta.url).href) },
    logLevel: 'error',
  });
  return new Script(`(function (require, module, exports, __m, __template) {${outputFiles[0].text}\n})`);
};
const mutated = {
  name: 'mutated',
  setup({ onLoad }) {
    onLoad({ filter: /\.hbs$/ }, ({ path }) => ({
      contents: `export default __template(${JSON.stringify(relative(ROOT, path))})`,
    }));
    // What would refuse the output is no part of it.
    onLoad({ filter: /src\/admission\/findings\.ts$/ }, () => ({
      contents: 'export const admissionFindings = () => []',
    }));
    onLoad({ filter: /src\/analyze\/references\.ts$/ }, () => ({
      contents: 'export const checkReferences = () => []',
    }));
    onLoad({ filter: /src\/admission\/load-admission\.ts$/ }, () => ({
      contents: 'export const loadAdmission = () => undefined',
    }));
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const contents = instrumented.get(relative(ROOT, path));
      return contents === undefined ? undefined : { contents, loader: 'ts', resolveDir: dirname(path) };
    });
  },
};
const { createRequire } = await import('node:module');
const run = (script, m, template) => {
  const module = { exports: {} };
  script.runInThisContext()(createRequire(import.meta.url), module, module.exports, m, template);
  return module.exports;
};

const reader = run(await bundle(`export { collectAnswers } from './src/cli/answers.ts'`, []));
const program = await bundle(`export { build } from './src/cli/build-output.ts'`, [mutated]);

/** Precompiled ES modules as values, by their text. */
const specs = new Map();
const spec = (text) => {
  if (!specs.has(text)) specs.set(text, new Function(precompile(text).replace('export default', 'return'))());
  return specs.get(text);
};
const originals = new Map(templates.map((f) => [f, spec(readFileSync(join(ROOT, f), 'utf8'))]));

/** What of a golden an instance gets wrong; undefined: nothing. */
const wrongIn = async ({ build }, { golden, source, result, teams, committed }) => {
  const { files } = await build(result.answers, source.name, teams);
  const texts = golden.choose(new Map([...files].map(([path, { text }]) => [path, text])));
  if (texts.size !== committed.size) return 'other files';
  for (const [path, text] of texts) if (committed.get(path) !== text) return path;
  return undefined;
};

const goldens = [];
const reached = new Map();
let phase = new Set();
const recording = run(
  program,
  (id) => {
    phase.add(id);
    return false;
  },
  (f) => originals.get(f),
);
const atStart = phase;
for (const golden of [...examples, ...cases]) {
  const read = await reader.collectAnswers({ cwd: golden.dir, env: {} }, { file: golden.answers });
  const g = { golden, ...read, committed: golden.committed() };
  phase = new Set();
  const wrong = await wrongIn(recording, g);
  if (wrong) throw new Error(`${golden.name}: ${wrong} is not what the answers give; npm run golden`);
  for (const id of [...phase, ...atStart]) reached.set(id, [...(reached.get(id) ?? []), g]);
  goldens.push(g);
}

// ---- the measurement

const option = (name, or) => {
  const i = process.argv.indexOf(name);
  return i < 0 ? or : process.argv[i + 1];
};
let seed = Number(option('--seed', 1));
const random = () => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed / 2147483648;
};
const only = option('--only', '');
const most = Number(option('--sample', Infinity));
const chosen = mutants
  .filter((m) => `${m.file}:${m.line}`.includes(only))
  .map((m) => [most < Infinity ? random() : 0, m])
  .sort(([a], [b]) => a - b)
  .slice(0, most)
  .map(([, m]) => m)
  .sort((a, b) => a.id - b.id);

const killed = [];
const survived = [];
for (const { text, ...m } of chosen) {
  let by;
  for (const g of text === undefined ? (reached.get(m.id) ?? []) : goldens) {
    try {
      const template = (f) => (f === m.file ? spec(text) : originals.get(f));
      const wrong = await wrongIn(
        run(program, (id) => id === m.id, text === undefined ? (f) => originals.get(f) : template),
        g,
      );
      if (wrong) by = `${g.golden.name}/${wrong}`;
    } catch (error) {
      by = `${g.golden.name}: ${error.message.split('\n')[0]}`;
    }
    if (by) break;
  }
  specs.delete(text);
  if (by) killed.push({ ...m, by });
  else survived.push({ ...m, reached: text !== undefined || reached.has(m.id) });
  if ((killed.length + survived.length) % 500 === 0)
    process.stderr.write(`${killed.length + survived.length} of ${chosen.length}, ${survived.length} survived\n`);
}
process.stdout.write(`${JSON.stringify({ mutants: chosen.length, killed, survived }, null, 1)}\n`);
process.stderr.write(`${chosen.length} mutants: ${killed.length} killed, ${survived.length} survived\n`);
