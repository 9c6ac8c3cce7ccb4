// Random documents: who may send a request is what the document says, or a person decides. Nothing else becomes open.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from '../../deep.ts';
import { importedAccess } from './imported-access.ts';
import { randomDocuments } from './random-documents.ts';

for (const group of ['fewest', 'operation'] as const)
  test(`who may send a request is what the document says (${group})`, async () => {
    let [requests, decided] = [0, 0];
    await fc.assert(
      fc.asyncProperty(randomDocuments, async (document) => {
        const compared = await importedAccess(document, group);
        requests += compared.requests;
        decided += compared.decided;
        if (compared.wrong.length > 0)
          expect.fail(
            `${compared.wrong.slice(0, 5).join('\n')}\n${document.text}\n${JSON.stringify(compared.services)}`,
          );
      }),
      seeded(20, 250),
    );
    expect(decided).toBeGreaterThan(requests / 100);
  });
