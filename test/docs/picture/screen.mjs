// A terminal as far as the prompts of the interview use one: what is written to it, as lines of styled characters.

const BLANK = Object.freeze({ char: ' ', style: '' });
const COLORS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/** The style after codes of SGR: a color, and whether it is bold, dim, italic, underlined. */
const styleAfter = (style, codes) => {
  let { color, marks } = style;
  for (const code of codes) {
    if (code === 0) [color, marks] = ['', []];
    else if (code === 1) marks = [...marks, 'bold'];
    else if (code === 2) marks = [...marks, 'dim'];
    else if (code === 22) marks = marks.filter((m) => m !== 'bold' && m !== 'dim');
    else if (code === 4) marks = [...marks, 'underline'];
    else if (code === 24) marks = marks.filter((m) => m !== 'underline');
    else if (code === 39) color = '';
    else if (code >= 30 && code <= 37) color = COLORS[code - 30];
    else if (code === 90) color = 'gray';
    else if (code >= 91 && code <= 97) color = COLORS[code - 90];
    else if (code !== 3 && code !== 23) throw new Error(`The picture has no style for the code ${code} of SGR.`);
  }
  return { color, marks: [...new Set(marks)] };
};

/** Control sequences that change nothing in a picture: the cursor is shown or hidden, a mode is set. */
const IGNORED = /^\u001b\[\?\d+[hl]$/;

/** A terminal of so many columns and rows. What scrolls out at the top stays among its lines. */
export class Screen {
  #lines = [[]];
  #row = 0;
  #column = 0;
  #style = { color: '', marks: [] };
  #rest = '';
  constructor(columns, rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /** The index of the first line that the terminal shows. */
  get #top() {
    return Math.max(0, this.#lines.length - this.rows);
  }

  #moveTo(row, column) {
    this.#line(row);
    [this.#row, this.#column] = [row, column];
  }

  #line(row) {
    while (this.#lines.length <= row) this.#lines.push([]);
    return this.#lines[row];
  }

  #put(char) {
    if (this.#column >= this.columns) this.#moveTo(this.#row + 1, 0);
    const line = this.#line(this.#row);
    while (line.length < this.#column) line.push(BLANK);
    line[this.#column++] = { char, style: [this.#style.color, ...this.#style.marks].filter(Boolean).join(' ') };
  }

  #control(sequence) {
    const [, given, final] = /^\u001b\[([\d;]*)([A-Za-z])$/.exec(sequence) ?? [];
    const [n = 1, m = 1] = (given || '1').split(';').map(Number);
    if (IGNORED.test(sequence)) return;
    if (final === 'm') this.#style = styleAfter(this.#style, (given || '0').split(';').map(Number));
    else if (final === 'A') this.#row = Math.max(this.#top, this.#row - n);
    else if (final === 'B') this.#row = Math.min(this.#top + this.rows - 1, this.#row + n);
    else if (final === 'C') this.#column += n;
    else if (final === 'D') this.#column = Math.max(0, this.#column - n);
    else if (final === 'H') this.#moveTo(this.#top + n - 1, m - 1);
    else if (final === 'G') this.#column = n - 1;
    else if (final === 'K') this.#erase(given);
    else if (final === 'J' && given === '2') for (let i = this.#top; i < this.#lines.length; i++) this.#lines[i] = [];
    else if (final === 'J' && given === '3') this.#forget();
    else if (final === 'J' && (given === '' || given === '0')) {
      this.#erase('');
      // The lines below stay among those of the terminal: without them it would begin further up.
      for (let i = this.#row + 1; i < this.#lines.length; i++) this.#lines[i] = [];
    } else throw new Error(`The picture does not know the control sequence ${JSON.stringify(sequence)}.`);
  }

  /** Drops what scrolled out. */
  #forget() {
    const top = this.#top;
    this.#lines.splice(0, top);
    this.#row -= top;
  }

  #erase(part) {
    const line = this.#line(this.#row);
    if (part === '2') line.length = 0;
    else if (part === '' || part === '0') line.length = Math.min(line.length, this.#column);
    else throw new Error(`The picture cannot erase the part ${part} of a line.`);
  }

  /** Takes what the program wrote; a sequence may be cut at the end of a part. */
  write(text) {
    const all = this.#rest + text;
    const cut = /\u001b(?:\[[\d;?]*)?$/.exec(all)?.index ?? all.length;
    this.#rest = all.slice(cut);
    for (const [token] of all
      .slice(0, cut)
      .matchAll(/\u001b\[[\d;?]*[A-Za-z]|\r|\n|\u0007|\u0008|[^\u0000-\u001f]/gu)) {
      if (token.startsWith('\u001b')) this.#control(token);
      else if (token === '\r') this.#column = 0;
      else if (token === '\n') this.#moveTo(this.#row + 1, 0);
      else if (token === '\u0008') this.#column = Math.max(0, this.#column - 1);
      else if (token !== '\u0007') this.#put(token);
    }
  }

  /** Lines of runs of equal style: { text, style }, without blanks at their ends, and without empty lines at the end. */
  get lines() {
    const last = this.#lines.findLastIndex((line) => line.some(({ char }) => char !== ' '));
    return this.#lines.slice(0, last + 1).map((line) => {
      const runs = [];
      for (const { char, style } of line) {
        if (runs.at(-1)?.style === style) runs.at(-1).text += char;
        else runs.push({ text: char, style });
      }
      while (runs.at(-1)?.text.trim() === '' && !runs.at(-1).style.includes('underline')) runs.pop();
      if (runs.length > 0) runs.at(-1).text = runs.at(-1).text.trimEnd();
      return runs;
    });
  }

  /** The lines without styles. */
  get text() {
    return this.lines.map((runs) => runs.map((r) => r.text).join('')).join('\n');
  }
}
