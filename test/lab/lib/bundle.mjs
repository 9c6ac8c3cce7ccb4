// TypeScript of the project for the lab's own scripts: one file, made when it is asked for.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { esbuildHbs } from '../../../hbs-plugin.mjs';
import { esbuildRaw } from '../../../raw-plugin.mjs';
import { ROOT } from './cluster.mjs';

let made = 0;

/** Bundles a file of the project and gives the path of the result. */
export const bundle = async (file) => {
  // Beside the built program, since schemas are read from where the code is.
  const outfile = path.join(ROOT, 'dist', `lab-${process.pid}-${++made}.mjs`);
  await build({
    entryPoints: [path.join(ROOT, file)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    plugins: [esbuildHbs, esbuildRaw],
    banner: { js: "import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);" },
  });
  process.on('exit', () => fs.rmSync(outfile, { force: true }));
  return outfile;
};

/** Bundles a file and imports it. */
export const bundled = async (file) => import(pathToFileURL(await bundle(file)).href);
