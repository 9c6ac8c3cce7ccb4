import { expect, test } from 'vitest';
import { readDocument } from '../../src/answers/document.ts';
import { readAnswers } from '../../src/answers/read.ts';

const GOOD =
  'version: 1\nhostname: a.example.com\ntls: { secret: t }\nservices:\n  - { name: x, path: /x, backend: "x:1", auth: none }\n';

const problemsOf = (text: string) => {
  const r = readAnswers(text, 'f.yaml');
  return 'problems' in r ? r.problems : [];
};
const placed = (text: string) => problemsOf(text).map((p) => [p.code, p.line, p.column]);

test('the depth that answers have is not too deep', () => {
  const nested = `${'{ a: '.repeat(12)}1${' }'.repeat(12)}`;
  expect(placed(`${GOOD}x: ${nested}\n`).map(([code]) => code)).toEqual(['UnknownKey']);
});

test('aliases are refused in one message, however many there are', () => {
  expect(placed('a: &x [1]\nb: [*x, *x, *x]\nc: { <<: *x }\n')).toEqual([['AliasInAnswers', 1, 7]]);
  expect(placed(`${GOOD}cors:\n  <<: { origins: [] }\n`)).toEqual([['AliasInAnswers', 7, 3]]);
  expect(placed(`${GOOD}cors: { "<<": 1, origins: ["https://a.example.com"] }\n`).map(([c]) => c)).toEqual([
    'UnknownKey',
  ]);
});

test('a directive is refused: it would change what words mean', () => {
  expect(placed(`%YAML 1.1\n---\n${GOOD}`)).toEqual([['DirectiveInAnswers', 1, 1]]);
});

test('a key twice stands at its second place', () => {
  expect(placed(`${GOOD}hostname: b.example.com\n`)).toEqual([['DuplicateAnswer', 6, 1]]);
});

/** Scalars that YAML takes for numbers or booleans; the fix shows them as they were written. */
const SURPRISES = ['0123', '1e3', '0x1F', '0o17', 'true', '1.50', '123'];

/** What is no name as written either. */
const NO_NAME: Record<string, string> = { '0x1F': 'name: "0x1f"', '1.50': 'name: users' };

test.each(SURPRISES)('%s where a name is needed: to be quoted as it was written', (written) => {
  const [problem] = problemsOf(GOOD.replace('name: x', `name: ${written}`));
  expect([problem?.code, problem?.line, problem?.column]).toEqual(['WrongType', 5, 13]);
  expect(problem?.what).toContain(written);
  expect(problem?.fix).toContain(NO_NAME[written] ?? `"${written}"`);
});

/** What YAML 1.1 takes for booleans, times and dates is text here, as in every YAML 1.2 reader. */
test.each(['on', 'yes', 'n', '12:30', '2020-01-01', '0b1'])('%s is text', (written) => {
  const read = readDocument(`a: ${written}\n`, 'f.yaml');
  expect('document' in read && read.document.value).toEqual({ a: written });
});

test('a number in quotes and a wrong percentage are understood', () => {
  const fixOf = (weight: string): string | undefined =>
    problemsOf(GOOD.replace('auth: none', `auth: none, canary: { backend: "y:1", weight: ${weight} }`))[0]?.fix;
  expect(fixOf('"10"')).toContain('10');
  expect(fixOf('10.5%')).toContain('10%');
});

test('two unknown methods in one list are both named', () => {
  expect(placed(GOOD.replace('auth: none', 'auth: [foo, bar]')).filter(([c]) => c === 'UnknownMethod')).toHaveLength(2);
});

const TOKEN = 'AKIAABCDEFGHIJKLMNOP';
/** Where a pasted secret may stand, with its line; what must be said of it, and never repeated. */
const SECRETS: [where: string, text: string, line: number][] = [
  ['a comment', `${GOOD}# the key is ${TOKEN}\n`, 6],
  ['a comment behind a value', GOOD.replace('version: 1', `version: 1 # ${TOKEN}`), 1],
  ['a key', `${GOOD}${TOKEN}: 1\n`, 6],
  ['a value that is wrong for another reason, too', GOOD.replace('a.example.com', TOKEN), 2],
  ['an unknown key', `${GOOD}password: hunter2hunter2\n`, 6],
  ['a Secret name that is a hex key', GOOD.replace('secret: t', 'secret: 9f86d081884c7d659a2feaa0c55ad015'), 3],
  ['a Secret name that is a UUID', GOOD.replace('secret: t', 'secret: 3f2504e0-4f89-41d3-9a0c-0305e82c3301'), 3],
  ['a URL', GOOD.replace('"x:1"', '"https://bob:hunter2@x.example.com"'), 5],
  ['a header', GOOD.replace('auth: none', 'auth: none, headers: { Authorization: Bearer abcdef0123456789 }'), 5],
];

test.each(SECRETS)('a secret in %s is refused and never repeated', (_, text, line) => {
  const problems = problemsOf(text);
  expect(problems.map((p) => [p.code, p.line])).toContainEqual(['SecretInAnswers', line]);
  expect(JSON.stringify(problems)).not.toMatch(new RegExp(`${TOKEN}|hunter2|9f86d081|3f2504e0|abcdef01`));
});

/** What only sounds secret. */
const HARMLESS = [
  GOOD.replace('auth: none', 'auth: none, headers: { X-Token-Kind: machine }'),
  GOOD.replace('auth: none', 'auth: none, transform: { request: { set: { X-Credential-Source: gateway } } }'),
  `${GOOD}auth: { methods: { j: { type: jwt, issuer: "https://i.example.com/", jwks: "https://i.example.com/j", audiences: [a], claims: { token_use: x-token-use } } } }\n`,
  GOOD.replace('secret: t', 'secret: api-gateway-tls-certificate-2026'),
  `${GOOD}# the Secret holds the token; basic authentication is for a trial\n`,
];

test.each(HARMLESS)('no secret: %s', (text) => {
  expect(problemsOf(text)).toEqual([]);
});
