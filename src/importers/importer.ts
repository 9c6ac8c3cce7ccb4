import type { Neutral } from './neutral/neutral.ts';
import type { Ledger } from './report/ledger.ts';
import type { SourceDocument, SourceNode } from './source/source-node.ts';

/** What a person may choose for an import. */
export interface ImportOptions {
  /** OpenAPI: how operations become services. */
  readonly group: 'fewest' | 'operation';
  /** Gateway API: which of several Gateways becomes the answers, `NAME` or `NAMESPACE/NAME`. */
  readonly gateway?: string | undefined;
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
  /**
   * The resources of a cluster that it needs, as kubectl names them; a cluster may lack some. Never Secrets: what is in them is not
   * imported. undefined: a cluster has no such objects.
   */
  readonly cluster?: readonly { readonly resource: string; readonly selector?: string }[];
  readonly load: () => Promise<Reader>;
}
