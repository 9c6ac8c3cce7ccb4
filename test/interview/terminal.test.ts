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
const start = (cwd: string, args = '', env = ''): void => {
  end();
  socket = `eg-test-${process.pid}-${++runs}`;
  tmux(
    'new-session',
    '-d',
    '-s',
    'main',
    '-x',
    '80',
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
    await shows(/Which host name do clients use\?.* API\.example\.com/);
    type('C-u');
    type('api.example.com', 'Enter');
    await shows(/the first service/);
    type('/v1/users=user-service:8080', 'Enter');
    await shows(/the next service/);
    type('Enter');
    await shows(/How do clients of users authenticate/);
    type('Enter');
    await shows(/issuer of the tokens/);
    type('https://auth.example.com/', 'Enter');
    for (const question of [
      /public keys/,
      /Which audience/,
      /identifies the client/,
      /Limit the number of requests/,
      /How many requests may/,
      /What identifies a client/,
      /Enforce limits per proxy/,
      /request ID/,
      /Remove the headers Server/,
      /Rewrite the path/,
      /at peak/,
      /95th percentile/,
      /in front of the gateway/,
      /Send a share/,
    ]) {
      await shows(question);
      type('Enter');
    }
    await shows(/certificate come from/);
    type('Up', 'Enter');
    await shows(/PodMonitor/);
    type('Enter');
    await shows(/OpenTelemetry/);
    type('Enter');
    await shows(/environment does the gateway/);
    type('Enter');
    await shows(/Which folder are/);
    type('Enter');
    await shows(/Quit and keep a draft/);
    expect(screen()).toMatch(/services\.users\.path\s+\/v1\/users\s+asked/);
    type('Enter');
    await shows(/exit code 0/);
    expect(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8')).toContain('hostname: api.example.com');
    const again = spawnSync(process.execPath, [join(ROOT, 'bin/eg-api-gateway.js'), 'generate', '--check'], {
      cwd,
      encoding: 'utf8',
    });
    expect(again).toMatchObject({ status: 0, stdout: '' });
  },
);

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
  await shows(/the first service/);
  type('Escape');
  await shows(/Which host name do clients use\?.* \(api\.example\.com\)/);
  type('shop.example.com', 'Enter');
  // The question of before is still on the screen, and what is typed between two questions is lost.
  await shows(/shop\.example\.com\n[\s\S]*the first service/);
  type('C-c');
  await shows(/exit code 130/);
  expect(screen()).toContain('.api-gateway.yaml.draft.json');
  start(cwd);
  await shows(/Continue with the draft of .*1 answer/);
  type('Enter');
  await shows(/the first service/);
  expect(screen()).not.toContain('Which host name');
});

test.skipIf(!hasTmux)('--plain: lines only, each question once, the same files', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'terminal-'));
  start(cwd, '--plain', 'NO_COLOR=1');
  for (const [question, answer] of [
    [/Which host name/, 'API'],
    [/Not accepted: /, 'api.example.com'],
    [/the first service/, '/v1/users=user-service:8080'],
    [/the next service/, ''],
    [/1\. Tokens[\s\S]*>\s*$/, '1'],
    [/issuer of the tokens/, 'https://auth.example.com/'],
  ] as const) {
    await shows(question);
    type(answer, 'Enter');
  }
  for (let i = 0; i < 15; i++) type('Enter');
  await shows(/certificate come from[\s\S]*>\s*$/);
  type('4', 'Enter', 'Enter', 'Enter', 'Enter', 'Enter');
  await shows(/Write the answers/);
  type('Enter');
  await shows(/exit code 0/);
  expect(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8')).toContain('selfSigned: true');
  expect(existsSync(join(cwd, 'manifests/validate.sh'))).toBe(true);
  expect(existsSync(join(cwd, '.api-gateway.yaml.draft.json'))).toBe(false);
});
