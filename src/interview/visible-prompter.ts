import { visible, visibleLine } from '../diagnostics/visible.ts';
import type { Prompter } from './prompter.ts';

const shown = <T extends { message: string; hint?: string }>(options: T): T => ({
  ...options,
  message: visibleLine(options.message),
  ...(options.hint === undefined ? {} : { hint: visibleLine(options.hint) }),
});

/**
 * A prompter whose words hold no character that a terminal obeys: messages, hints and choices repeat answers of files and of earlier
 * sessions. What is typed and suggested stays as it is; how a prompter shows that is its own part.
 */
export const visiblePrompter = (inner: Prompter): Prompter => ({
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
  select: (options) =>
    inner.select({
      ...shown(options),
      choices: options.choices.map((c) => ({
        ...c,
        name: visibleLine(c.name),
        ...(c.hint === undefined ? {} : { hint: visibleLine(c.hint) }),
      })),
    }),
  confirm: (options) => inner.confirm(shown(options)),
});
