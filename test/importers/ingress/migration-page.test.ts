// docs/migrate-from-ingress-nginx.md contains the table of known annotations; `npx vitest run FILE --update=all` writes it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { KNOWN } from '../../../src/importers/ingress/known-annotations.ts';

const PAGE = fileURLToPath(new URL('../../../docs/migrate-from-ingress-nginx.md', import.meta.url));
const MARK = '<!-- annotations -->';
const WORDS = {
  carried: 'same',
  approximated: 'nearly',
  asked: 'asked',
  dropped: 'none',
  impossible: 'not available',
  noEffect: 'not needed',
} as const;

const cell = (text: string): string => text.replaceAll('|', '\\|');

test('the page has a row for each annotation that the importer knows', async () => {
  const rows = Object.entries(KNOWN)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, { verdict, answer, difference }]) =>
        `| \`${name}\` | ${answer === '' ? '' : cell(`\`${answer}\``)} | ${WORDS[verdict]} | ${cell(difference)} |`,
    );
  const table = ['| annotation | answer | | difference |', '|---|---|---|---|', ...rows].join('\n');
  const page = readFileSync(PAGE, 'utf8');
  const [before, , after] = page.split(MARK);
  await expect(`${before}${MARK}\n${table}\n${MARK}${after}`).toMatchFileSnapshot(PAGE);
});
