import type { Neutral } from './neutral/neutral.ts';
import type { Ledger } from './report/ledger.ts';
import type { SourceDocument, SourceNode } from './source/source-node.ts';

/** What a person may choose for an import. */
export interface ImportOptions {
  /** OpenAPI: how operations become services. */
  readonly group: 'fewest' | 'operation';
  /** Gateway API: which of several Gateways becomes the answers, `NAME` or `NAMESPACE/NAME`. */
  readonly gateway?: string;
}

/** Reads the documents of one kind to the neutral form. It tells the ledger what it does not carry. */
export type Reader = (documents: readonly SourceDocument[], ledger: Ledger, options: ImportOptions) => Neutral;

/** A kind of source. The reader is loaded when it is used. */
export interface Importer {
  /** The name on the command line. */
  readonly name: string;
  /** What it reads, as the help says it. */
  readonly title: string;
  /** Whether a document is of this kind, by its top-level keys. */
  readonly reads: (document: SourceNode) => boolean;
  readonly load: () => Promise<Reader>;
}
