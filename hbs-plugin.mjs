// Turns templates/*.hbs into JavaScript at build time, so that neither the Handlebars compiler nor a file read
// is part of a run. The same function serves esbuild (the program) and Vite (the tests): one compiler, one result.
import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';

/** Every hole goes through the helper `quote` of the file's own language, so an unquoted one cannot be written. */
class QuoteHoles extends Handlebars.Visitor {
  mutating = true;
  MustacheStatement(node) {
    if (!node.escaped) throw new Error(`line ${node.loc.start.line}: a hole without quoting ({{{ or {{&)`);
    const { loc } = node;
    const hole =
      node.params.length > 0
        ? { type: 'SubExpression', path: node.path, params: node.params, hash: node.hash, loc }
        : node.path;
    const name = { type: 'PathExpression', data: false, depth: 0, parts: ['quote'], original: 'quote', loc };
    return { ...node, escaped: false, path: name, params: [hole], hash: undefined };
  }
}

/** Takes a template's text, gives the source of an ES module whose default export is the precompiled spec. */
export const precompile = (text) => {
  const ast = Handlebars.parse(text);
  new QuoteHoles().accept(ast);
  return `export default ${Handlebars.precompile(ast, { strict: true, noEscape: true, preventIndent: true })};`;
};

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
