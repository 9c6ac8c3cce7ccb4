'use strict';
// For Node 20, which has no module.enableCompileCache: loads the chunks of dist/ with the code that V8 compiled in an
// earlier run, because a short run compiles for half of its time. One file has it for all chunks. V8 itself rejects what
// another version of it made; what the file is for (Node, processor, build) is in its name.
const { hash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const DIST = path.join(__dirname, '../dist/');
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** V8 copies what does not begin at a multiple of this. */
const ALIGNED = 8;
const aligned = (n) => Math.ceil(n / ALIGNED) * ALIGNED;

/** V8 trusts compiled code: with a damaged file, every run would crash. */
const checksum = (code) => hash('sha1', code, 'base64');

/** Compiled code by chunk: [length of the index][index: name, start, length, checksum][code]. Throws if the file is not one. */
const read = (file) => {
  const bytes = fs.readFileSync(file);
  const start = aligned(4 + bytes.readUInt32LE(0));
  const index = JSON.parse(bytes.latin1Slice(4, 4 + bytes.readUInt32LE(0)));
  const code = ([, at, length]) => bytes.subarray(start + at, start + at + length);
  return new Map(index.map((entry) => [entry[0], { code: code(entry), sum: entry[3] }]));
};

const padded = (bytes) => Buffer.concat([bytes, Buffer.alloc(aligned(bytes.length) - bytes.length)]);

const write = (file, code) => {
  let at = 0;
  const index = [...code].map(([name, one]) => {
    const entry = [name, at, one.length, checksum(one)];
    at += aligned(one.length);
    return entry;
  });
  const text = Buffer.from(JSON.stringify(index), 'latin1');
  const size = Buffer.alloc(4);
  size.writeUInt32LE(text.length, 0);
  fs.writeSync(file, Buffer.concat([padded(Buffer.concat([size, text])), ...[...code.values()].map(padded)]));
  // Before it gets its name: after a crash of the machine the file is whole or absent.
  fs.fsyncSync(file);
};

/** Replaces the file, and removes those of other builds that no run has written for a week. */
const keep = (folder, name, compiled) => {
  const own = path.join(folder, `${name}.${process.pid}`);
  try {
    // Not `recursive`, which tries endlessly where the system answers ENOENT, as below /proc.
    for (const each of [path.dirname(folder), folder]) if (!fs.existsSync(each)) fs.mkdirSync(each, { mode: 0o700 });
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
    // A folder that cannot be written: the next run compiles again.
    if (fs.existsSync(own)) fs.rmSync(own);
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
    mayWrite = error.code !== 'EACCES';
  }
  const intact = (chunk) => {
    const { code, sum } = known.get(chunk) ?? {};
    return code && checksum(code) === sum ? code : undefined;
  };
  const scripts = new Map();
  const modules = new Map();
  const load = (chunk) => {
    const loaded = modules.get(chunk);
    if (loaded) return loaded.exports;
    const filename = DIST + chunk;
    const code = `(function(exports,require,module,__filename,__dirname){${fs.readFileSync(filename, 'latin1')}})`;
    const cachedData = intact(chunk);
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
    if (!incomplete || !mayWrite) return;
    const others = [...known.keys()].filter((c) => !scripts.has(c) && intact(c)).map((c) => [c, known.get(c).code]);
    keep(folder, name, () => new Map([...others, ...[...scripts].map(([c, s]) => [c, s.createCachedData()])]));
  });
  return load(main);
};
