import { Back, Cancelled, type Prompter } from '../../src/interview/prompter.ts';

/** What a person would do at a prompt: type a text, choose a value, say yes or no, take what is suggested, or leave. */
export type Move = string | boolean | 'TAKE' | 'CTRL-C' | 'BACK';

/** A prompter that plays moves and keeps what was asked; a refused text is a failure of the script, unless it is expected. */
export const scripted = (moves: readonly Move[]) => {
  const asked: string[] = [];
  const said: string[] = [];
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
    heading: () => undefined,
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
    async select({ message, choices, preset }) {
      presets.set(message, preset);
      const move = take(message);
      const value = move === 'TAKE' ? preset : String(move);
      if (!choices.some((c) => c.value === value))
        throw new Error(`${message}: no choice ${value} in ${choices.map((c) => c.value)}`);
      return value!;
    },
    async confirm({ message, preset }) {
      presets.set(message, preset);
      const move = take(message);
      return move === 'TAKE' ? preset : move === true;
    },
  };
  return { prompter, presets, said, asked, refused, left };
};
