// The links and the picture at the top of a runbook.

import { wrapText } from '../diagnostics/wrap-text.ts';
import { diagram } from './quote.ts';

/** The link of a heading, as forges derive it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');

/** The sections of a text, without code blocks. */
const sectionsOf = (text: string): string[] =>
  [...text.replace(/^( *)(`{3,}).*\n[\s\S]*?^\1\2$/gm, '').matchAll(/^## (.+)$/gm)].map((m) => m[1]!);

interface Picture {
  readonly text: string;
  readonly marked: boolean;
  readonly grouped: boolean;
}

const picture = ({ text, marked, grouped }: Picture): string[] =>
  text === ''
    ? []
    : [
        diagram(text),
        [
          ...(marked ? ['A red border marks what everybody can call without authentication.'] : []),
          ...(grouped ? ['Services with the same authentication and limit share a box.'] : []),
        ].join(' '),
      ];

/** Links on lines of at most 120 columns; none is broken. */
const inLines = (links: readonly string[]): string =>
  wrapText(links.map((l) => l.replaceAll(' ', '\u00A0')).join(' | '), 120).replaceAll('\u00A0', ' ');

/** A runbook with links to its sections, and the picture, in front of the first section. */
export const withOverview = (runbook: string, shown: Picture): string => {
  const links = sectionsOf(runbook).map((h) => `[${h}](#${anchorOf(h)})`);
  const top = [inLines(links), ...picture(shown)].filter((part) => part !== '');
  return runbook.replace(/\n\n(?=## )/, () => `\n\n${top.join('\n\n')}\n\n`);
};
