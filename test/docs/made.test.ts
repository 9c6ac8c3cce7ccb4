// README.md and the picture of the interview contain what the program makes: `npm run picture` writes them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { madeFiles } from './made.mjs';
import { Screen } from './picture/screen.mjs';
import { svgOf } from './picture/svg.mjs';
import { withBlocks } from './readme-blocks.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

test('README.md and its picture are what the program makes (to write them: npm run picture)', async () => {
  const made = await madeFiles();
  expect([...made.keys()]).toEqual(['README.md', 'docs/interview.svg']);
  for (const [path, text] of made) expect(read(path), path).toBe(text);
});

test('README.md is short, and shows an answers file of 15 lines before everything else', () => {
  const page = read('README.md');
  expect(page.trimEnd().split('\n').length).toBeLessThan(150);
  expect(/```yaml\n([\s\S]*?)```/.exec(page)![1]!.trimEnd().split('\n')).toHaveLength(15);
  const order = ['15 lines', '![', 'Quick start', 'In CI', 'GitOps', 'What you need', '| command | does |', '## More'];
  expect(order.map((text) => page.indexOf(text))).toEqual(
    order.map((text) => page.indexOf(text)).toSorted((a, b) => a - b),
  );
  for (const text of order) expect(page).toContain(text);
});

test('the commands of docs/commands.md that have no question write a gateway that passes check', () => {
  const [, commands] = /^## Flags alone\n[\s\S]*?```sh\n([\s\S]*?)```/m.exec(read('docs/commands.md'))!;
  const cwd = mkdtempSync(join(tmpdir(), 'flags-alone-'));
  const npx = `set -e; npx() { shift; "${process.execPath}" "${ROOT}bin/eg-api-gateway.js" "$@"; }\n`;
  const run = (script: string) => spawnSync('bash', ['-c', npx + script], { cwd, encoding: 'utf8' });
  for (const script of [commands!, 'npx eg-api-gateway generate --check', 'npx eg-api-gateway check']) {
    const { status, stdout, stderr } = run(script);
    expect(status, stdout + stderr).toBe(0);
  }
  expect(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8')).toContain('jwks: fromIssuer');
});

test('a block is replaced after its comment only, and one that is missing is an error', () => {
  const page = 'Text.\n\n<!-- files -->\n```text\nold $1\n```\n\n```text\nstays\n```\n';
  expect(withBlocks(page, { files: 'new $&\n' })).toBe(page.replace('old $1', 'new $$&'));
  expect(() => withBlocks(page, { policy: '' })).toThrow('"policy"');
});

const shown = (text: string, columns = 20, rows = 3): string => {
  const screen = new Screen(columns, rows);
  screen.write(text);
  return screen.text;
};

test.each([
  ['a carriage return overwrites', 'abc\rX', 'Xbc'],
  ['a prompt that is drawn again', '? a\n  hint\u001b[2K\u001b[1A\u001b[2K\u001b[G? b\u001b[K', '? b'],
  ['the cursor moves right and left', 'a\u001b[3Cb\u001b[2Dc', 'a  cb'],
  ['a long line wraps', 'abcdef', 'abcd\nef', 4],
  ['everything below is erased', 'a\nb\nc\u001b[2A\u001b[J', 'a'],
  ['the screen is cleared, and what scrolled out stays', '1\n2\n3\n4\u001b[H\u001b[Jnew', '1\nnew'],
  ['the cursor does not leave the screen', '1\n2\n3\n4\u001b[9A\rX', '1\nX\n3\n4'],
])('%s', (_, text, expected, columns = 20) => {
  expect(shown(text, columns)).toBe(expected);
});

test('a sequence in two parts is one; an unknown one is an error, so that no picture is wrong', () => {
  const screen = new Screen(20, 3);
  for (const part of ['a\u001b', '[3', '1mb\u001b[39m']) screen.write(part);
  expect(screen.lines).toEqual([
    [
      { text: 'a', style: '' },
      { text: 'b', style: 'red' },
    ],
  ]);
  expect(() => shown('\u001b[5S')).toThrow('[5S');
  expect(() => shown('\u001b[48;5;1m')).toThrow('48');
});

test('the picture contains text as text, whatever the answers are, in its column', () => {
  const svg = svgOf([[{ text: '  <b>&  x', style: 'bold red' }]], 20, 'a < b');
  expect(svg).toContain('<title>a &lt; b</title>');
  expect(svg).toContain('class="bold red">&lt;b&gt;&amp;</text>');
  const places = [...svg.matchAll(/<text x="(\d+)" y="\d+" textLength="(\d+)"/g)].map(([, x, width]) => [x, width]);
  expect(places).toEqual([
    [String(16 + 2 * 8), String(4 * 8)],
    [String(16 + 8 * 8), '8'],
  ]);
});
