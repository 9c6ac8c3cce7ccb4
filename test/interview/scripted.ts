import { Back, Cancelled, choicesIn, type Prompter } from '../../src/interview/prompter.ts';

/** What a person would do at a prompt: type a text, choose a value, say yes or no, take what is suggested, or leave. */
export type Move = string | boolean | 'TAKE' | 'CTRL-C' | 'BACK';

/** Several lines in one answer. */
export const lines = (...all: readonly string[]): string => all.join('\n');

/** A prompter that plays moves and keeps what was asked; a refused text is a failure of the script, unless it is expected. */
export const scripted = (moves: readonly Move[]) => {
  const asked: string[] = [];
  const said: string[] = [];
  const headings: string[] = [];
  /** What each redrawn screen shows. */
  const redrawn: string[][] = [];
  /** The rows of each list that is a screen of its own. */
  const pages: string[][] = [];
  const presets = new Map<string, string | boolean | undefined>();
  const refused: string[] = [];
  const left = [...moves];
  const take = (message: string): Move => {
    asked.push(message);
    const move = left.shift();
    if (move === undefined) throw new Error(`no answer for: ${message}`);
    if (move === 'CTRL-C') throw new Cancelled();
    if (move === 'BACK') throw new Back();
    return move;
  };
  const prompter: Prompter = {
    back: 'BACK',
    heading: (title) => void headings.push(title),
    redraw: (parts, note) => {
      redrawn.push(parts.map((p) => ('heading' in p ? p.heading : `${p.message} ${p.answer}`)));
      if (note !== '') said.push(note);
    },
    say: (text) => void said.push(text),
    close: () => undefined,
    async text({ message, preset, check }) {
      presets.set(message, preset);
      for (;;) {
        const move = take(message);
        const text = move === 'TAKE' ? (preset ?? '') : String(move);
        const problem = check(text);
        if (problem === undefined) return text;
        refused.push(problem);
      }
    },
    async lines({ message, preset, check }) {
      presets.set(message, preset);
      for (;;) {
        const move = take(message);
        const lines = (move === 'TAKE' ? (preset ?? '') : String(move)).split('\n').filter((l) => l !== '');
        const problems = [
          ...lines.map((line, i) => check(line, lines.slice(0, i))),
          ...(lines.length === 0 ? [check('', [])] : []),
        ].filter((p) => p !== undefined);
        if (problems.length === 0) return lines.join('\n');
        refused.push(...problems);
      }
    },
    async select({ message, choices, preset, isPage }) {
      presets.set(message, preset);
      if (isPage) pages.push(choices.map((c) => ('heading' in c ? c.heading : c.name)));
      const move = take(message);
      const value = move === 'TAKE' ? preset : String(move);
      // A choice is named by its value, or by the beginning of its text.
      const chosen =
        choicesIn(choices).find((c) => c.value === value) ?? choicesIn(choices).find((c) => c.name.startsWith(value!));
      if (!chosen || value === undefined)
        throw new Error(`${message}: no choice ${value} in ${choicesIn(choices).map((c) => `${c.value} (${c.name})`)}`);
      return chosen.value;
    },
    async confirm({ message, preset }) {
      presets.set(message, preset);
      const move = take(message);
      return move === 'TAKE' ? preset : move === true;
    },
  };
  return { prompter, presets, said, asked, refused, left, headings, redrawn, pages };
};
