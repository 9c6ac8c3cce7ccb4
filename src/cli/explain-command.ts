import { CATALOGUE } from '../diagnostics/catalogue.ts';
import { codesPage, definitionOf, explained } from '../diagnostics/explain.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { visibleLine } from '../diagnostics/visible.ts';
import { EXIT, type Options, UserError, type Voice } from './environment.ts';

/** `explain CODE...`: what a code means, why it matters, how to fix it. Without a code: all of them, as Markdown. */
export const explain = async (voice: Voice, _options: Options, names: readonly string[]): Promise<number> => {
  if (names.length === 0) {
    voice.result(codesPage());
    return EXIT.fine;
  }
  const found = names.map((name) => ({ name, definition: definitionOf(name) }));
  const wrong = found.filter((f) => f.definition === undefined);
  if (wrong.length > 0)
    throw new UserError(
      wrong
        .map(({ name: n }) => `The code ${visibleLine(n)} is unknown. ${didYouMean(n, Object.keys(CATALOGUE))}`)
        .join('\n'),
    );
  voice.report(found.map(({ name, definition }) => explained(name, definition!)).join('\n'));
  return EXIT.fine;
};
