// What import asks in a terminal, of a source that leaves questions.
import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Tree } from '../../src/answers/yaml-layout.ts';
import { voiceOf } from '../../src/cli/environment.ts';
import { askOpen, asksOpen } from '../../src/cli/import/ask-open.ts';
import { withFlags } from '../../src/cli/import/flag-answers.ts';
import type { Importer, Reader } from '../../src/importers/importer.ts';
import type { NeutralAuth, NeutralService } from '../../src/importers/neutral/neutral.ts';
import { said } from '../../src/importers/report/ledger.ts';
import { type ImportResult, runImport } from '../../src/importers/run-import.ts';
import { readSource } from '../../src/importers/source/read-source.ts';
import { SourceNode } from '../../src/importers/source/source-node.ts';

const SOURCE = `namespace: shop
secret: shop-tls
paths: { /users: {}, /orders: { auth: a snippet } }
`;

/** A source with two services of one host, a namespace and a certificate. */
const read: Reader = ([document]) => {
  const root = new SourceNode(document!);
  const asked = said('HostAsked', { services: ['users'] });
  const services = root.get('paths').children.map((path): NeutralService => {
    const from = [path.get('auth')];
    const auth: NeutralAuth = path.get('auth').exists
      ? { is: 'untranslatable', what: path.get('auth').text!, from }
      : { is: 'unstated', from: [path] };
    return {
      name: path.key.slice(1),
      hosts: [{ value: 'shop.example.com', from: [] }],
      paths: [{ value: path.key, from: [path] }],
      parts: [{ key: 'backend', value: `shop${path.key}:80`, from: [] }],
      auth,
      origin: path,
    };
  });
  const [namespace, secret] = [root.get('namespace'), root.get('secret')];
  const question = (key: string, node: SourceNode) => ({
    key,
    value: undefined,
    from: [node],
    said: asked,
    suggestion: { value: node.text!, reason: 'the source names it' },
  });
  return { services, root: [question('gateway.namespace', namespace), question('tls.secret', secret)], lists: [] };
};
const importer: Importer = { name: 'x', title: 'x', reads: () => true, load: async () => read };
const imported = (): Promise<ImportResult> =>
  runImport(importer, readSource('s.yaml', SOURCE).documents, { group: 'fewest' });

/** Asks in a terminal where somebody types these lines. */
const asking = async (typed: readonly string[], options = {}, paths: readonly string[] = ['s.yaml'], given?: Tree) => {
  const shown: string[] = [];
  const sink = (): PassThrough & { isTTY: boolean } => {
    const stream = Object.assign(new PassThrough(), { isTTY: true });
    stream.on('data', (chunk: Buffer) => shown.push(chunk.toString()));
    return stream;
  };
  const environment = {
    stdin: Object.assign(Readable.from(typed.map((line) => `${line}\n`)), { isTTY: true }),
    stdout: sink(),
    stderr: sink(),
    env: { TERM: 'dumb' },
    cwd: '/',
    today: '2026-11-21',
  };
  const voice = voiceOf(environment, {});
  const result = await imported();
  const run = { environment, voice, options, paths };
  const answered = await askOpen(run, given ?? result.answers, result);
  return { ...answered, asks: asksOpen(run), shown: shown.join('') };
};

const KEYS = ['services.users.auth', 'services.orders.auth', 'tls', 'gateway.namespace'];

test('a question for each open key, with what the source has as its default; nothing else is asked or decided', async () => {
  // A different answer for each service: a password, the same; the Secret of the source, its namespace.
  const { answers, left, open, shown, answered } = await asking(['8', '6', 'users', '1', '', '', '']);
  expect(shown).toContain('4 open questions.');
  expect(shown).toContain('orders: The authentication of the source cannot be translated: a snippet.');
  expect(shown).toContain('users: The source has no authentication.');
  expect(shown).toContain('All questions are answered.');
  expect([left, open]).toEqual([[], []]);
  expect([...answered].sort()).toEqual([...KEYS, 'tls.secret'].sort());
  expect(answers).toMatchObject({
    gateway: { namespace: 'shop' },
    tls: { secret: 'shop-tls' },
    services: [{ auth: 'users' }, { auth: 'users' }],
    auth: { methods: { users: { type: 'basic', secret: 'users' } } },
  });
  expect(Object.keys(answers).sort()).toEqual(['auth', 'gateway', 'hostname', 'services', 'tls', 'version']);
});

test('the default namespace is written, so that the next import does not ask again', async () => {
  const { answers, left } = await asking(['8', '6', 'users', '1', '', '', 'default']);
  expect([left, answers.gateway]).toEqual([[], { namespace: 'default' }]);
  expect((await asking([], { yes: true }, ['s.yaml'], answers)).left).toEqual([]);
});

test('who quits keeps the answers so far; a method without its keys is not kept', async () => {
  const { answers, left, open } = await asking(['8', '6', 'users', '1']);
  expect(left).toEqual(['tls', 'gateway.namespace']);
  expect(answers.services).toMatchObject([{ auth: 'users' }, { auth: 'users' }]);
  expect(open.map((p) => p.code)).toEqual(['CertificateMissing']);
  const begun = await asking(['8', '1'], { output: 'my answers.yaml' });
  expect(begun.shown).toContain("4 questions left. To continue: eg-api-gateway init -f 'my answers.yaml'");
  expect(begun.answers).toEqual((await imported()).answers);
  expect([...begun.left].sort()).toEqual([...KEYS].sort());
});

test('going back from the first question leaves everything open', async () => {
  const { shown, left } = await asking(['<', '8', '6', 'users']);
  expect(shown).toContain('4 questions left.');
  expect([...left].sort()).toEqual([...KEYS].sort());
});

test.each<[string, Tree, string[]]>([
  ['--json', { json: true }, ['s.yaml']],
  ['--format sarif', { format: 'sarif' }, ['s.yaml']],
  ['--yes', { yes: true }, ['s.yaml']],
  ['--quiet', { quiet: true }, ['s.yaml']],
  ['answers on standard output', { output: '-' }, ['s.yaml']],
  ['a source on standard input', {}, ['-']],
])('%s asks nothing, and everything stays open', async (_, options, paths) => {
  const { asks, shown, left, answers } = await asking(['8'], options, paths);
  expect([asks, shown, [...left].sort()]).toEqual([false, '', [...KEYS].sort()]);
  expect(answers.services).toMatchObject([{ auth: 'undecided' }, { auth: 'undecided' }]);
});

test('flags answer open questions before anything is asked, and a flag for a service that is not there is refused', async () => {
  const environment = { env: {}, cwd: '/' } as never;
  const { answers } = await imported();
  expect(withFlags(environment, {}, answers)).toEqual({ answers });
  const flags = {
    set: ['services.users.auth=none', 'services.users.publicReason=a demo', 'gateway.namespace=edge'],
    tlsIssuer: 'letsencrypt',
    output: 'x.yaml',
    group: 'fewest',
  };
  const given = withFlags(environment, flags, answers);
  if ('problems' in given) throw new Error(given.problems.map((p) => p.what).join());
  expect(given.answers).toMatchObject({ tls: { issuer: 'letsencrypt' }, gateway: { namespace: 'edge' } });
  const { left, answered } = await asking([], { yes: true }, ['s.yaml'], given.answers);
  expect(left).toEqual(['services.orders.auth']);
  expect([...answered].sort()).toEqual(['gateway.namespace', 'services.users.auth', 'tls.secret']);
  for (const [set, code] of [
    ['services.nope.auth=none', 'UnknownService'],
    ['services.users.auth=nobody', 'UnknownMethod'],
    ['services.users.timeot=1s', 'UnknownKey'],
  ] as const) {
    const refused = withFlags(environment, { set: [set] }, answers);
    expect('problems' in refused && refused.problems.map((p) => p.code)).toEqual([code]);
  }
});
