interface Wrapping {
  /** Indentation of continuation lines whose line is not indented itself. */
  readonly hang?: number;
  /** The columns of a text (default: its characters). */
  readonly widthOf?: (text: string) => number;
}

/**
 * Breaks lines between words so that none is wider than `columns`. Continuation lines keep the indentation of their line; a
 * word that does not fit stays whole.
 */
export const wrapText = (text: string, columns: number, wrapping: Wrapping = {}): string =>
  text
    .split('\n')
    .flatMap((line) => wrapLine(line, columns, wrapping))
    .join('\n');

const wrapLine = (line: string, columns: number, { hang = 0, widthOf = (t) => t.length }: Wrapping): string[] => {
  if (widthOf(line) <= columns) return [line];
  const [indent = ''] = /^ */.exec(line) ?? [];
  const next = indent === '' ? ' '.repeat(hang) : indent;
  const lines: string[] = [];
  let last = '';
  for (const word of line.slice(indent.length).split(' ')) {
    const longer = last === '' ? `${indent}${word}` : `${last} ${word}`;
    if (last !== '' && widthOf(longer) > columns) {
      lines.push(last);
      last = `${next}${word}`;
    } else last = longer;
  }
  return [...lines, last];
};
