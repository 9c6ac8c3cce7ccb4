// validate.sh of some answers, run against a gateway of these tests.
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateAnswers } from '../../src/answers/read.ts';
import { withChecksum } from '../../src/files/checksum.ts';
import { probesWithFiles } from '../../src/files/output-files.ts';
import { renderEngine, renderValidate } from '../../src/files/validate-script.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { HOST } from './stand-in-gateway.ts';

export const ANSWERS = {
  version: 1,
  hostname: HOST,
  tls: { secret: 'api-tls' },
  services: [
    {
      name: 'users',
      path: '/v1/users',
      backend: 'users:80',
      canary: { backend: 'users-next:80', weight: 20, header: 'x-canary: always' },
      rewrite: '/users',
    },
    { name: 'admin', path: '/v1/admin', backend: 'admin:80', allow: { clients: ['acme'] }, rateLimit: 'none' },
    { name: 'status', path: '/status', backend: 'status:80', auth: 'none', rateLimit: 'none' },
  ],
  auth: { default: 'partners', methods: { partners: { type: 'apiKey', secret: 'keys', clients: ['acme', 'globex'] } } },
  rateLimit: { scope: 'global', limits: '100/hour', redis: { deploy: true }, onFailure: 'open' },
  cors: { origins: ['https://app.example.com'] },
  transform: { response: { set: { 'X-Frame-Options': 'DENY' }, remove: ['Server'] } },
  traffic: { peakRequestsPerSecond: 10 },
};

/** The script of answers, as a file. */
export const scriptOf = (answers: unknown): string => {
  const validated = validateAnswers(answers, 'test');
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  const intent = buildIntent(validated.answers);
  const probes = probesWithFiles(intent, buildResources(intent));
  const dir = mkdtempSync(join(tmpdir(), 'validate-'));
  const file = join(dir, 'validate.sh');
  writeFileSync(join(dir, 'validate-engine.sh'), withChecksum(renderEngine('0'), 'hash'));
  writeFileSync(
    file,
    withChecksum(renderValidate(intent, probes, { answersFile: 'a.yaml', toolVersion: '0' }), 'hash'),
  );
  return file;
};

export interface Line {
  id: string;
  title: string;
  result: 'pass' | 'fail' | 'skip' | 'unseen' | 'plan';
  reason: string;
  got: string;
  command: string;
  checks?: string[];
}

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
  /** What curl was called with, a line each time. */
  argv: string;
}

const CURL = execFileSync('which', ['curl'], { encoding: 'utf8' }).trim();
const NO_CLUSTER = 'printf "%s\\n" "E0101 a line of its log" "no cluster here" >&2\nexit 1';

/** Runs a script against ports of this machine; curl's arguments are kept, and `kubectl` is a script in place of it. */
export const runScript = async (
  script: string,
  ports: { https: number; http: number },
  env: Record<string, string>,
  args: readonly string[],
  kubectl = NO_CLUSTER,
): Promise<Ran> => {
  const bin = mkdtempSync(join(tmpdir(), 'bin-'));
  const argv = join(bin, 'argv');
  writeFileSync(join(bin, 'curl'), `#!/bin/sh\nprintf '%s\\n' "$*" >> ${argv}\nexec ${CURL} "$@"\n`);
  writeFileSync(join(bin, 'kubectl'), `#!/bin/sh\n${kubectl}\n`);
  for (const f of ['curl', 'kubectl']) chmodSync(join(bin, f), 0o755);
  // However busy the machine is, a request is answered within its time.
  const patient = ['--timeout', '100'];
  const place = ['--address', '127.0.0.1', '--https-port', String(ports.https), '--http-port', String(ports.http)];
  const { code, stdout, stderr } = await new Promise<Omit<Ran, 'argv'>>((done) => {
    execFile(
      'bash',
      [script, ...patient, ...place, ...args],
      { env: { PATH: `${bin}:${process.env.PATH}`, TMPDIR: bin, ...env }, timeout: 600_000 },
      (error, out, err) => done({ code: error ? Number(error.code ?? 1) : 0, stdout: out, stderr: err }),
    );
  });
  return { code, stdout, stderr, argv: existsSync(argv) ? readFileSync(argv, 'utf8') : '' };
};

const parsed = (stdout: string): Line[] =>
  stdout
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as Line);

/** The results; the line in front of them says what is sent. */
export const linesOf = (stdout: string): Line[] => parsed(stdout).slice(1);
export const planOf = (stdout: string): Line => parsed(stdout)[0]!;

export const failing = (stdout: string): string[] =>
  linesOf(stdout)
    .filter((l) => l.result === 'fail')
    .map((l) => l.id);
