/**
 * Breaks lines between words so that none is wider than `columns`. Continuation lines keep the indentation of their line; a
 * word that does not fit stays whole. `widthOf` returns the columns of a text, which are its characters by default.
 */
export const wrapText = (text: string, columns: number, widthOf: (text: string) => number = (t) => t.length): string =>
  text
    .split('\n')
    .flatMap((line) => wrapLine(line, columns, widthOf))
    .join('\n');

const wrapLine = (line: string, columns: number, widthOf: (text: string) => number): string[] => {
  if (widthOf(line) <= columns) return [line];
  const [indent = ''] = /^ */.exec(line) ?? [];
  const lines: string[] = [];
  let last = '';
  for (const word of line.slice(indent.length).split(' ')) {
    const longer = last === '' ? `${indent}${word}` : `${last} ${word}`;
    if (last !== '' && widthOf(longer) > columns) {
      lines.push(last);
      last = `${indent}${word}`;
    } else last = longer;
  }
  return [...lines, last];
};
