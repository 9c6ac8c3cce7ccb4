import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapText } from '../../src/diagnostics/wrap-text.ts';
import { answer, indented, input, question } from '../../src/interview/terminal-layout.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', '(', '.'), minLength: 1, maxLength: 20 });
const prose = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(' '));
const columns = fc.integer({ min: 40, max: 120 });
const plain = (text: string): string => stripVTControlCharacters(text);
const wordsOf = (text: string): string[] => plain(text).split(/\s+/).filter(Boolean);

test('a wrapped text has no line that is too wide and no broken word', () => {
  fc.assert(
    fc.property(prose, fc.integer({ min: 0, max: 8 }), columns, (text, indent, width) => {
      const lines = wrapText(`${' '.repeat(indent)}${text}`, width).split('\n');
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      for (const line of lines) expect(line.search(/\S/)).toBe(indent);
      expect(wordsOf(lines.join('\n'))).toEqual(wordsOf(text));
    }),
  );
  expect(wrapText('one two\n  three four', 9)).toBe('one two\n  three\n  four');
  expect(wrapText('one two\n three four', 7, { hang: 2 })).toBe('one two\n three\n four');
  expect(wrapText('one two three', 7, { hang: 2 })).toBe('one two\n  three');
  expect(wrapText('a-long-word b', 4)).toBe('a-long-word\nb');
  expect(wrapText('<1>ab<2> cd', 5, { widthOf: (t) => t.replaceAll(/<\d>/g, '').length })).toBe('<1>ab<2> cd');
});

test('a prompt fits the terminal and keeps its words, before and after the answer', () => {
  fc.assert(
    fc.property(prose, prose, word, columns, (message, hint, value, width) => {
      const shown = [
        [`? ${question(message, hint, width, 8)} (Y/n) `, `? ${message} [${hint}] (Y/n)`],
        [`? ${question(message, undefined, width)} ${answer(message, value, width)}`, `? ${message} ${value}`],
        [`? ${input(message, value, '', width)}`, `? ${message} (${value})`],
        [`? ${input(message, '', value, width)}`, `? ${message} ${value}`],
        [indented(hint, width), hint],
      ] as const;
      for (const [text, said] of shown) {
        // A blank in front of a line break is not visible.
        for (const line of plain(text).split('\n')) expect(line.trimEnd().length).toBeLessThanOrEqual(width);
        expect(wordsOf(text)).toEqual(wordsOf(said));
      }
    }),
  );
});
