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
import { rounds } from '../../deep.ts';

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
    services:
      # Ingress shop/users (k8s/ingress.yaml:1)
      - name: users
        path: /v1 # path: /v1(/|$)(.*) (k8s/ingress.yaml:11)
        backend: shop/users:8080
        rewrite: / # rewrite-target: /$2 (k8s/ingress.yaml:6)
        timeout: 60s # proxy-read-timeout: 60 (k8s/ingress.yaml:7)
        cors: { origins: ["https://a.example.com", "https://b.example.com"] } # The importer does not know x
        auth: undecided # TODO(import): the source has no authentication. Write the name of a method, or none (public).
    "
  `);
});
