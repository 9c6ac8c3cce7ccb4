import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Importer } from '../../importers/importer.ts';
import type { BrokenDocument, ReadSource } from '../../importers/source/read-result.ts';
import { readSource } from '../../importers/source/read-source.ts';
import type { SourceDocument } from '../../importers/source/source-node.ts';
import type { Environment } from '../environment.ts';
import { filesBelow } from '../manifests/folder-files.ts';
import { Lines, textOf } from '../manifests/text.ts';
import { MOST_MANIFEST, readBounded, readStream, sayWaiting } from '../read-bounded.ts';
import { systemReason, unreadable } from '../system-reason.ts';
import { CLUSTER, clusterTexts } from './cluster.ts';

/** What the files of an import contain. */
export interface ImportedFiles extends ReadSource {
  /** Every file that was read, with the SHA-256 of its text in hex. */
  readonly files: readonly { readonly file: string; readonly digest: string }[];
}

/** Whether a word among the files is none: standard input, or the cluster. */
export const isStream = (path: string): boolean => path === '-' || path === CLUSTER;

/** Texts that cannot be read, in the words of the report. */
const REASON = {
  large: (most: unknown) => `it is larger than ${String(most)} MiB`,
  utf16: () => 'it is UTF-16; save it as UTF-8',
  byte: (byte: unknown) => `it is not UTF-8: byte 0x${String(byte)}`,
  control: (code: unknown) => `it contains the control character U+${String(code)}`,
} as const;

class Files {
  readonly documents: SourceDocument[] = [];
  readonly broken: BrokenDocument[] = [];
  readonly files: { file: string; digest: string }[] = [];

  breaks(file: string, why: string, line = 1, column = 1): void {
    this.broken.push({ place: { file, line, column }, why });
  }

  take(file: string, bytes: Buffer): void {
    this.files.push({ file, digest: createHash('sha256').update(bytes).digest('hex') });
    const { text, problem } = textOf(bytes);
    if (problem) {
      const values = problem.values as { case: string; of?: unknown };
      const { line, column } = new Lines(text).at(problem.offset);
      const reason = REASON[values.case as keyof typeof REASON];
      this.breaks(file, reason ? reason(values.of) : 'it is not text', line, column);
      return;
    }
    const read = readSource(file, text);
    // Not with `...`: a file may have more documents than a call has arguments.
    for (const document of read.documents) this.documents.push(document);
    for (const one of read.broken) this.broken.push(one);
  }

  /** A file, or all of a folder. One file of a folder that cannot be read is left out alone. */
  path(environment: Environment, shown: string): void {
    const path = resolve(environment.cwd, shown);
    try {
      if (!statSync(path).isDirectory()) {
        this.take(shown, readBounded(path, MOST_MANIFEST));
        return;
      }
      const named = (file: string): string => `${shown.replace(/\/+$/, '')}${file.slice(path.length)}`;
      const unread = (folder: string, error: unknown): void => this.breaks(named(folder), systemReason(error));
      for (const file of filesBelow(path, unread)) {
        if (!/\.(ya?ml|json)$/i.test(file)) continue;
        try {
          this.take(named(file), readBounded(file, MOST_MANIFEST));
        } catch (error) {
          this.breaks(named(file), systemReason(error));
        }
      }
    } catch (error) {
      throw unreadable(shown, error);
    }
  }
}

/**
 * Reads the files of an import: files, folders, `-` for standard input, or the cluster. Throws a user error for one that cannot be
 * read. `importer`: whose objects are read from the cluster.
 */
export const sourceFiles = async (
  environment: Environment,
  paths: readonly string[],
  importer: Importer | undefined,
): Promise<ImportedFiles> => {
  const files = new Files();
  for (const shown of paths)
    if (shown === CLUSTER && importer) {
      for (const { file, text } of await clusterTexts(environment, importer)) files.take(file, Buffer.from(text));
    } else if (shown === '-') {
      sayWaiting(environment, 'the source');
      files.take('-', await readStream(environment.stdin, MOST_MANIFEST));
    } else files.path(environment, shown);
  return files;
};
