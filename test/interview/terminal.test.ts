import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const hasTmux = spawnSync('tmux', ['-V']).status === 0;
if (!hasTmux) console.log('SKIPPED the interview in a real terminal: tmux is not installed');

// A server for each run: one that ends with its last session may still take a new one with it.
let runs = 0;
let socket = '';
const tmux = (...args: string[]): string => execFileSync('tmux', ['-L', socket, ...args], { encoding: 'utf8' });
const screen = (): string => tmux('capture-pane', '-p', '-t', 'main');

/** Waits until the screen shows something, on a busy machine, too; the screen is the message when it does not come. */
const shows = async (pattern: RegExp): Promise<void> => {
  for (const end = Date.now() + 120_000; Date.now() < end; ) {
    if (pattern.test(screen())) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`the screen does not show ${pattern}:\n${screen()}`);
};
const end = (): void => {
  if (socket !== '') spawnSync('tmux', ['-L', socket, 'kill-server']);
};
const type = (...keys: string[]): void => void tmux('send-keys', '-t', 'main', ...keys);
/** Pastes a text, with the marks that terminals put around it, or as keys only. */
const paste = (text: string, marks: boolean): void => {
  execFileSync('tmux', ['-L', socket, 'load-buffer', '-'], { input: text });
  tmux('paste-buffer', ...(marks ? ['-p'] : []), '-t', 'main');
};
const rowsShown = (): string[] => screen().trimEnd().split('\n');
const start = (cwd: string, args = '', env = '', columns = '80'): void => {
  end();
  socket = `eg-test-${process.pid}-${++runs}`;
  tmux(
    'new-session',
    '-d',
    '-s',
    'main',
    '-x',
    columns,
    '-y',
    '24',
    '-c',
    cwd,
    `${env} ${process.execPath} ${ROOT}bin/eg-api-gateway.js ${args}; echo "exit code $?"; sleep 60`,
  );
};

afterEach(end);

test.skipIf(!hasTmux)(
  'in a real terminal: typing is validated, the review is shown, files are written, generate agrees',
  async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'terminal-'));
    start(cwd);
    await shows(/Which host name/);
    type('API.example.com');
    await shows(/Write api\.example\.com/);
    type('Enter');
    await shows(/Which host name do clients use\? API\.example\.com/);
    type('C-u');
    type('api.example.com', 'Enter');
    await shows(/Services \(2 of 7\)[\s\S]*Enter takes a line/);
    type('/v1/users=user-service:8080', 'Enter');
    await shows(/An empty line ends the list/);
    type('Enter');
    await shows(/Authentication \(3 of 7\)[\s\S]*How do clients authenticate/);
    type('Enter');
    await shows(/issuer of the tokens/);
    type('https://auth.example.com/', 'Enter');
    for (const question of [/How many requests may/, /Change headers/, /at peak/, /Canary and versions \(7 of 7\)/]) {
      await shows(question);
      type('Enter');
    }
    await shows(/Quit and keep a draft/);
    // The review is one screen.
    expect(rowsShown()[0]).toContain('Use these answers?');
    expect(screen()).toMatch(/Services +\/v1\/users -> user-service:8080/);
    expect(screen()).toMatch(/Certificate +self-signed[\s\S]*Folder +manifests/);
    type('Enter');
    await shows(/exit code 0/);
    // The whole ending is on the screen.
    expect(screen()).toMatch(/Written: [\s\S]*manifests\/ \(\d+ files\)[\s\S]*Next:[\s\S]*generate --check/);
    expect(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8')).toContain('hostname: api.example.com');
    const again = spawnSync(process.execPath, [join(ROOT, 'bin/eg-api-gateway.js'), 'generate', '--check'], {
      cwd,
      encoding: 'utf8',
    });
    expect(again).toMatchObject({ status: 0, stdout: '' });
  },
);

test.skipIf(!hasTmux).each([true, false])(
  'several lines are pasted at once (with marks: %s): an empty one ends nothing, a wrong one comes back',
  async (marks) => {
    const cwd = mkdtempSync(join(tmpdir(), 'terminal-'));
    start(cwd);
    await shows(/Which host name/);
    type('api.example.com', 'Enter');
    await shows(/Enter takes a line/);
    paste('/v1/users=users:8080\n\n/v1/pay=pay\n/v1/orders=orders:8080\n', marks);
    await shows(/users:8080\n +\/v1\/orders=orders:8080\n +> \/v1\/pay=pay\n +"pay" is neither/);
    type(':80', 'Enter', 'Enter');
    await shows(/\/v1\/users=users:8080, \/v1\/orders=orders:8080, \/v1\/pay=pay:80[\s\S]*How do clients/);
  },
);

test.skipIf(!hasTmux)(
  'a paste that arrives in parts: an empty line ends the list only after its last mark',
  async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'terminal-'));
    const mark = (end: boolean): void =>
      type('-H', ...`\u001b[20${end ? 1 : 0}~`.split('').map((c) => c.charCodeAt(0).toString(16)));
    start(cwd);
    await shows(/Which host name/);
    type('api.example.com', 'Enter');
    await shows(/Enter takes a line/);
    mark(false);
    type('/v1/users=users:8080', 'Enter');
    type('Enter');
    type('/v1/orders=orders:8080', 'Enter');
    mark(true);
    await shows(/users:8080\n +\/v1\/orders=orders:8080\n +>\n/);
    type('Enter');
    await shows(/How do clients authenticate/);
  },
);

test.skipIf(!hasTmux)('in 60 columns no screen is too high, and Esc at each step shows the earlier one', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'terminal-'));
  start(cwd, '', 'NO_COLOR=1', '60');
  await shows(/Which host name/);
  type('api.example.com', 'Enter');
  await shows(/Enter takes a line/);
  type('/v1/users=users:8080', 'Enter', 'Enter');
  await shows(/How do clients authenticate/);
  type('Enter');
  await shows(/issuer of the tokens/);
  type('Escape');
  await shows(/\? How do clients authenticate/);
  // Neither the question that was left nor a second copy of the one that is asked again.
  expect(screen()).not.toMatch(/issuer of the tokens|✔ How do clients/);
  expect(screen()).toMatch(/✔ Which services[\s\S]*users:8080/);
  type('Enter');
  await shows(/issuer of the tokens/);
  type('https://auth.example.com/', 'Enter');
  for (const question of [/How many requests may/, /Change headers/, /at peak/, /Canary and versions/]) {
    await shows(question);
    type('Enter');
  }
  await shows(/Use these answers/);
  expect(rowsShown()[0]).toContain('Use these answers?');
  for (const row of rowsShown()) expect(row.length).toBeLessThanOrEqual(60);
  // From the review to the last question, and back.
  type('Escape');
  await shows(/\? Send a share of requests/);
  expect(screen()).not.toContain('Use these answers');
  type('Enter');
  await shows(/Use these answers/);
  type('Down', 'Enter');
  await shows(/What do you want to add or see/);
  type('Down', 'Down', 'Enter');
  await shows(/CORS|Public|no authentication\?/);
  type('Escape');
  await shows(/Use these answers/);
});

test.skipIf(!hasTmux)('lists that are longer than the screen scroll, on 80x24', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'terminal-'));
  const services = Array.from({ length: 60 }, (_, i) => `/v1/s${i}=s${i}:8080`);
  start(cwd);
  await shows(/Which host name/);
  type('api.example.com', 'Enter');
  await shows(/Enter takes a line/);
  paste(`${services.join('\n')}\n`, true);
  await shows(/\.\.\. 45 more above\n[\s\S]*s59:8080\n +>\n/);
  expect(screen()).toContain('Which services are behind the gateway?');
  type('Enter');
  await shows(/60: \/v1\/s0=s0:8080, \.\.\. \/v1\/s59=s59:8080[\s\S]*How do clients/);
  type('Enter');
  await shows(/issuer of the tokens/);
  type('https://auth.example.com/', 'Enter');
  for (const question of [/How many requests may/, /Change headers/, /at peak/, /Canary and versions/]) {
    await shows(question);
    type('Enter');
  }
  await shows(/Services +60: s0, s1/);
  type('Down', 'Enter');
  await shows(/What do you want to add/);
  type('Down', 'Down', 'Down', 'Down', 'Enter');
  await shows(/Which answer do you want to change/);
  expect(rowsShown()[0]).toContain('Which answer do you want to change?');
  expect(rowsShown().length).toBeLessThanOrEqual(24);
  type(...Array<string>(40).fill('Down'));
  await shows(/❯ services\.s1/);
  expect(rowsShown()[0]).toContain('Which answer do you want to change?');
});

test.skipIf(!hasTmux)('the questions are asked on standard error if standard output is a pipe', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'terminal-'));
  start(cwd, '--yes > out.txt');
  await shows(/These answers have no default[\s\S]*Which host name/);
  type('api.example.com', 'Enter');
  await shows(/Enter takes a line/);
  type('/v1/users=users:8080', 'Enter', 'Enter');
  await shows(/How do clients authenticate/);
  type('Enter');
  await shows(/issuer of the tokens/);
  type('https://auth.example.com/', 'Enter');
  await shows(/certificate come from/);
  type('Enter');
  await shows(/exit code 0/);
  expect(readFileSync(join(cwd, 'out.txt'), 'utf8')).toBe('');
  expect(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8')).toContain('limits: "100/minute"');
});

test.skipIf(!hasTmux)('Ctrl+C: exit code 130, nothing written', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'terminal-'));
  start(cwd);
  await shows(/Which host name/);
  type('C-c');
  await shows(/exit code 130/);
  expect(existsSync(join(cwd, 'api-gateway.yaml'))).toBe(false);
  expect(existsSync(join(cwd, 'manifests'))).toBe(false);
});

test.skipIf(!hasTmux)('Esc goes back; Ctrl+C keeps a draft, which the next run offers', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'terminal-'));
  start(cwd);
  await shows(/Which host name/);
  type('api.example.com', 'Enter');
  await shows(/Enter takes a line/);
  type('/v1/users=users:8080', 'Enter');
  await shows(/An empty line ends/);
  type('Escape');
  await shows(/Which host name do clients use\? \(api\.example\.com\)/);
  type('shop.example.com', 'Enter');
  // The lines of the question that was left are still there.
  await shows(/shop\.example\.com\n[\s\S]*users:8080\n[\s\S]*An empty line ends/);
  type('C-c');
  await shows(/exit code 130/);
  expect(screen()).toContain('.api-gateway.yaml.draft.json');
  start(cwd);
  await shows(/Continue with the draft of .*1 answer/);
  type('Escape');
  await shows(/Continue with the draft[\s\S]*Continue with the draft/);
  type('Enter');
  await shows(/Which services/);
  expect(screen()).not.toContain('Which host name');
});

test.skipIf(!hasTmux)('--plain: lines only, each question once, the same files', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'terminal-'));
  start(cwd, '--plain', 'NO_COLOR=1');
  for (const [question, answer] of [
    [/Which host name/, 'API'],
    [/Not accepted: /, 'api.example.com'],
    [/Which services[\s\S]*>\s*$/, '/v1/users=user-service:8080'],
    [/> \/v1\/users=user-service:8080\n>\s*$/, ''],
    [/1\. Tokens[\s\S]*>\s*$/, '1'],
    [/issuer of the tokens/, 'https://auth.example.com/'],
  ] as const) {
    await shows(question);
    type(answer, 'Enter');
  }
  for (let i = 0; i < 4; i++) type('Enter');
  await shows(/Folder +manifests\nUse these answers\?\nDefault: 1\n>\s*$/);
  type('Enter');
  await shows(/exit code 0/);
  expect(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8')).toContain('selfSigned: true');
  expect(existsSync(join(cwd, 'manifests/validate.sh'))).toBe(true);
  expect(existsSync(join(cwd, '.api-gateway.yaml.draft.json'))).toBe(false);
});
