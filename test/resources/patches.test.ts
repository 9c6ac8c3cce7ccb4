import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { note, resource } from '../../src/objects/make.ts';
import { PatchLog, patchedResources } from '../../src/resources/patched.ts';
import { runCli } from '../cli/run-cli.ts';

type Tree = Record<string, unknown>;

const ANSWERS: Tree = {
  version: 1,
  hostname: 'api.example.com',
  tls: { secret: 't' },
  traffic: { peakRequestsPerSecond: 100, p95Latency: '100ms', clientsBehind: 'direct' },
  rateLimit: { limits: '90/minute', key: 'sourceIP' },
  auth: {
    default: 'jwt',
    methods: {
      jwt: { type: 'jwt', issuer: 'https://i.example.com/', jwks: 'https://i.example.com/j', audiences: ['a'] },
    },
  },
  services: [
    { name: 'users', path: '/users', backend: 'users:80' },
    { name: 'open', path: '/open', backend: 'open:80', auth: 'none' },
  ],
};

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'patches-'));
});
const run = async (patches: unknown[], command = ['generate', '--stdout'], more: Tree = {}) => {
  writeFileSync(join(cwd, 'base.yaml'), stringify({ ...ANSWERS, ...more }));
  // One patch in each line, so that lines are known.
  writeFileSync(join(cwd, 'patches.yaml'), `patches:\n${patches.map((p) => `  - ${JSON.stringify(p)}\n`).join('')}`);
  return runCli([...command, '-f', 'base.yaml', '-f', 'patches.yaml'], { cwd });
};
const places = (stderr: string): string[] =>
  [...stderr.matchAll(/^(\S+?):(\d+):\d+: .* \[(\w+)\]$/gm)].map((m) => `${m[1]}:${m[2]} ${m[3]}`);
const patch = (kind: string, name: string, change: unknown, more: Tree = {}): Tree => ({
  target: { kind, name },
  patch: change,
  ...more,
});

test('merges, operations and texts change the objects that their targets select', async () => {
  const { code, stdout, stderr } = await run([
    patch(
      'BackendTrafficPolicy',
      '.*',
      { spec: { tcpKeepalive: { probes: 7, idleTime: null } } },
      { reason: 'slow peers' },
    ),
    patch('EnvoyProxy', '.*', [{ op: 'add', path: '/metadata/annotations', value: { team: 'edge' } }]),
    patch('HTTPRoute', 'users', 'metadata:\n  annotations:\n    note: text\n'),
  ]);
  expect(code, stderr).toBe(0);
  const objects = parseAllDocuments(stdout).map((d) => d.toJS() as Tree & { kind: string; metadata: Tree; spec: Tree });
  const of = (kind: string) => objects.filter((o) => o?.kind === kind);
  for (const o of of('BackendTrafficPolicy'))
    if (o.spec.tcpKeepalive) expect(o.spec.tcpKeepalive).toMatchObject({ probes: 7 });
  expect(of('EnvoyProxy')[0]!.metadata.annotations).toEqual({ team: 'edge' });
  expect(of('HTTPRoute').find((o) => o.metadata.name === 'users')!.metadata.annotations).toEqual({ note: 'text' });
  expect(stdout).toContain('# patches[0] of the answers changes this object: slow peers');
  expect(stderr).toBe('');
});

/** Patches, and the messages: the line of the patch and the code. */
const REFUSED: [name: string, patches: unknown[], expected: string[]][] = [
  ['a target that nothing matches', [patch('HTTPRoute', 'user', { spec: {} })], ['2 PatchMatchesNothing']],
  [
    'a name that is only a part',
    [patch('HTTPRoute', 'use', { metadata: { annotations: { a: 'b' } } })],
    ['2 PatchMatchesNothing'],
  ],
  [
    'a patch without effect',
    [patch('HTTPRoute', 'users', { spec: { hostnames: ['api.example.com'] } })],
    ['2 PatchChangesNothing'],
  ],
  ['a field that does not exist', [patch('HTTPRoute', 'users', { spec: { hostname: 'x' } })], ['2 PatchRejected']],
  ['an operation that fails', [patch('HTTPRoute', 'users', [{ op: 'remove', path: '/spec/x' }])], ['2 PatchFails']],
  ['a test that fails', [patch('HTTPRoute', 'users', [{ op: 'test', path: '/kind', value: 'x' }])], ['2 PatchFails']],
  ['another name', [patch('HTTPRoute', 'users', { metadata: { name: 'x' } })], ['2 PatchIdentity']],
  [
    'another namespace',
    [patch('HTTPRoute', 'users', [{ op: 'add', path: '/metadata/namespace', value: 'x' }])],
    ['2 PatchIdentity'],
  ],
  ['no metadata', [patch('HTTPRoute', 'users', [{ op: 'remove', path: '/metadata' }])], ['2 PatchIdentity']],
  [
    'the label of a policy',
    [patch('HTTPRoute', 'users', { metadata: { labels: { 'eg-api-gateway/security': 'public' } } })],
    ['2 PatchIdentity'],
  ],
  ['an object that is deleted', [patch('HTTPRoute', 'users', { $patch: 'delete' })], ['2 PatchIdentity']],
  ['an expression that is not one', [patch('HTTPRoute', '(', {})], ['2 InvalidTarget']],
  ['a path without slashes', [patch('HTTPRoute', 'users', [{ op: 'remove', path: 'spec.x' }])], ['2 InvalidPointer']],
  [
    'an operation without its value',
    [patch('HTTPRoute', 'users', [{ op: 'add', path: '/spec/x' }])],
    ['2 OperationIncomplete'],
  ],
  ['a text that is not YAML', [patch('HTTPRoute', 'users', 'a: [')], ['2 InvalidPatchText']],
  ['a text that is a word', [patch('HTTPRoute', 'users', 'word')], ['2 InvalidPatchText']],
];
test.each(REFUSED)('%s is refused at the patch', async (_, patches, expected) => {
  const { code, stderr } = await run(patches);
  expect(code).toBe(2);
  expect(places(stderr)).toEqual(expected.map((e) => `patches.yaml:${e}`));
});

const OPENING = [
  { op: 'remove', path: '/spec/jwt' },
  { op: 'remove', path: '/spec/authorization' },
];
const HARMLESS = patch('EnvoyProxy', '.*', { metadata: { annotations: { a: 'b' } } });

test('a patch that makes a route public is refused, whatever patches are around it', async () => {
  const { code, stderr } = await run([HARMLESS, patch('SecurityPolicy', 'jwt', OPENING), HARMLESS]);
  expect(code).toBe(2);
  // The last patch has no effect, because the first one did the same.
  expect(places(stderr)).toEqual(['patches.yaml:4 PatchChangesNothing']);
  const opened = await run([
    HARMLESS,
    patch('SecurityPolicy', 'jwt', OPENING),
    patch('Gateway', '.*', { metadata: { annotations: { a: 'b' } } }),
  ]);
  expect(new Set(places(opened.stderr))).toEqual(new Set(['patches.yaml:3 PatchOpens']));
});

test.each([
  ['authentication that is optional', [{ op: 'add', path: '/spec/jwt/optional', value: true }]],
  ['authorization that is removed', [{ op: 'remove', path: '/spec/authorization' }]],
  [
    'authorization that allows by default',
    [{ op: 'replace', path: '/spec/authorization/defaultAction', value: 'Allow' }],
  ],
])('%s counts as public', async (_, operations) => {
  const { stderr } = await run([patch('SecurityPolicy', 'jwt', operations)]);
  expect(places(stderr)).toContain('patches.yaml:2 PatchOpens');
});

test('a path that is compared as it is spelled counts as public where a public route is above', async () => {
  const unmerged = patch('ClientTrafficPolicy', '.*', { spec: { path: { disableMergeSlashes: true } } });
  const root = {
    services: [...(ANSWERS.services as Tree[]), { name: 'web', path: '/', backend: 'web:80', auth: 'none' }],
  };
  const opened = await run([unmerged], undefined, root);
  expect(places(opened.stderr)).toContain('patches.yaml:2 PatchOpens');
  const beside = await run([unmerged]);
  expect(places(beside.stderr)).not.toContain('patches.yaml:2 PatchOpens');
});

test('the policy that denies by default stays', async () => {
  const { stderr } = await run([
    patch('SecurityPolicy', '.*', [{ op: 'remove', path: '/spec/authorization' }], { reason: 'r' }),
  ]);
  expect(stderr).toContain('no longer denies by default');
});

test('with publicReason it is accepted, and check names the patch', async () => {
  const patches = [HARMLESS, patch('SecurityPolicy', 'jwt', OPENING, { publicReason: 'a demonstration' })];
  expect((await run(patches)).code).toBe(0);
  const { stdout } = await run(patches, ['check', '--json']);
  const { findings } = JSON.parse(stdout) as {
    findings: { code: string; message: string; file: string; line: number }[];
  };
  const found = findings.find((f) => f.code === 'AnonymousRoute' && f.message.includes('patches[1]'));
  expect(found).toMatchObject({ file: 'patches.yaml', line: 3 });
});

test('the runbook lists patches, and a notice is about the checks of validate.sh', async () => {
  const out = mkdtempSync(join(tmpdir(), 'patched-'));
  const { stderr } = await run(
    [patch('Gateway', '.*', { metadata: { annotations: { a: 'b' } } }, { reason: 'seen | by DNS' })],
    ['generate', '-o', join(out, 'manifests')],
  );
  expect(stderr).toContain('[PatchesNotValidated]');
  expect(readFileSync(join(out, 'manifests/README.md'), 'utf8')).toMatch(
    /\| `patches\[0\]` \| `Gateway\/\.\*` \| seen .*\| by DNS \|/,
  );
});

test('objects of teams are not patched, and a run for one team ignores patches', async () => {
  const teams = {
    layout: 'app-of-apps',
    services: undefined,
    teams: { pay: { paths: ['/pay'], services: [{ name: 'pay', path: '/pay', backend: 'pay:80' }] } },
  };
  const patches = [patch('HTTPRoute', 'pay', { metadata: { annotations: { a: 'b' } } })];
  const { stderr } = await run(patches, ['generate', '--stdout'], teams);
  expect(places(stderr)).toEqual(['patches.yaml:2 PatchMatchesNothing']);
  expect(stderr).toContain('objects of teams');
  const own = await run(patches, ['generate', '--stdout', '--team', 'pay'], teams);
  expect(own.code, own.stderr).toBe(0);
});

test('comments stay at their fields when a list gets an item, and go to the list when theirs is removed', () => {
  const object = {
    apiVersion: 'v1',
    kind: 'A',
    metadata: { name: 'a' },
    spec: { list: [{ n: 1 }, { n: 2 }], other: 1 },
  };
  const notes = [
    note('why', 'one', 'spec', 'list', 0, 'n'),
    note('why', 'two', 'spec', 'list', 1, 'n'),
    note('why', 'o', 'spec', 'other'),
  ];
  const run = (operations: Tree[]) =>
    patchedResources(
      [resource('gateway', 'a', object, notes)],
      [
        {
          index: 0,
          target: { kind: 'A', name: 'a' },
          change: { operations: operations as never },
          reason: undefined,
          publicReason: undefined,
        },
      ],
      new PatchLog(),
    )[0]!
      .notes.slice(1)
      .map((n) => n.path.join('.'));
  expect(run([{ op: 'add', path: '/spec/list/0', value: { n: 0 } }])).toEqual([
    'spec.list.1.n',
    'spec.list.2.n',
    'spec.other',
  ]);
  expect(run([{ op: 'remove', path: '/spec/list/0' }])).toEqual(['spec.list', 'spec.list.0.n', 'spec.other']);
  expect(run([{ op: 'replace', path: '/spec/list/0/n', value: 5 }])).toEqual([
    'spec.list.0.n',
    'spec.list.1.n',
    'spec.other',
  ]);
});
