import { expect, test } from 'vitest';
import { readAnswers } from '../../src/answers/read.ts';

const GOOD =
  'version: 1\nhostname: a.example.com\ntls: { secret: t }\nservices:\n  - { name: x, path: /x, backend: "x:1", auth: none }\n';
const codes = (bytes: string | Uint8Array): string[] => {
  const r = readAnswers(bytes, 'f.yaml');
  return 'problems' in r ? r.problems.map((p) => p.code) : [];
};

test('a plain file, with BOM, with CRLF, or as JSON', () => {
  expect(codes(GOOD)).toEqual([]);
  expect(codes(`\ufeff${GOOD}`)).toEqual([]);
  expect(codes(GOOD.replaceAll('\n', '\r\n'))).toEqual([]);
  expect(
    codes(
      JSON.stringify({
        version: 1,
        hostname: 'a.example.com',
        tls: { secret: 't' },
        services: [{ name: 'x', path: '/x', backend: 'x:1', auth: 'none' }],
      }),
    ),
  ).toEqual([]);
});

const laughs = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
  .split('')
  .map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`)
  .join('\n')}\n`;

/** What a file of any origin may be, and the one clear word for it. */
const BAD: [name: string, bytes: string | Uint8Array, code: string][] = [
  ['empty', '', 'EmptyFile'],
  ['only comments', '# nothing\n', 'EmptyFile'],
  ['nothing', '~\n', 'EmptyFile'],
  ['binary', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]), 'NotText'],
  ['not UTF-8', new Uint8Array([0x76, 0xff, 0xfe]), 'NotText'],
  ['10 MB', 'x'.repeat(10 * 1024 * 1024), 'FileTooLarge'],
  ['a list', '- 1\n', 'NotAnswers'],
  ['a word', 'hello\n', 'NotAnswers'],
  ['several documents', `${GOOD}---\n${GOOD}`, 'SeveralDocuments'],
  ['a key twice', `${GOOD}hostname: b.example.com\n`, 'DuplicateAnswer'],
  ['a tab as indentation', 'version: 1\ntls:\n\tsecret: t\n', 'InvalidYaml'],
  ['an open bracket', 'version: [1\n', 'InvalidYaml'],
  [
    'conflict marks of Git',
    'version: 1\n<<<<<<< HEAD\nhostname: a\n=======\nhostname: b\n>>>>>>> b\n',
    'ConflictMarks',
  ],
  ['an alias', 'a: &x 1\nb: *x\n', 'AliasInAnswers'],
  ['a billion laughs', laughs, 'AliasInAnswers'],
  ['a merge key', 'a: &x { b: 1 }\nc: { <<: *x }\n', 'AliasInAnswers'],
  ['a tag', `${GOOD}cors: !!js/function "x"\n`, 'TagInAnswers'],
  ['__proto__', `${GOOD}__proto__: { polluted: true }\n`, 'ForbiddenKey'],
  ['a number as key', `${GOOD}1: x\n`, 'KeyNotText'],
];

test.each(BAD)('%s is refused in words, never with a stack trace', (_, bytes, code) => {
  expect(codes(bytes)).toContain(code);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('a text of an answer may look like a conflict mark', () => {
  expect(codes(`${GOOD}x-note: |\n<<<<<<< HEAD\n`)).toContain('ConflictMarks');
  expect(codes(`${GOOD}x-note: |\n  <<<<<<< HEAD\n`)).not.toContain('ConflictMarks');
});

test('one problem for each line that is no YAML, and one for all tabs', () => {
  const placesOf = (text: string): string[] => {
    const read = readAnswers(Buffer.from(text), 'f.yaml');
    return 'problems' in read ? read.problems.map((p) => `${p.code} ${p.line}`) : [];
  };
  const compact = 'version: 1\nservices:\n  - name: users, path: /v1/users, backend: "users:8080"\n';
  expect(placesOf(compact)).toEqual(['InvalidYaml 3']);
  expect(placesOf(`${compact}  - name: orders, path: /v1/orders, backend: "orders:8080"\n`)).toEqual([
    'InvalidYaml 3',
    'InvalidYaml 4',
  ]);
  expect(placesOf('version: 1\nauth:\n\tdefault: a\n\tmethods: {}\n')).toEqual(['InvalidYaml 3']);
});

/** One line of the good file changed, the code, and where it stands. */
const LINES: [from: string, to: string, code: string, line: number, column: number][] = [
  ['hostname: a.example.com', 'hostname: https://a.example.com', 'InvalidHostname', 2, 11],
  ['hostname: a.example.com', 'hostname: "*.example.com"', 'InvalidHostname', 2, 11],
  ['hostname: a.example.com', 'hostname: xn--a.example.com', 'InvalidHostname', 2, 11],
  ['hostname: a.example.com', 'hostnam: a.example.com', 'UnknownKey', 2, 1],
  ['version: 1', 'version: 2', 'UnknownValue', 1, 10],
  ['tls: { secret: t }', 'tls: {}', 'CertificateMissing', 3, 6],
  ['tls: { secret: t }', 'tls: { secret: t, selfSigned: true }', 'SeveralCertificates', 3, 6],
  ['tls: { secret: t }', 'tls: { secret: "-----BEGIN PRIVATE KEY-----" }', 'SecretInAnswers', 3, 16],
  ['path: /x', 'path: x', 'InvalidPath', 5, 22],
  ['path: /x', 'path: /x/../y', 'InvalidPath', 5, 22],
  ['path: /x', 'path: /x/', 'InvalidPath', 5, 22],
  ['"x:1"', 'x', 'InvalidBackend', 5, 35],
  ['"x:1"', '"x:70000"', 'InvalidBackend', 5, 35],
  ['"x:1"', 'http://x:80', 'ClearTextService', 5, 35],
  ['auth: none', 'auth: customers', 'UnknownMethod', 5, 48],
  ['auth: none', 'auth: none, rateLimit: 100/mnt', 'InvalidLimit', 5, 65],
  ['auth: none', 'auth: none, rateLimit: 12:30', 'InvalidLimit', 5, 65],
  ['auth: none', 'auth: none, timeout: 15 seconds', 'InvalidDuration', 5, 63],
  ['auth: none', 'auth: none, timeout: 15', 'WrongType', 5, 63],
  ['auth: none', 'auth: none, canary: { backend: "y:1", weight: 101 }', 'OutOfRange', 5, 88],
  ['auth: none', 'auth: none, canary: { backend: "y:1", weight: 10.5% }', 'InvalidPercentage', 5, 88],
  ['auth: none', 'auth: none, allow: { cidrs: [10.1.2.3/8] }', 'InvalidCIDR', 5, 71],
  ['auth: none', 'auth: none, transform: { request: { set: { X-A: "100%" } } }', 'PercentInHeaderValue', 5, 90],
  ['auth: none', 'auth: none, transform: { request: { set: { X-A: "a\\nb" } } }', 'InvalidHeaderValue', 5, 90],
  ['auth: none', 'auth: none, public: [/y]', 'PublicPathNotOwned', 5, 63],
];

test.each(LINES)('%s -> %s: %s', (from, to, code, line, column) => {
  const r = readAnswers(GOOD.replace(from, to), 'f.yaml');
  const problems = 'problems' in r ? r.problems : [];
  if (code === 'PublicPathNotOwned') return expect('answers' in r || problems.some((p) => p.code === code)).toBe(true);
  expect(problems.map((p) => [p.code, p.line, p.column])).toContainEqual([code, line, column]);
  for (const p of problems) for (const text of [p.what, p.why, p.fix]) expect(text).toMatch(/\S/);
});

test('every problem comes at once, in the order of the file', () => {
  const r = readAnswers(
    GOOD.replace('a.example.com', 'A').replace('secret', 'secrt').replace('/x', 'x').replace('none', 'nobody'),
    'f.yaml',
  );
  if (!('problems' in r)) throw new Error('accepted');
  expect(r.problems.map((p) => p.line)).toEqual([...r.problems.map((p) => p.line)].sort((a, b) => a - b));
  expect(r.problems.length).toBeGreaterThanOrEqual(3);
});

test('a wrong value in one place does not hide a wrong name in another, nor make good names look wrong', () => {
  const input = `${GOOD.replace('a.example.com', 'A').replace('none', 'custmers')}auth: { methods: { customers: { type: jwt, issuer: i, jwks: "http://x", audiences: [] } } }\n`;
  const codes = (text: string): string[] => {
    const r = readAnswers(text, 'f.yaml');
    return 'problems' in r ? r.problems.map((p) => p.code) : [];
  };
  expect(codes(input)).toEqual(['InvalidHostname', 'UnknownMethod', 'InvalidURL', 'OutOfRange']);
  expect(codes(input.replace('custmers', 'customers'))).toEqual(['InvalidHostname', 'InvalidURL', 'OutOfRange']);
});

test('a literal secret is refused and never repeated', () => {
  const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJib2IifQ.c2lnbmF0dXJl';
  const r = readAnswers(
    `${GOOD}auth: { methods: { k: { type: apiKey, secret: s, clients: [${token}] } } }\n`,
    'f.yaml',
  );
  if (!('problems' in r)) throw new Error('accepted');
  expect(r.problems.map((p) => p.code)).toContain('SecretInAnswers');
  expect(JSON.stringify(r.problems)).not.toContain(token);
});
