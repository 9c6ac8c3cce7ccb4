import { visible, visibleLine } from '../diagnostics/visible.ts';
import type { Prompter } from './prompter.ts';

const shown = <T extends { message: string; hint?: string }>(options: T): T => ({
  ...options,
  message: visibleLine(options.message),
  ...(options.hint === undefined ? {} : { hint: visibleLine(options.hint) }),
});

/**
 * A prompter that escapes characters which a terminal interprets: messages, hints and choices repeat answers of files and of
 * earlier sessions. Inputs and suggestions stay unchanged; the inner prompter escapes them for display.
 */
export const visiblePrompter = (inner: Prompter): Prompter => ({
  back: inner.back,
  heading: (title) => inner.heading(visibleLine(title)),
  say: (text) => inner.say(visible(text)),
  close: () => inner.close(),
  text: ({ check, ...options }) =>
    inner.text({
      ...shown(options),
      check: (text) => {
        const problem = check(text);
        return problem === undefined ? undefined : visibleLine(problem);
      },
    }),
  lines: ({ check, ...options }) =>
    inner.lines({
      ...shown(options),
      check: (line, above) => {
        const problem = check(line, above);
        return problem === undefined ? undefined : visibleLine(problem);
      },
    }),
  redraw: (parts, note) =>
    inner.redraw(
      parts.map((p) =>
        'heading' in p
          ? { heading: visibleLine(p.heading) }
          : { message: visibleLine(p.message), answer: visibleLine(p.answer) },
      ),
      visibleLine(note),
    ),
  select: (options) =>
    inner.select({
      ...shown(options),
      choices: options.choices.map((c) =>
        'heading' in c
          ? { heading: visibleLine(c.heading) }
          : {
              ...c,
              name: visibleLine(c.name),
              ...(c.hint === undefined ? {} : { hint: visibleLine(c.hint) }),
              ...(c.more && { more: c.more.map(visibleLine) }),
            },
      ),
    }),
  confirm: (options) => inner.confirm(shown(options)),
});
