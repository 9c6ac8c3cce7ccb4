// An import needs about 3 KB of memory for each value that a reader reads, so a source has a limit. Otherwise Node would end the process.
import { visibleLine } from '../../diagnostics/visible.ts';
import type { Importer } from '../../importers/importer.ts';
import { type SourceDocument, SourceNode } from '../../importers/source/source-node.ts';
import { UserError } from '../environment.ts';

/** So many values need 1.5 GB. */
const MOST = 500_000;
/** Below the operations of OpenAPI are body schemas, which are not read. */
const LEVELS: Readonly<Record<string, number>> = { openapi: 3 };

/** Counts values up to a number of levels, and stops when there are more than `most`. */
const countedValues = (value: unknown, levels: number, most: number): number => {
  let count = 1;
  if (typeof value !== 'object' || value === null || levels === 0) return count;
  for (const key in value) {
    count += countedValues((value as Readonly<Record<string, unknown>>)[key], levels - 1, most - count);
    if (count > most) return count;
  }
  return count;
};

/** Throws a user error if documents of the kind have more values than fit into memory. */
export const requireBounded = (importer: Importer, documents: readonly SourceDocument[], most = MOST): void => {
  let count = 0;
  for (const document of documents) {
    if (!importer.reads(new SourceNode(document))) continue;
    count += countedValues(document.value, LEVELS[importer.name] ?? 200, most - count);
    if (count > most)
      throw new UserError(
        `The files contain more than ${most.toLocaleString('en')} values of the kind ${importer.name}, at ${visibleLine(document.file)}: an import of them needs too much memory. Import parts of them, such as those of one namespace, each with its own answers file: -o FILE.`,
      );
  }
};
