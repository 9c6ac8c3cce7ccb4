// Enforces the word list of docs/style.md for Markdown, templates, and the comments and string literals of the source.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { blankCode, blankPlaceholders, proseOf, type Rejected, rejectedIn, termsOf } from './words.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STYLE = 'docs/style.md';

/** What is checked: a file or folder, a pattern of file names, and the function that extracts prose. */
const CHECKED: readonly (readonly [path: string, names: RegExp, prose: (text: string) => string])[] = [
  ['README.md', /./, blankCode],
  ['CONTRIBUTING.md', /./, blankCode],
  ['CHANGELOG.md', /./, blankCode],
  ['SECURITY.md', /./, blankCode],
  ['SKILL.md', /./, blankCode],
  ['action.yml', /./, (t) => t],
  ['.pre-commit-hooks.yaml', /./, (t) => t],
  ['docs', /\.md$/, blankCode],
  ['test', /\.md$/, blankCode],
  ['src', /\.m?ts$/, proseOf],
  ['templates', /\.hbs$/, blankPlaceholders],
  ['examples', /\/api-gateway\.yaml$|\.md$|CODEOWNERS$/, (t) => t],
  ['package.json', /./, (t) => t],
];
/** Generated: from the catalogue of codes in the source, or from the schemas of other projects. */
const GENERATED = /^docs\/codes\.md$|^src\/crds\/(?:schemas|types)\/|\/cel\/rules\.ts$/;

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const terms = termsOf(read(STYLE));

const filesIn = (path: string, names: RegExp): string[] => {
  const all = names.source === '.' ? [path] : readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' });
  return (names.source === '.' ? all : all.map((f) => `${path}/${f}`))
    .filter((f) => names.test(f) && !GENERATED.test(f))
    .sort();
};

/** The page itself contains each word, in its table. */
const withoutTable = (path: string, text: string): string => (path === STYLE ? text.replaceAll(/^\|.*$/gm, '') : text);

test('no checked text contains a rejected word', () => {
  const found = CHECKED.flatMap(([path, names, prose]) =>
    filesIn(path, names).flatMap((file) =>
      rejectedIn(prose(withoutTable(file, read(file))), terms).map(
        (r) => `${file}:${r.line}: "${r.found}" -> ${r.write}`,
      ),
    ),
  );
  expect(found).toEqual([]);
});

const found = (text: string): Rejected[] => rejectedIn(text, terms);

test('every rejected word is found in each kind of text, also across a line break', () => {
  expect(terms.length).toBeGreaterThan(60);
  for (const { term } of terms) {
    const words = term.replace('*', '');
    const broken = words.replace(' ', '\n * ');
    for (const text of [
      blankCode(`One line.\n${words.toUpperCase()} it.`),
      blankPlaceholders(`# {{name}} ${words} {{path}}\n`),
      proseOf(`const a = 1; // it ${words} so\n`),
      proseOf(`/** It\n * ${broken} so. */\nconst a = 'x';`),
      proseOf(`say("it ${words} so");`),
      proseOf(`say(\`it \${a ? \`\${b} it ${words} so\` : ''}\`);`),
      proseOf(`say(/'/.test(a), "it ${words} so");`),
    ])
      expect(found(text).length, `${term}: ${text}`).toBeGreaterThan(0);
  }
  expect(found('One.\n\nWe mend it.')).toEqual([{ line: 3, found: 'mend', write: 'fix' }]);
});

test.each([
  ['part of another word', 'I recommend the checksum of the trail; hidden, misjudge.'],
  ['part of a name', 'guard-rails.ts, a.scene, judge(x), $sealed, x_mend, network-beside'],
  ['inline code', blankCode('See `guard-rail` and `scene`.')],
  ['a variable', proseOf('const scene = sealed(judge, rail); // fine\nconst s = scene / 2 / sealed;')],
  ['a key, a type, an import', proseOf("import { a } from './rail.ts'; x({ mend: 'seal', kind: `scene` });")],
  ['a regular expression', proseOf('if (/ mend \\/ it/.test(a)) b = [/it can mend/];')],
  ['a name in a template', blankPlaceholders('{{#if scene}}{{rail}} {{judge mend}}{{/if}}')],
])('%s is not reported', (_, text) => {
  expect(found(text)).toEqual([]);
});
