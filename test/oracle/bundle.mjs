// The tool from its sources, in a temporary folder that is removed again: no build is needed, and nothing is written to the repository.
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { esbuildHbs } from '../../hbs-plugin.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Bundles a file of this folder and imports it. */
export const bundled = async (file) => {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  try {
    // Schemas are read from beside the code, and the regular expressions' engine is required from there.
    symlinkSync(join(ROOT, 'src/crds/schemas'), join(folder, 'schemas'));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    const outfile = join(folder, 'engine.mjs');
    await build({
      entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
      plugins: [esbuildHbs],
      banner: { js: "import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);" },
    });
    return await import(pathToFileURL(outfile).href);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
};
