'use strict';
// For Node 20, which has no module.enableCompileCache: loads the chunks of dist/ with the code that V8 compiled in an
// earlier run, because a short run compiles for half of its time. One file has it for all chunks. V8 itself rejects what
// another version of it made; what the file is for (Node, processor, build) is in its name.
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const vm = require('node:vm');

const DIST = path.join(__dirname, '../dist/');
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** V8 copies what does not begin at a multiple of this. */
const ALIGNED = 8;
const aligned = (n) => Math.ceil(n / ALIGNED) * ALIGNED;

/** Compiled code by chunk: [length of the index][index: name, start, length][code]. Undefined if the file is not complete. */
const read = (file) => {
  const bytes = fs.readFileSync(file);
  const start = aligned(4 + bytes.readUInt32LE(0));
  const index = JSON.parse(bytes.latin1Slice(4, 4 + bytes.readUInt32LE(0)));
  return new Map(index.map(([name, at, length]) => [name, bytes.subarray(start + at, start + at + length)]));
};

const write = (file, code) => {
  const entries = [...code];
  let at = 0;
  const index = entries.map(([name, { length }]) => {
    const entry = [name, at, length];
    at = aligned(at + length);
    return entry;
  });
  const text = Buffer.from(JSON.stringify(index), 'latin1');
  const bytes = Buffer.alloc(aligned(4 + text.length) + at);
  bytes.writeUInt32LE(text.length, 0);
  text.copy(bytes, 4);
  entries.forEach(([, one], i) => one.copy(bytes, aligned(4 + text.length) + index[i][1]));
  fs.writeSync(file, bytes);
  // Before it gets its name: after a crash of the machine the file is whole or absent.
  fs.fsyncSync(file);
};

/** Replaces the file, and removes those of other builds that no run has written for a week. */
const keep = (folder, name, compiled) => {
  const own = path.join(folder, `${name}.${process.pid}`);
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Before the code is collected, which takes as long as it saves: the folder may be read-only.
    const file = fs.openSync(own, 'wx', 0o600);
    try {
      write(file, compiled());
    } finally {
      fs.closeSync(file);
    }
    fs.renameSync(own, path.join(folder, name));
    for (const other of fs.readdirSync(folder))
      if (other.startsWith('node-') && Date.now() - fs.statSync(path.join(folder, other)).mtimeMs > WEEK_MS)
        fs.rmSync(path.join(folder, other));
  } catch {
    fs.rmSync(own, { force: true });
  }
};

/** Loads a file of dist/ and, when they are needed, the chunks that it requires. */
exports.load = (main, folder) => {
  const build = fs.readFileSync(`${DIST}build-id`, 'latin1');
  const name = `node-${process.versions.node}-${process.arch}-${build}`;
  let known = new Map();
  let incomplete = false;
  // A file that exists and cannot be read is of another user: then nothing is kept.
  let mayWrite = true;
  try {
    known = read(path.join(folder, name));
  } catch (error) {
    mayWrite = error.code === undefined || error.code === 'ENOENT';
  }
  const scripts = new Map();
  const modules = new Map();
  const load = (chunk) => {
    const loaded = modules.get(chunk);
    if (loaded) return loaded.exports;
    const filename = DIST + chunk;
    const code = `(function(exports,require,module,__filename,__dirname){${fs.readFileSync(filename, 'latin1')}})`;
    const cachedData = known.get(chunk);
    const script = new vm.Script(code, { filename, cachedData });
    if (!cachedData || script.cachedDataRejected) incomplete = true;
    scripts.set(chunk, script);
    const module = { exports: {} };
    modules.set(chunk, module);
    const ofChunk = (id) => (id.startsWith('./') ? load(id.slice(2)) : require(id));
    script.runInThisContext()(module.exports, ofChunk, module, filename, DIST);
    return module.exports;
  };
  process.on('exit', () => {
    if (incomplete && mayWrite)
      keep(folder, name, () => new Map([...known, ...[...scripts].map(([c, s]) => [c, s.createCachedData()])]));
  });
  return load(main);
};
