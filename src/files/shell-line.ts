import { shellWord } from './quote.ts';

/** Columns of a line of a script. Only a word that has no space may be longer. */
const WIDTH = 160;

/** A quoted word in parts that bash joins: no line is too long, and nothing is between the parts. The first part follows `used` columns. */
const parts = (word: string, used: number): string[] => {
  const out: string[] = [];
  // The quotes, the backslash, and characters that need an escape.
  const fits = (text: string, taken: number): boolean => shellWord(text).length + taken + 2 <= WIDTH;
  let rest = '';
  for (const piece of word.split(/(?<= )/)) {
    if (rest !== '' && !fits(rest + piece, out.length === 0 ? used : 0)) {
      out.push(rest);
      rest = '';
    }
    rest += piece;
  }
  return [...out, rest].map(shellWord);
};

/** A command of these words, quoted and wrapped; words of one list stay on one line. `indent`: of its first line. */
export const shellLine = (units: readonly (string | readonly string[])[], indent: string): string => {
  const lines: string[] = [];
  const next = `${indent}    `;
  let line = indent;
  let isStart = true;
  // A space precedes each word but the first one, a backslash follows each line but the last one.
  const fits = (text: string): boolean => line.length + text.length + 3 <= WIDTH;
  const add = (text: string): void => {
    line += isStart ? text : ` ${text}`;
    isStart = false;
  };
  const wrap = (): void => {
    lines.push(`${line} \\`);
    line = next;
    isStart = true;
  };
  for (const unit of units) {
    const words = typeof unit === 'string' ? [unit] : unit;
    const together = words.map(shellWord).join(' ');
    if (!isStart && !fits(together)) wrap();
    if (fits(together)) add(together);
    else
      for (const word of words) {
        if (!isStart && !fits(shellWord(word))) wrap();
        const split = parts(word, line.length);
        if (split.length === 1) add(split[0]!);
        else {
          lines.push(...split.slice(0, -1).map((p, n) => `${n === 0 ? line : ''}${p}\\`));
          line = split.at(-1)!;
          isStart = false;
        }
      }
  }
  return [...lines, line].join('\n');
};
