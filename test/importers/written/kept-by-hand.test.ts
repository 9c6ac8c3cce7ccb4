// What a person changes in the comments of an imported file stays.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importedText } from '../../../src/importers/written/imported-text.ts';
import { settled } from '../../../src/importers/written/settled.ts';
import { seeded } from '../../deep.ts';
import { importText } from '../import-text.ts';

const SOURCE = `_format_version: "3.0"
services:
  - { name: users, host: users.shop.svc, port: 80, read_timeout: 30000, routes: [{ name: u, hosts: [a.example.com], paths: [/users] }] }
  - { name: orders, host: orders.shop.svc, port: 80, routes: [{ name: o, hosts: [b.example.com], paths: [/orders, /carts] }] }
  - { name: web, host: web.shop.svc, port: 80, routes: [{ name: w, hosts: [a.example.com], paths: [/] }] }
`;
const imported = await importText('kong', SOURCE);
const textOf = (previous?: string): string =>
  importedText({
    previous,
    answers: imported.answers,
    changes: [],
    result: imported,
    files: ['source.yaml'],
    nameOf: (f) => f,
  });

test('comments that a person removes, changes or adds stay so in the next import', () => {
  const first = textOf();
  expect(first.match(/\(from source\.yaml\)/g)!.length).toBeGreaterThan(5);
  const lines = first.split('\n');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(lines.length - 1), fc.constantFrom('remove', 'own', 'above')), { maxLength: 6 }),
      (edits) => {
        const byLine = new Map(edits);
        const text = lines
          .flatMap((line, i) => {
            const edit = byLine.get(i);
            // The first line names the schema, and the last one is empty.
            if (edit === undefined || i === 0 || line === '') return [line];
            const isComment = /^ *#/.test(line);
            if (edit === 'remove') return isComment ? [] : [line.replace(/ # .*$/, '')];
            if (edit === 'above') return [`${/^ */.exec(line)![0]}# mine (source.yaml)`, line];
            return [isComment ? line : `${line.replace(/ # .*$/, '')} # mine: from source.yaml`];
          })
          .join('\n');
        expect(textOf(text)).toBe(text);
      },
    ),
    seeded(60, 2000),
  );
});

test('lines that moved in the source change no comment', async () => {
  const moved = await importText('kong', `# one more line\n${SOURCE}`);
  const after = importedText({
    previous: textOf().replace('services:', '# mine\nservices:'),
    answers: moved.answers,
    changes: [],
    result: moved,
    files: ['source.yaml'],
    nameOf: (f) => f,
  });
  expect(after).toBe(textOf().replace('services:', '# mine\nservices:'));
});

test('comments of several keys in one line stay, however long the name of the file is', async () => {
  const source = (added: string): string => `_format_version: "3.0"
services:
  - name: users
    host: users.shop.svc
    port: 80
    routes: [{ name: u, hosts: [a.example.com], paths: [/users] }]
    plugins:
      - name: request-transformer
        config:
          add: { headers: [${added}] }
          append: { headers: ["x-trail:edge"] }
`;
  const made = async (text: string, length: number) => {
    const result = await importText('kong', text);
    const name = `${'f'.repeat(length)}.yaml`;
    return (previous?: string): string =>
      importedText({ previous, answers: result.answers, changes: [], result, files: [name], nameOf: () => name });
  };
  for (let length = 1; length < 60; length++) {
    for (const added of ['"x-added:one"', '"x-added:one", "x-added-too:one and more"']) {
      const make = await made(source(added), length);
      const text = make();
      expect(make(text)).toBe(text);
      // And one line further down: the same comments with other lines.
      const lower = await made(`# one more line\n${source(added)}`, length);
      expect(lower(text)).toBe(lower());
    }
  }
});

test('the question for a certificate stays until there is one, whatever else tls contains', async () => {
  const INGRESS = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: partners
  namespace: shop
  annotations:
    nginx.ingress.kubernetes.io/auth-tls-secret: shop/partners-ca
spec:
  tls: [{ hosts: [a.example.com] }]
  rules:
    - host: a.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: partners, port: { number: 80 } } } }] }
`;
  const result = await importText('ingress-nginx', INGRESS);
  const make = (previous?: string): string =>
    importedText({ previous, answers: result.answers, changes: [], result, files: ['source.yaml'], nameOf: (f) => f });
  const text = make();
  const question = /^ *# TODO\(import\) tls: .*\n/m;
  expect(result.answers.tls).toEqual({ clientAuth: { ca: 'partners-ca' } });
  expect(text).toMatch(question);
  expect(make(text)).toBe(text);
  for (const certificate of ['issuer: letsencrypt', 'secret: api-tls', 'selfSigned: true']) {
    const answered = text.replace('tls: {', `tls: { ${certificate},`);
    expect(settled(answered)).toBe(answered.replace(question, ''));
  }
  for (const other of ['minVersion: "1.3"', 'acme: { email: a@example.com }']) {
    const open = text.replace('tls: {', `tls: { ${other},`);
    expect(settled(open)).toBe(open);
  }
});

test('a question behind the keys of a method stays when the method that follows has the key', () => {
  const text = `auth:
  methods:
    account:
      type: jwt
      # TODO(import) issuer: the iss of the tokens, which is a URL.
    bare:
      type: jwt
      issuer: https://login.example.com
`;
  expect(settled(text)).toBe(text);
});

test('a long question above its key is removed with the answer, and that of another service stays', () => {
  const of = (name: string, auth: string): string =>
    `  - name: ${name}\n    path: /${name}\n    # TODO(import): a question.\n    auth: ${auth}\n`;
  const question = '    # TODO(import): a question.\n';
  const open = `services:\n${of('a', 'undecided')}${of('b', 'undecided')}`;
  expect(settled(open)).toBe(open);
  for (const auth of ['users', '[users, keys]', '{ all: [users, keys] }', '\n      all: [users, keys]'])
    expect(settled(`services:\n${of('a', auth)}${of('b', 'undecided')}`)).toBe(
      `services:\n${of('a', auth).replace(question, '')}${of('b', 'undecided')}`,
    );
  // The first key of a service: the question is not about the service.
  const first = 'services:\n  # TODO(import): a question.\n  - auth: undecided\n    path: /a\n';
  expect(settled(first)).toBe(first);
});
