import { CODES, codesPage, explained } from '../diagnostics/codes.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { visibleLine } from '../diagnostics/visible.ts';
import { EXIT, type Options, UserError, type Voice } from './environment.ts';

/** `explain CODE...`: what a finding means, why it matters, and how to fix it. Without a code: all codes, as Markdown. */
export const explain = async (voice: Voice, _options: Options, names: readonly string[]): Promise<number> => {
  if (names.length === 0) {
    voice.result(codesPage());
    return EXIT.fine;
  }
  const wrong = names.filter((n) => CODES[n] === undefined);
  if (wrong.length > 0)
    throw new UserError(
      wrong.map((n) => `The code ${visibleLine(n)} is unknown. ${didYouMean(n, Object.keys(CODES))}`).join('\n'),
    );
  voice.report(names.map((n) => explained(n, CODES[n]!)).join('\n'));
  return EXIT.fine;
};
