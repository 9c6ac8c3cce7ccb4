// Turns templates/*.hbs into JavaScript at build time, so that neither the Handlebars compiler nor a file read
// is part of a run. The same function serves esbuild (the program) and Vite (the tests): one compiler, one result.
import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';

/** Options that every template is compiled with; `strict` turns a misspelt hole into an error. */
const COMPILE = { strict: true, noEscape: false, knownHelpersOnly: false, preventIndent: true };

/** Takes a template's text, gives the source of an ES module whose default export is the precompiled spec. */
export const precompile = (text) => `export default ${Handlebars.precompile(text, COMPILE)};`;

export const esbuildHbs = {
  name: 'hbs',
  setup(build) {
    build.onLoad({ filter: /\.hbs$/ }, ({ path }) => ({
      contents: precompile(readFileSync(path, 'utf8')),
      loader: 'js',
    }));
  },
};

export const viteHbs = {
  name: 'hbs',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('.hbs') ? { code: precompile(code), map: null } : undefined),
};
