// validate.sh in the states that users have: each passes or says once why it cannot, and a fault in the same state is still red.
import { spawnSync } from 'node:child_process';
import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import { test as base, expect } from 'vitest';
import { ANSWERS, failing, type Line, linesOf, type Ran, runScript, scriptOf } from './run-validate.ts';
import { certificate, type Fault, KEYS, type Situation, standInGateway } from './stand-in-gateway.ts';

/** Beside each other, each against a gateway of its own, since some only wait. */
const test = base.concurrent;

const ENV = { KEY_PARTNERS_ACME: KEYS.acme, KEY_PARTNERS_GLOBEX: KEYS.globex };
const script = scriptOf(ANSWERS);
const minutely = scriptOf({ ...ANSWERS, rateLimit: { ...ANSWERS.rateLimit, limits: '100/minute' } });

interface Visit {
  readonly script?: string;
  readonly fault?: Fault;
  readonly situation?: Situation;
  readonly args?: readonly string[];
  readonly kubectl?: string;
  readonly env?: Record<string, string>;
}

/** So many runs against one gateway. */
const visit = async (v: Visit, times = 1): Promise<Ran[]> => {
  const gateway = await standInGateway(v.fault, v.situation);
  try {
    const out: Ran[] = [];
    for (let i = 0; i < times; i++) {
      if (i > 0) gateway.later();
      out.push(await runScript(v.script ?? script, gateway, v.env ?? ENV, v.args ?? ['--insecure'], v.kubectl));
    }
    return out;
  } finally {
    gateway.close();
  }
};
const resultOf = (stdout: string, id: string): Line | undefined =>
  linesOf(stdout).find((l) => l.id === id || l.checks?.includes(id));
const OUTSIDE = ['--insecure', '--skip', 'users', '--skip', 'status'];

test('without a cluster: one line for all checks that ask it, with the reason and their number', async () => {
  const [tap] = await visit({
    args: ['--insecure', ...['users.canary', 'limit', 'forged', 'paths', 'cors'].flatMap((s) => ['--skip', s])],
  });
  const lines = tap!.stdout.split('\n').filter((l) => l.includes('kubectl'));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^ok 1 - cluster: \d\d checks .*# SKIP kubectl cannot read the Gateway: no cluster here$/);
  expect(tap!.code).toBe(3);
  const [json] = await visit({ args: ['--insecure', '--json', '--only', 'programmed', '--only', 'configured'] });
  const cluster = linesOf(json!.stdout).filter((l) => l.id === 'cluster');
  expect(cluster).toHaveLength(1);
  expect(cluster[0]!.checks).toContain('gateway.programmed');
});

test.each([true, '404'] as const)('services that show nothing (%s): listed once, exit 0', async (quiet) => {
  const args = ['--insecure', '--skip', 'programmed', '--skip', 'accepted', '--skip', 'configured', '--skip', 'health'];
  // A second service with credentials adds nothing to the first.
  if (quiet === true) args.push('--skip', 'admin', '--skip', 'paths');
  const [ran] = await visit({ situation: { quiet }, args: [...args, '--skip', 'log'] });
  expect(ran!.stdout).not.toMatch(/^not ok/m);
  expect(ran!.stdout).toMatch(/# \d+ passed, 0 failed, 0 skipped, [1-9]\d* not verifiable from outside\n$/);
  expect(ran!.stdout.match(/does not show the headers that it receives/g)).toHaveLength(1);
  expect(ran!.stdout).toMatch(/^# {3}responses do not name their backend \(--marker\): users\.canary/m);
  expect(ran!.code, ran!.stdout).toBe(0);
});

test('a 404 of the gateway itself is none of a service', async () => {
  const [ran] = await visit({ fault: 'no route', args: ['--insecure', '--json', '--only', 'users.auth.accepted'] });
  expect(failing(ran!.stdout)).toEqual(['users.auth.accepted']);
  expect(linesOf(ran!.stdout)[0]!.got).toContain('--reached 404');
});

test('run again while an hourly limit is used up: said once, nothing is red; exit 3', async () => {
  const [first, again] = await visit(
    { args: ['--insecure', '--json', '--only', 'users.auth', '--only', 'users.rateLimit'] },
    2,
  );
  expect(failing(first!.stdout)).toEqual([]);
  expect(failing(again!.stdout)).toEqual([]);
  const held = linesOf(again!.stdout).filter((l) => l.id.startsWith('limit-used-up'));
  expect(held).toHaveLength(1);
  expect(held[0]).toMatchObject({ id: 'limit-used-up.100/hour', result: 'skip' });
  expect(held[0]!.reason).toMatch(/resets in \d+ min/);
  expect(held[0]!.checks).toEqual(expect.arrayContaining(['users.auth.accepted', 'users.rateLimit']));
  expect(again!.code).toBe(3);
});

test('run again within a minute: the limit is waited for, and everything is seen again', async () => {
  const v = { script: minutely, situation: { reset: 2 }, args: ['--insecure', '--only', 'users'] };
  const [, again] = await visit(v, 2);
  expect(again!.stdout).toMatch(/# waiting \d+ s: earlier requests exhausted the rate limit 100\/minute/);
  expect(again!.stdout).toMatch(/^ok \d+ - users\.auth\.accepted/m);
  expect(again!.stdout).not.toMatch(/^not ok/m);
  expect(again!.stdout).not.toContain('limit-used-up');
});

test('a limit that nobody answered is red, also where it is the second run that meets it', async () => {
  const only = ['--only', 'users.auth.accepted', '--only', 'users.rateLimit'];
  const v: Visit = { fault: 'a limit that nobody answered', args: ['--insecure', '--json', ...only] };
  const [, again] = await visit(v, 2);
  expect(failing(again!.stdout)).toEqual(expect.arrayContaining(['users.auth.accepted', 'users.rateLimit']));
  expect(resultOf(again!.stdout, 'users.auth.accepted')!.got).toContain('not in the answers');
});

const withNetworks = {
  ...ANSWERS,
  services: ANSWERS.services.map((s) =>
    s.name === 'admin' ? { ...s, allow: { clients: ['acme'], cidrs: ['10.0.0.0/8', '2001:db8::/32'] } } : s,
  ),
};
const networks = scriptOf(withNetworks);
/** A kubectl that sees the Gateway and an access log of everything that was asked, from one address. */
const seenAs = (address: string): string => `case "$*" in
  'get gateway '*) exit 0 ;;
  logs*) echo '{"path":"/v1/admin/'$(grep -ohE 'validate-[0-9]+-[0-9]+' "$TMPDIR"/argv | tail -1)'","client_ip":"${address}"}' ;;
esac`;

test('an address that is not let in: one line that says so, no red; exit 3', async () => {
  const v = { script: networks, situation: { elsewhere: true }, args: [...OUTSIDE, '--json', '--only', 'admin'] };
  const [ran] = await visit(v);
  expect(failing(ran!.stdout)).toEqual([]);
  const held = linesOf(ran!.stdout).filter((l) => l.id.startsWith('allow.cidrs'));
  expect(held).toHaveLength(1);
  expect(held[0]!.checks!.length).toBeGreaterThan(3);
  expect(held[0]!.reason).toContain('allow.cidrs allows only 10.0.0.0/8 2001:db8::/32');
  expect(ran!.code).toBe(3);
  // Near miss: the same refusal where nobody answered networks is a fault.
  const [fault] = await visit({ ...v, script, args: [...OUTSIDE, '--json', '--only', 'admin.auth.accepted'] });
  expect(failing(fault!.stdout)).toContain('admin.auth.accepted');
});

test.each([
  ['10.1.2.3', 'fail'],
  ['2001:db8:7::1', 'fail'],
  ['11.1.2.3', 'skip'],
  ['2001:db9::1', 'skip'],
  ['::ffff:10.9.9.9', 'fail'],
])('403 for a client that the access log shows as %s: %s', async (address, result) => {
  const args = ['--insecure', '--json', '--only', 'admin.auth.accepted'];
  const [ran] = await visit({ script: networks, situation: { elsewhere: true }, args, kubectl: seenAs(address) });
  const line = resultOf(ran!.stdout, 'admin.auth.accepted')!;
  expect(line.result, ran!.stdout).toBe(result);
  expect(`${line.got} ${line.reason}`).toContain(address.replace('::ffff:', ''));
});

test('a certificate that is not trusted: said at once, with the options that help; nothing is asked in vain', async () => {
  const [ran] = await visit({ args: [] });
  expect(ran!.code).toBe(1);
  expect(ran!.stdout).toMatch(/got: +no response: .*--cacert FILE, or --insecure/);
  expect(ran!.stdout.match(/--cacert FILE, or --insecure/g)!.length).toBeLessThan(4);
  expect(ran!.stdout).toMatch(/# {3}and \d+ that were not sent/);
});

test('the line to try has the options that were given', async () => {
  const args = ['-k', '--timeout', '7', '--only', 'users.auth.accepted'];
  const [ran] = await visit({ fault: 'backend down', args });
  const shown = /# {3}try: +(.*)$/m.exec(ran!.stdout)![1]!;
  expect(shown).toMatch(
    /^curl -i .*--max-time 7 --insecure --connect-to ::127\.0\.0\.1: .*X-API-Key: \$KEY_PARTNERS_ACME"/,
  );
  expect(shown).toMatch(/https:\/\/api\.example\.com:\d+\/v1\/users/);
  const [tls] = await visit({ fault: 'TLS 1.1', args: ['--insecure', '--only', 'tls.1.1'] });
  expect(tls!.stdout).toMatch(/try: +curl .*--insecure .*--tls-max 1\.1/);
});

test('--skip leaves out by prefix, group and pattern, and says how many; what is called nothing is an error', async () => {
  const args = [
    '--insecure',
    '--only',
    'users',
    '--skip',
    '*.canary*',
    '--skip',
    'limit',
    '--skip',
    'users.auth.removed-',
  ];
  const [ran] = await visit({ args });
  expect(ran!.stdout).toMatch(/^# --skip leaves out \d+ checks$/m);
  expect(ran!.stdout).not.toMatch(/users\.canary|users\.rateLimit:|auth\.removed/);
  expect(ran!.stdout).toMatch(/users\.auth\.accepted/);
  for (const wrong of [
    ['--skip', 'nobody'],
    ['--only', 'users', '--only', 'nobody'],
    ['--only', 'users', '--skip', '*'],
  ])
    expect((await visit({ args: wrong }))[0]).toMatchObject({ code: 2, argv: '' });
});

test('the failures are named again at the end, before the numbers', async () => {
  const [ran] = await visit({ fault: 'public closed', args: ['--insecure', '--only', 'status', '--only', 'redirect'] });
  const [, plan, end] = /\n1\.\.(\d+)\n((?:#.*\n)+)$/.exec(ran!.stdout)!;
  expect(ran!.stdout.match(/^(?:not )?ok /gm)).toHaveLength(Number(plan));
  expect(end).toMatch(
    /# Failed:\n# {3}status\.auth\.none: .*status 401 \(50-securitypolicies\.yaml\)\n(# {3}.*\n)+# \d+ passed, \d failed/,
  );
  expect(end!.match(/^# {3}/gm)).toHaveLength(ran!.stdout.match(/^not ok/gm)!.length);
});

const calls = scriptOf({
  version: 1,
  hostname: 'api.example.com',
  tls: { secret: 't' },
  services: [
    { name: 'orders', path: '/shop.v1.Orders/Get', protocol: 'grpc', backend: 'orders:9000', auth: 'authorizer' },
  ],
  auth: { methods: { authorizer: { type: 'extAuth', grpc: 'authz:9001', headers: ['x-user'] } } },
});

/** Answers a call without and with credentials by these grpc-statuses, then resets the stream with a code of HTTP/2. */
const callServer = async (without: string, given: string, code: number) => {
  const server = http2.createSecureServer(certificate());
  const sessions = new Set<http2.ServerHttp2Session>();
  server.on('session', (s) => sessions.add(s));
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    const [status, ...message] = (headers['x-user'] ? given : without).split(' ');
    stream.respond({
      ':status': 200,
      'content-type': 'application/grpc',
      'grpc-status': status,
      ...(message.length > 0 && { 'grpc-message': message.join(' ') }),
    });
    if (code === 0) stream.end();
    else setTimeout(() => stream.close(code), 20);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    https: port,
    http: port,
    close: () => {
      for (const s of sessions) s.destroy();
      server.close();
    },
  };
};

const NO_ERROR = 0;
const INTERNAL_ERROR = 2;
const CANCEL = 8;
test.each([
  ['refused, the stream ends', '16', '0', NO_ERROR, []],
  ['refused, the stream is reset', '16', '0', INTERNAL_ERROR, []],
  ['refused by rules, the stream is cancelled', '7', '0', CANCEL, []],
  ['let in without credentials', '0', '0', CANCEL, ['orders.auth.no-credentials']],
  ['let in, and nobody is there', '14', '0', INTERNAL_ERROR, ['orders.auth.no-credentials']],
  ['refused with credentials', '16', '7', INTERNAL_ERROR, ['orders.auth.accepted']],
  ['nobody is there', '16', '14', NO_ERROR, ['orders.auth.accepted']],
  ['no route', '16', '12', NO_ERROR, ['orders.auth.accepted']],
  ['a service without the method', '16', '12 unknown method Get', NO_ERROR, []],
] as const)(
  'a call is validated by its grpc-status, whatever curl says: %s',
  async (_, without, given, code, wrong) => {
    const server = await callServer(without, given, code);
    const args = ['--insecure', '--json', '--only', 'orders.auth.no-credentials', '--only', 'orders.auth.accepted'];
    try {
      const ran = await runScript(calls, server, { EXTAUTH_AUTHORIZER: 'x-user: me' }, args);
      expect(failing(ran.stdout), ran.stdout).toEqual(wrong);
    } finally {
      server.close();
    }
  },
);

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
base.skipIf(!has('shellcheck'))('shellcheck finds nothing, also where a name is that of a program', () => {
  const scripts = [calls, scriptOf({ ...withNetworks, gateway: { name: 'more', namespace: 'test' } })];
  for (const file of [...scripts, calls.replace('validate.sh', 'validate-engine.sh')])
    expect(spawnSync('shellcheck', [file], { encoding: 'utf8' }).stdout).toBe('');
});
