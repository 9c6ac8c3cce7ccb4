// Which kinds of sources are in files, for messages.
import { visibleLine } from '../../diagnostics/visible.ts';
import type { Importer } from '../../importers/importer.ts';
import { importerOf } from '../../importers/report/other-documents.ts';
import { type SourceDocument, SourceNode } from '../../importers/source/source-node.ts';

/** A kind of source, and the first document of it. */
interface FoundKind {
  readonly importer: Importer;
  readonly first: SourceNode;
  readonly count: number;
}

/** The kinds of documents, most frequent first. */
export const kindsIn = (documents: readonly SourceDocument[]): FoundKind[] => {
  const found = new Map<Importer, FoundKind>();
  for (const document of documents) {
    const first = new SourceNode(document);
    const importer = importerOf(first);
    if (!importer) continue;
    const known = found.get(importer);
    found.set(importer, known ? { ...known, count: known.count + 1 } : { importer, first, count: 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
};

/** `ingress-nginx (k8s/a.yaml:1:1), openapi (api.yaml:1:1)`. */
export const kindsText = (found: readonly FoundKind[]): string =>
  found
    .map(({ importer, first }) => {
      const { file, line, column } = first.place;
      return `${importer.name} (${visibleLine(file)}:${line}:${column})`;
    })
    .join(', ');
