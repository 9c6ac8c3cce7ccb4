// What a person changes in the comments of an imported file stays.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importedText } from '../../../src/importers/written/imported-text.ts';
import { rounds } from '../../deep.ts';
import { importText } from '../import-text.ts';

const SOURCE = `_format_version: "3.0"
services:
  - { name: users, host: users.shop.svc, port: 80, read_timeout: 30000, routes: [{ name: u, hosts: [a.example.com], paths: [/users] }] }
  - { name: orders, host: orders.shop.svc, port: 80, routes: [{ name: o, hosts: [b.example.com], paths: [/orders, /carts] }] }
  - { name: web, host: web.shop.svc, port: 80, routes: [{ name: w, hosts: [a.example.com], paths: [/] }] }
`;
const imported = await importText('kong', SOURCE);
const textOf = (previous?: string): string =>
  importedText({
    previous,
    answers: imported.answers,
    changes: [],
    result: imported,
    files: ['source.yaml'],
    nameOf: (f) => f,
  });

test('comments that a person removes, changes or adds stay so in the next import', () => {
  const first = textOf();
  expect(first.match(/source\.yaml:\d+/g)!.length).toBeGreaterThan(5);
  const lines = first.split('\n');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(lines.length - 1), fc.constantFrom('remove', 'own', 'above')), { maxLength: 6 }),
      (edits) => {
        const byLine = new Map(edits);
        const text = lines
          .flatMap((line, i) => {
            const edit = byLine.get(i);
            // The first line names the schema, and the last one is empty.
            if (edit === undefined || i === 0 || line === '') return [line];
            const isComment = /^ *#/.test(line);
            if (edit === 'remove') return isComment ? [] : [line.replace(/ # .*$/, '')];
            if (edit === 'above') return [`${/^ */.exec(line)![0]}# mine (see source.yaml)`, line];
            return [isComment ? line : `${line.replace(/ # .*$/, '')} # mine: source.yaml:3`];
          })
          .join('\n');
        expect(textOf(text)).toBe(text);
      },
    ),
    { numRuns: rounds(60, 2000) },
  );
});

test('comments about lines that moved are updated in their place', async () => {
  const moved = await importText('kong', `# one more line\n${SOURCE}`);
  const after = importedText({
    previous: textOf().replace('services:', '# mine\nservices:'),
    answers: moved.answers,
    changes: [],
    result: moved,
    files: ['source.yaml'],
    nameOf: (f) => f,
  });
  const shifted = textOf().replaceAll(/source\.yaml:(\d+)/g, (_, n: string) => `source.yaml:${Number(n) + 1}`);
  expect(after).toBe(shifted.replace('services:', '# mine\nservices:'));
});
