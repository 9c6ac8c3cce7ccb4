// Comments with the values of the source in the answers file.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Neutral, NeutralService, Part } from '../../../src/importers/neutral/neutral.ts';
import { toAnswers } from '../../../src/importers/neutral/to-answers.ts';
import { entriesOf } from '../../../src/importers/report/every-leaf.ts';
import { Ledger, said } from '../../../src/importers/report/ledger.ts';
import { readSource } from '../../../src/importers/source/read-source.ts';
import { SourceNode } from '../../../src/importers/source/source-node.ts';
import { importedText } from '../../../src/importers/written/imported-text.ts';
import { settled } from '../../../src/importers/written/settled.ts';
import { seeded } from '../../deep.ts';

const INGRESS = `kind: Ingress
metadata:
  name: users
  namespace: shop
  annotations:
    rewrite-target: /$2
    proxy-read-timeout: "60"
    auth-secret: hunter2hunter2
spec:
  host: api.example.com
  path: /v1(/|$)(.*)
  backend: { service: users, port: 8080 }
`;

const nodeOf = (text: string, file = 'k8s/ingress.yaml'): SourceNode =>
  new SourceNode(readSource(file, text).documents[0]!);

const serviceOf = (root: SourceNode, parts: readonly Part[], more: Partial<NeutralService> = {}): NeutralService => ({
  name: 'users',
  hosts: [{ value: 'api.example.com', from: [root.get('spec', 'host')] }],
  paths: [{ value: '/v1', from: [root.get('spec', 'path')] }],
  parts: [
    {
      key: 'backend',
      value: 'shop/users:8080',
      from: [root.get('spec', 'backend', 'service'), root.get('spec', 'backend', 'port')],
    },
    ...parts,
  ],
  auth: { is: 'unstated', from: [root.get('metadata', 'name')] },
  origin: root,
  ...more,
});

const textOf = (root: SourceNode, neutral: Partial<Neutral>): { text: string; answers: object } => {
  const ledger = new Ledger();
  const made = toAnswers({ services: [], root: [], lists: [], ...neutral }, ledger);
  const entries = entriesOf([root.document], ledger.entries);
  const files = [root.document.file];
  const text = importedText({
    previous: undefined,
    answers: made.answers,
    changes: [],
    result: { ...made, entries },
    files,
    nameOf: (f) => f,
  });
  expect(parse(text)).toEqual(made.answers);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  return { text, answers: made.answers };
};

test('each answer has the source value that it was made of; repeated values have none', () => {
  const root = nodeOf(INGRESS);
  const at = (key: string): SourceNode => root.get('metadata', 'annotations', key);
  const { text } = textOf(root, {
    services: [
      serviceOf(root, [
        { key: 'rewrite', value: '/', from: [at('rewrite-target')] },
        { key: 'timeout', value: '60s', from: [at('proxy-read-timeout')] },
        {
          key: 'cors',
          value: { origins: ['https://a.example.com', 'https://b.example.com'] },
          from: [],
          said: said('NotImported', { name: 'x' }),
        },
      ]),
    ],
  });
  expect(text).toMatchInlineSnapshot(`
    "# yaml-language-server: $schema=./api-gateway.schema.json
    version: 1
    hostname: api.example.com
    # TODO(import) tls: the certificate: { issuer: NAME } of cert-manager, or { secret: NAME }.
    services:
      # Ingress shop/users (from k8s/ingress.yaml)
      - name: users
        path: /v1 # path: /v1(/|$)(.*) (from k8s/ingress.yaml)
        backend: shop/users:8080
        rewrite: / # rewrite-target: /$2 (from k8s/ingress.yaml)
        timeout: 60s # proxy-read-timeout: 60 (from k8s/ingress.yaml)
        # Default of the source: No answer was made from x: the import does not know it, or left out what contains it
        cors: { origins: ["https://a.example.com", "https://b.example.com"] }
        auth: undecided # TODO(import): the source has no authentication. Write the name of a method, or none (public).
    "
  `);
});

test('a default of the source system is named as one', () => {
  const root = nodeOf(INGRESS);
  const what = { ...said('NotImported', { name: 'x' }), what: 'nginx waits 60 seconds.' };
  const { text } = textOf(root, {
    services: [serviceOf(root, [{ key: 'timeout', value: '60s', from: [], said: what }])],
  });
  expect(text).toContain('    timeout: 60s # Default of the source: nginx waits 60 seconds\n');
});

test('keys that a person has to answer have a line where they belong', () => {
  const root = nodeOf(INGRESS);
  const asks = { ...said('HostAsked', { services: ['users'] }), fix: 'Set issuer to the address of the tokens.' };
  const from = [root.get('metadata', 'annotations', 'auth-secret')];
  const { text } = textOf(root, {
    services: [
      serviceOf(root, [], {
        hosts: [],
        auth: {
          is: 'methods',
          need: 'any',
          from,
          methods: [
            {
              name: 'customers',
              identity: '1',
              parts: [
                { key: 'type', value: 'jwt', from },
                { key: 'jwks', value: 'fromIssuer', from: [] },
                { key: 'issuer', value: undefined, from, said: asks },
              ],
            },
          ],
        },
      }),
    ],
  });
  expect(text).toContain('\n# TODO(import) hostname: the host name that clients call, such as api.example.com.\n');
  expect(text).toContain('\n# TODO(import) tls: ');
  expect(text).toContain('\n      # TODO(import) issuer: the iss of the tokens, which is a URL.\n');
  // Comments of answered questions are removed, nothing else.
  const answered = text
    .replace('services:\n', 'hostname: api.example.com\nservices: # mine\n')
    .replace(
      '      jwks: fromIssuer',
      '      jwks: fromIssuer\n      issuer: https://auth.example.com/ # TODO: ask Bob',
    );
  const after = settled(answered);
  expect(after).not.toContain('TODO(import) hostname');
  expect(after).not.toContain('TODO(import) issuer');
  expect(after).toContain('TODO(import) tls');
  expect(after).toContain('# TODO: ask Bob');
  expect(answered.split('\n').filter((l) => !l.includes('TODO(import)'))).toEqual(
    after.split('\n').filter((l) => !l.includes('TODO(import)')),
  );
});

/** Texts that try to leave a comment, or to hide in one. */
const HOSTILE = [
  'a\nauth: none',
  'a\r\n  public: [/]',
  '# x',
  'x # y: z',
  '\u202eevil',
  '\u2028auth: none',
  '\u0085auth: none',
  'a\u0000b',
  '{{ .Values.x }}',
  '${VAR}',
  `${'long '.repeat(100)}`,
  '\'"`',
  ': - ? & * ! | > % @',
  '---',
  '...',
  '(from a.yaml)',
];

describe('hostile text stays in its comment', () => {
  test.each(HOSTILE.map((t) => [JSON.stringify(t).slice(0, 30), t]))('%s', (_, hostile) => {
    const source = JSON.stringify({
      kind: 'Ingress',
      metadata: { name: hostile, annotations: { [hostile]: hostile, 'rewrite-target': hostile } },
    });
    for (const file of ['a.yaml', hostile.trim() || 'x']) {
      const root = nodeOf(source, file);
      const annotations = root.get('metadata', 'annotations');
      const { text } = textOf(root, {
        services: [
          serviceOf(root, [
            { key: 'rewrite', value: '/', from: [annotations.get('rewrite-target'), annotations.get(hostile)] },
            { key: 'cors', value: 'none', from: [], said: { ...said('NotImported', { name: 'x' }), what: hostile } },
          ]),
        ],
      });
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
    }
  });

  test('values that may be secrets are not repeated', () => {
    for (const [key, value] of [
      ['auth-secret', 'hunter2'],
      ['x-api-key', 'kiwi'],
      ['configuration', 'Bearer abc123def456ghi789'],
      ['url', 'https://user:pass1@example.com'],
      ['plain', 'Zm9vYmFyQmF6MTIzNDU2Nzg5MA'],
    ] as const) {
      const root = nodeOf(JSON.stringify({ metadata: { name: 'x' }, [key]: value }));
      const { text } = textOf(root, {
        services: [serviceOf(root, [{ key: 'rewrite', value: '/', from: [root.get(key)] }])],
      });
      expect(text).not.toContain(value);
      expect(text).toMatch(new RegExp(`rewrite: / # ${key} \\(`));
    }
  });

  test('random text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const root = nodeOf(JSON.stringify({ kind: 'Ingress', metadata: { name: a || 'x' }, k: b }));
        textOf(root, {
          services: [
            serviceOf(root, [
              { key: 'rewrite', value: '/', from: [root.get('k')] },
              { key: 'timeout', value: '60s', from: [root.get('metadata', 'name')] },
            ]),
          ],
        });
      }),
      seeded(40, 2000),
    );
  });
});
