import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type BrokenDocument, type ReadSource, readSource } from '../../importers/source/read-source.ts';
import type { SourceDocument } from '../../importers/source/source-node.ts';
import type { Environment } from '../environment.ts';
import { filesBelow } from '../manifests/folder-files.ts';
import { MOST_MANIFEST, readStream, readText } from '../read-bounded.ts';
import { unreadable } from '../system-reason.ts';

/** What the files of an import contain. */
export interface ImportedFiles extends ReadSource {
  /** Every file that was read, with the SHA-256 of its text in hex. */
  readonly files: readonly { readonly file: string; readonly digest: string }[];
}

/** Reads the files of an import: files, folders, or `-` for standard input. Throws a user error for a file that cannot be read. */
export const sourceFiles = async (environment: Environment, paths: readonly string[]): Promise<ImportedFiles> => {
  const documents: SourceDocument[] = [];
  const broken: BrokenDocument[] = [];
  const files: { file: string; digest: string }[] = [];
  const take = (file: string, text: string): void => {
    files.push({ file, digest: createHash('sha256').update(text).digest('hex') });
    const read = readSource(file, text);
    documents.push(...read.documents);
    broken.push(...read.broken);
  };
  for (const shown of paths) {
    if (shown === '-') {
      take('-', (await readStream(environment.stdin, MOST_MANIFEST)).toString('utf8'));
      continue;
    }
    const path = resolve(environment.cwd, shown);
    try {
      const isFolder = statSync(path).isDirectory();
      for (const file of filesBelow(path, (_, error) => void error))
        if (!isFolder || /\.(ya?ml|json)$/.test(file))
          take(isFolder ? `${shown}${file.slice(path.length)}` : shown, readText(file, MOST_MANIFEST));
    } catch (error) {
      throw unreadable(shown, error);
    }
  }
  return { documents, broken, files };
};
