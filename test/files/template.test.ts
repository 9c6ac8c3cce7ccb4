import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Handlebars from 'handlebars/runtime.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { precompile } from '../../hbs-plugin.mjs';
import { markdownCode, markdownText, shellWord } from '../../src/files/quote.ts';
import { fill, type Language } from '../../src/files/template.ts';
import { seeded } from '../deep.ts';
import { HOSTILE } from './hostile.ts';

/** A template as the build makes it. */
const compiled = (text: string): TemplateSpecification =>
  new Function(precompile(text).replace('export default', 'return'))() as TemplateSpecification;
const filled = (text: string, language: Language, data: object): string => fill(compiled(text), language, data);
const unquotable = (s: string): boolean => s.includes('\0');

/** Every word by itself, from a script whose every line but one is a comment that holds it. */
const bash = (script: string): { stdout: Buffer; cwd: string } => {
  const cwd = mkdtempSync(join(tmpdir(), 'shell-'));
  const { stdout, stderr } = spawnSync('bash', ['-s'], { cwd, input: script });
  expect(stderr.toString()).toBe('');
  return { stdout, cwd };
};

test('shell: bash reads every hole as one word, and a hole in a comment runs nothing', () => {
  const script = filled(
    "# {{all}}\n{{#each words}}\n# {{this}}\nprintf '%s\\0' {{this}} --opt={{this}}\n{{/each}}\n",
    'shell',
    {
      all: HOSTILE.join('\n'),
      words: HOSTILE,
    },
  );
  const { stdout, cwd } = bash(script);
  expect(stdout.toString().split('\0').slice(0, -1)).toEqual(HOSTILE.flatMap((s) => [s, `--opt=${s}`]));
  expect(existsSync(join(cwd, 'pwned'))).toBe(false);
});

test('shell: any text is one word on one line; NUL is refused', () => {
  const words = fc.sample(
    fc.string({ unit: 'binary' }).filter((s) => !unquotable(s)),
    seeded(100, 4_000),
  );
  for (const w of words) expect(shellWord(w)).not.toMatch(/[\n\r]/);
  const { stdout } = bash(words.map((w) => `printf '%s\\0' ${shellWord(w)}\n`).join(''));
  expect(stdout.toString().split('\0').slice(0, -1)).toEqual(words.map((w) => Buffer.from(w).toString()));
  expect(() => shellWord('a\0b')).toThrow(/NUL/);
});

test('yaml: a hole is a scalar, and a hole in a comment ends no comment', () => {
  for (const s of HOSTILE) {
    const text = filled('# {{s}}\n{{comment s}}\na: {{s}}\n', 'yaml', { s });
    expect(parse(text, { version: '1.1' }), text).toEqual({ a: s });
    expect(parse(text, { version: '1.2' }), text).toEqual({ a: s });
  }
});

test('markdown: a hole stays in its cell and begins no markup; code keeps its text', () => {
  for (const s of HOSTILE) {
    for (const out of [markdownText(s), markdownCode(s)]) {
      expect(out).not.toMatch(/[\n\r\u2028]/);
      expect(out.replaceAll('\\\\', '').match(/(?<!\\)\|/), out).toBeNull();
    }
    expect(markdownText(s)).not.toMatch(/(?<!\\)[<`*_[&]/);
  }
  expect(markdownCode('a`b``c')).toBe('```a`b``c```');
  expect(filled('{{#each c}}{{commandOfItem this}}\n{{/each}}', 'markdown', { c: ['a | b'] })).toBe(
    '   ```sh\n   a | b\n   ```\n',
  );
});

test.each([
  ['a hole', '{{nmae}}'],
  ['a nested field', '{{service.nmae}}'],
  ['if', '{{#if nmae}}x{{/if}}'],
  ['unless', '{{#unless nmae}}x{{/unless}}'],
  ['each', '{{#each nmae}}x{{/each}}'],
  ['with', '{{#with nmae}}x{{/with}}'],
  ['a helper', '{{code nmae}}'],
  ['a helper that is not there', '{{cdoe name}}'],
  ['an object where text belongs', '{{service}}'],
  ['null where text belongs', '{{nothing}}'],
])('a misspelt field throws: %s', (_, text) => {
  expect(() => filled(text, 'markdown', { name: 'a', service: { name: 'b' }, nothing: null })).toThrow();
});

test('a template cannot write a hole without quoting, and no data pretends to be quoted', () => {
  for (const text of ['{{{a}}}', '{{&a}}']) expect(() => precompile(text)).toThrow(/without quoting/);
  expect(() => filled('{{a}}', 'shell', { a: { raw: '; rm -rf /', text: '; rm -rf /' } })).toThrow();
  expect(Handlebars.helpers.quote).toBeUndefined();
});

/** Walks a script template and gives the holes that stand between quotes, where our quoting would be text. */
const holesInQuotes = (text: string): string[] => {
  const found: string[] = [];
  for (const [n, line] of text.split('\n').entries()) {
    let quote = '';
    for (let i = 0; i < line.length; i++) {
      if (line.startsWith('{{', i)) {
        if (quote) found.push(`line ${n + 1}: ${line.trim()}`);
        i = line.indexOf('}}', i) + 1;
      } else if (quote !== "'" && line[i] === '\\') i++;
      else if (quote ? line[i] === quote : line[i] === '"' || line[i] === "'") quote = quote ? '' : line[i]!;
      else if (!quote && line[i] === '#' && (i === 0 || line[i - 1] === ' ')) break;
    }
  }
  return found;
};

const TEMPLATES = new URL('../../templates/', import.meta.url).pathname;
test.each(readdirSync(TEMPLATES).filter((f) => f.endsWith('.sh.hbs')))(
  '%s: no hole stands between quotes of its own',
  (file) => {
    expect(holesInQuotes(readFileSync(join(TEMPLATES, file), 'utf8'))).toEqual([]);
  },
);
