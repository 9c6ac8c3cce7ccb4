// Writes esbuild's chunks as CommonJS, which esbuild cannot split: Node loads it faster than ES modules, and only its code
// can be compiled once and kept on Node 20 (bin/code-cache.js). Names of other chunks become constants instead of
// properties that each use looks up. Only a chunk with a module of `lazy` is loaded when one of its names is first used.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { transform } from 'esbuild';

/** esbuild writes the names that a chunk takes from other chunks first, and those that it gives to them last. */
const FROM_CHUNK = /^import(?:\{([^}]*)\}from)?"(\.\/[^"]+)";/;
const TO_CHUNKS = /export\{([^}]*)\};\s*$/;

const namesOf = (list) =>
  list
    .split(',')
    .filter(Boolean)
    .map((one) => one.split(' as '));

/** A constant whose property is a chunk, which is loaded when the property is first read. */
const whenRead = (name, chunk) =>
  `const ${name}={get chunk(){const chunk=require("${chunk}");Object.defineProperty(this,"chunk",{value:chunk});return chunk}};`;

/** One chunk; throws if a name is missing, so that another form of esbuild's output fails the build. */
const commonJs = async (text, { imports, exports, entryPoint }, isLazy) => {
  const lines = [];
  const define = {};
  let body = text;
  const given = namesOf(TO_CHUNKS.exec(body)?.[1] ?? '');
  for (let found = FROM_CHUNK.exec(body); found; found = FROM_CHUNK.exec(body)) {
    body = body.slice(found[0].length);
    const chunk = found[2];
    const names = namesOf(found[1] ?? '').map(([theirs, own = theirs]) => [theirs, own]);
    if (isLazy(chunk) && !names.some(([, own]) => given.some(([name]) => name === own))) {
      const holder = `$lazy${lines.length}`;
      lines.push(whenRead(holder, chunk));
      for (const [theirs, own] of names) define[own] = `${holder}.chunk.${theirs}`;
    } else
      lines.push(
        `${names.length > 0 ? `const{${names.map(([theirs, own]) => `${theirs}:${own}`)}}=` : ''}require("${chunk}");`,
      );
  }
  body = body.replace(TO_CHUNKS, '');
  const expected = imports.filter((i) => i.kind === 'import-statement' && !i.external);
  if (lines.length !== expected.length || given.length !== exports.length)
    throw new Error(`${entryPoint ?? 'a chunk'} imports or exports in a form that is not known`);
  if (body.includes('MODULE_URL')) lines.push('const MODULE_URL=require("node:url").pathToFileURL(__filename).href;');
  const { code } = await transform(body, {
    format: 'cjs',
    platform: 'node',
    define,
    target: 'node20.19',
    minifyWhitespace: true,
    // `import()` becomes `require` when it is reached, so that the cache is asked for these chunks too.
    supported: { 'dynamic-import': false },
  });
  return `"use strict";${lines.join('')}${code.replace(/^"use strict";/, '')}module.exports={${given.map(([own, theirs = own]) => `${theirs}:${own}`)}};\n`;
};

/** For a build with `write: false`, `metafile: true` and `import.meta.url` defined as MODULE_URL. `lazy`: paths of modules. */
export const esbuildCommonJs = (lazy) => ({
  name: 'commonjs',
  setup(build) {
    build.onEnd(async ({ errors, outputFiles, metafile }) => {
      if (errors.length > 0) return;
      const outputOf = (file) => metafile.outputs[`dist/${basename(file)}`];
      const isLazy = (chunk) => lazy.some((module) => Object.hasOwn(outputOf(chunk)?.inputs ?? {}, module));
      for (const { path, contents, text } of outputFiles) {
        mkdirSync(dirname(path), { recursive: true });
        const output = path.endsWith('.cjs') && outputOf(path);
        writeFileSync(path, output ? await commonJs(text, output, isLazy) : contents);
      }
    });
  },
});
