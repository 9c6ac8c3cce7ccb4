// What the bench of OpenAPI documents takes from the program, as one bundle.
import { IMPORTERS } from '../../src/importers/all-importers.ts';
import { runImport } from '../../src/importers/run-import.ts';
import { readSource } from '../../src/importers/source/read-source.ts';

/** Imports a document and gives the number of its services. */
export const servicesIn = async (file: string, text: string): Promise<number> => {
  const { documents, broken } = readSource(file, text);
  if (broken.length > 0) throw new Error(broken[0]!.why);
  const importer = IMPORTERS.find((i) => i.name === 'openapi')!;
  const { answers } = await runImport(importer, documents, { group: 'fewest' });
  return ((answers.services ?? []) as unknown[]).length;
};
