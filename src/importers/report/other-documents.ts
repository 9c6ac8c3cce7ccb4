// Documents that the importer does not read: what they are, and what to do with them.

import { IMPORTERS } from '../all-importers.ts';
import type { Importer } from '../importer.ts';
import { apiGroupOf } from '../source/api-group.ts';
import { type SourceDocument, SourceNode } from '../source/source-node.ts';
import { type Ledger, type Said, said } from './ledger.ts';

/** Kinds of Argo CD and Flux that fetch manifests from elsewhere. */
const FETCHES: Readonly<Record<string, readonly string[]>> = {
  'argoproj.io': ['Application', 'ApplicationSet'],
  'helm.toolkit.fluxcd.io': ['HelmRelease'],
  'kustomize.toolkit.fluxcd.io': ['Kustomization'],
};

const folderOf = (file: string): string => {
  const at = file.lastIndexOf('/');
  return at < 0 ? '.' : file.slice(0, at) || '/';
};

/** Helm values of a chart that makes an Ingress or an HTTPRoute. */
const helmKey = (root: SourceNode): string | undefined =>
  root.get('apiVersion').exists || root.get('kind').exists
    ? undefined
    : ['ingress', 'httpRoute', 'gateway'].find((key) => {
        const node = root.get(key);
        return ['enabled', 'hosts', 'className', 'ingressClassName', 'hostnames'].some((k) => node.get(k).exists);
      });

/** The importer that reads a document. */
export const importerOf = (root: SourceNode): Importer | undefined => IMPORTERS.find((i) => i.reads(root));

/** What the report says about a document that the importer does not read. */
export const aboutDocument = (importer: Importer, root: SourceNode): Said => {
  const kind = root.get('kind').text ?? '';
  const name = root.get('metadata', 'name').text ?? '';
  const other = importerOf(root);
  if (other) return said('OtherSource', { kind: other.name, file: root.document.file });
  if (apiGroupOf(root) === 'kustomize.config.k8s.io' || /(^|\/)kustomization\.ya?ml$/i.test(root.document.file))
    return said('KustomizationNotRead', { folder: folderOf(root.document.file), kind: importer.name });
  if (FETCHES[apiGroupOf(root)]?.includes(kind))
    return said('DeliveryNotRead', { object: `${kind} ${name}`.trim(), kind: importer.name });
  const key = helmKey(root);
  if (key !== undefined) return said('HelmValuesNotRead', { key, kind: importer.name, file: root.document.file });
  return said('NoGatewayObject', { kind });
};

/** Says what became of documents that the importer does not read. A reader may have used parts of them, such as ports of a Service. */
export const sayOthers = (importer: Importer, documents: readonly SourceDocument[], ledger: Ledger): void => {
  const used = new Set(ledger.entries.map((e) => e.node.document));
  for (const document of documents) {
    const root = new SourceNode(document);
    if (importer.reads(root)) continue;
    ledger.add(
      root,
      used.has(document)
        ? said('NoGatewayObject', { kind: root.get('kind').text ?? '' })
        : aboutDocument(importer, root),
    );
  }
};
