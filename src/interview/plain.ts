import { createInterface } from 'node:readline';
import { visibleLine } from '../diagnostics/visible.ts';
import { wrapText } from '../diagnostics/wrap-text.ts';
import { Back, Cancelled, choicesIn, columnsOf, type Prompter } from './prompter.ts';

/** Goes back to the previous question; a key such as Esc would need redrawing. */
const BACK = '<';
/** The number of choices above which the question is repeated below them. */
const MANY = 12;

/**
 * Prompts without redrawing, color or special keys, for screen readers and dumb terminals: each question is printed once and
 * answered with a line. A number, or the beginning of its text, selects a choice; `<` goes back; the end of input or Ctrl+C quits.
 */
export const plainPrompter = (input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Prompter => {
  const say = (text: string): void => void output.write(`${wrapText(text, columnsOf(output))}\n`);
  const lines = createInterface({ input, terminal: false });
  const waiting: string[] = [];
  let take: ((line: string | undefined) => void) | undefined;
  let ended = false;
  const hand = (line: string | undefined): void => {
    if (take) {
      const next = take;
      take = undefined;
      next(line);
    } else if (line !== undefined) waiting.push(line);
  };
  lines.on('line', hand);
  const end = (): void => {
    ended = true;
    lines.close();
    hand(undefined);
  };
  lines.on('close', end);
  process.once('SIGINT', end);

  const read = async (): Promise<string> => {
    output.write('> ');
    const line =
      waiting.shift() ?? (ended ? undefined : await new Promise<string | undefined>((done) => (take = done)));
    if (line === undefined) {
      say('');
      throw new Cancelled();
    }
    if (line.trim() === BACK) throw new Back();
    return line.trim();
  };
  /** Asks until a line is valid; prints what is wrong before each retry. */
  const until = async <T>(
    question: readonly string[],
    understand: (line: string) => { value: T } | string,
  ): Promise<T> => {
    say(question.join('\n'));
    for (;;) {
      const got = understand(await read());
      if (typeof got !== 'string') return got.value;
      say(`Not accepted: ${got}`);
    }
  };
  const standing = (preset: string | undefined, hint: string | undefined): string[] => [
    ...(preset === undefined || preset === '' ? [] : [`Default: ${visibleLine(preset)}`]),
    ...(hint ? [`(${hint})`] : []),
  ];
  return {
    back: BACK,
    heading: (title) => say(`\n${title}`),
    say,
    close: () => {
      process.removeListener('SIGINT', end);
      lines.close();
    },
    text: ({ message, preset, hint, check }) =>
      until([message, ...standing(preset, hint)], (line) => {
        const text = line === '' ? (preset ?? '') : line;
        const problem = check(text);
        return problem ?? { value: text };
      }),
    lines: async ({ message, preset, hint, check }) => {
      const kept = preset === undefined || preset === '' ? [] : preset.split('\n');
      say(message);
      for (const line of kept) say(`  ${visibleLine(line)}`);
      const end = kept.length > 0 ? 'an empty line keeps these, new lines replace them' : 'an empty line ends the list';
      say(`(${[hint, end].filter(Boolean).join('; ')})`);
      const lines: string[] = [];
      for (;;) {
        const line = await read();
        const all = lines.length === 0 ? kept : lines;
        const problem = check(line, line === '' ? all : lines);
        if (line === '' && problem === undefined) return all.join('\n');
        if (problem === undefined) lines.push(line);
        else say(`Not accepted: ${problem}`);
      }
    },
    redraw: (_, note) => {
      if (note !== '') say(note);
    },
    select: ({ message, choices: list, preset, hint }) => {
      const choices = choicesIn(list);
      const at = choices.findIndex((c) => c.value === preset);
      return until(
        [
          message,
          ...list.map((c) =>
            'heading' in c
              ? c.heading
              : [
                  `  ${choices.indexOf(c) + 1}. ${c.name}${c.hint ? `: ${c.hint}` : ''}`,
                  ...(c.more ?? []).map((line) => `     ${line}`),
                ].join('\n'),
          ),
          // The beginning of a long list may no longer be on the screen.
          ...(choices.length > MANY ? [message] : []),
          ...standing(at < 0 ? undefined : String(at + 1), hint),
        ],
        (line) => {
          const named = choices.filter((c) => line !== '' && c.name.toLowerCase().startsWith(line.toLowerCase()));
          const chosen =
            line === '' && at >= 0
              ? choices[at]
              : (choices[Number(line) - 1] ?? (named.length === 1 ? named[0] : undefined));
          return chosen ? { value: chosen.value } : `Enter a number from 1 to ${choices.length}.`;
        },
      );
    },
    confirm: ({ message, preset, hint }) =>
      until([`${message} (y or n)`, ...standing(preset ? 'y' : 'n', hint)], (line) => {
        if (line === '') return { value: preset };
        if (/^y(es)?$/i.test(line)) return { value: true };
        return /^no?$/i.test(line) ? { value: false } : 'Enter y or n.';
      }),
  };
};
