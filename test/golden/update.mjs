// npm run golden [-- NAME...]: regenerates the committed output of examples and cases, and what README.md shows of the
// program, and prints the diff.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { madeFiles } from '../docs/made.mjs';
import { cases, examples, ROOT, readFolder } from './goldens.mjs';

const wanted = process.argv.slice(2);
const temporary = mkdtempSync(join(tmpdir(), 'golden-'));
const run = (...args) => {
  const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] };
  const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'bin/eg-api-gateway.js'), ...args], options);
  if (status !== 0) process.exit(1);
  return stdout;
};

const put = (path, text) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: path.endsWith('.sh') ? 0o755 : 0o644 });
};
/** Writes a file of the repository and keeps both versions for the diff. `after` undefined: deletes it. */
const replace = (path, after) => {
  const before = existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : undefined;
  if (before === after) return;
  if (before !== undefined) put(join(temporary, 'before', path), before);
  if (after === undefined) return rmSync(join(ROOT, path));
  put(join(temporary, 'after', path), after);
  put(join(ROOT, path), after);
};

let done = 0;
for (const golden of [...examples, ...cases]) {
  if (wanted.length > 0 && !wanted.some((w) => golden.name === w || golden.name.endsWith(`/${w}`))) continue;
  const folder = join(temporary, 'whole', golden.name, 'manifests');
  run('generate', '-q', ...golden.files, '-o', folder);
  const after = golden.choose(readFolder(folder));
  const output = golden.output.slice(ROOT.length);
  for (const path of new Set([...golden.committed().keys(), ...after.keys()]))
    replace(`${output}/${path}`, after.get(path));
  done++;
}
if (wanted.length === 0) {
  replace('examples/api-gateway.schema.json', run('schema'));
  replace('examples/team.schema.json', run('schema', '--team'));
  for (const [path, text] of await madeFiles()) replace(path, text);
}
for (const side of ['before', 'after']) mkdirSync(join(temporary, side), { recursive: true });
const color = process.stdout.isTTY ? 'always' : 'never';
spawnSync('git', ['diff', '--no-index', `--color=${color}`, '--stat', '--patch', 'before', 'after'], {
  cwd: temporary,
  stdio: 'inherit',
});
rmSync(temporary, { recursive: true });
console.log(`${done} examples and cases written.`);
process.exitCode = done === 0 ? 2 : 0;
