// Documents that the importer does not read have one entry each, with a place and what to do.
import { expect, test } from 'vitest';
import { documentCodes } from '../../src/diagnostics/imports/document-codes.ts';
import type { Importer } from '../../src/importers/importer.ts';
import { brokenEntries } from '../../src/importers/report/unread.ts';
import { runImport } from '../../src/importers/run-import.ts';
import { readSource } from '../../src/importers/source/read-source.ts';
import { SourceNode } from '../../src/importers/source/source-node.ts';
import { importNeutral, jwt, rootOf, service, sourced } from './neutral-form.ts';

/** Reads objects of kind `Mine`, and takes the port of Services. */
const MINE: Importer = {
  name: 'ingress-nginx',
  title: 'tests',
  reads: (document) => document.get('kind').text === 'Mine',
  load: async () => (documents, ledger) => {
    for (const d of documents)
      if (new SourceNode(d).get('kind').text === 'Service') ledger.carried(new SourceNode(d).get('port'), 'version');
    return { services: [], root: [], lists: [] };
  },
};
const produced = new Set<string>();
const report = async (text: string, file = 'k8s/f.yaml'): Promise<string[]> => {
  const { documents, broken } = readSource(file, text);
  const { entries } = await runImport(MINE, documents, { group: 'fewest' });
  const all = [...brokenEntries(broken, MINE.name), ...entries];
  for (const { code } of all) produced.add(code);
  return all.map((e) => `${e.node.place.line} ${e.verdict} ${e.code} ${e.leaves}`);
};

test.each([
  ['kind: Deployment\nspec: {a: 1, b: 2}\n', '1 noEffect NoGatewayObject 3'],
  ['# c\nkind: Ingress\nspec: {a: 1}\n', '2 dropped OtherSource 2'],
  ['openapi: 3.0.0\npaths: {}\n', '1 dropped OtherSource 2'],
  ['apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n', '1 dropped OtherSource 2'],
  ['apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n', '1 dropped KustomizationNotRead 2'],
  ['apiVersion: argoproj.io/v1alpha1\nkind: Application\n', '1 dropped DeliveryNotRead 2'],
  ['apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n', '1 dropped DeliveryNotRead 2'],
  ['replicas: 1\ningress:\n  enabled: true\n', '1 dropped HelmValuesNotRead 2'],
  ['replicas: 1\ningress:\n  other: true\n', '1 noEffect NoGatewayObject 2'],
  ['{{ if .x }}\nkind: Mine\n{{ end }}\n', '1 dropped TemplateNotRead 1'],
  ['kind: "Mine\n', '2 dropped DocumentNotRead 1'],
])('%j: %s', async (text, line) => {
  expect(await report(text)).toEqual([line]);
});

test('a kustomization without a version is known by the name of its file', async () => {
  expect(await report('resources: [a.yaml]\n', 'k8s/kustomization.yaml')).toEqual(['1 dropped KustomizationNotRead 1']);
});

test('a document of which the reader used a part has no effect otherwise', async () => {
  expect(await report('kind: Service\nport: 80\nspec: {a: 1}\n')).toEqual([
    '1 noEffect NoGatewayObject 1',
    '2 carried Carried 1',
    '3 noEffect NoGatewayObject 1',
  ]);
});

test('a key that is there twice has an entry for the value that does not count', async () => {
  expect(await report('kind: Mine\na: 1\na: 2\n')).toEqual([
    '1 dropped NotImported 1',
    '3 dropped NotImported 1',
    '2 dropped DuplicateKey 1',
  ]);
});

test('every code about documents is produced here', async () => {
  const root = rootOf('path: /a/${X}\n');
  const asked = await importNeutral(
    { services: [{ ...service('a', [], jwt(), { origin: root }), paths: sourced(['/a/${X}'], [root.get('path')]) }] },
    [root.document],
  );
  for (const { code } of asked.entries) produced.add(code);
  expect(Object.keys(documentCodes).filter((code) => !produced.has(code))).toEqual([]);
});
