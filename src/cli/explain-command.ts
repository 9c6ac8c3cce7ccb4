import { codesList, codesPage, definitionOf, explained } from '../diagnostics/explain.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { visibleLine } from '../diagnostics/visible.ts';
import { CATALOGUE } from '../diagnostics/whole-catalogue.ts';
import { EXIT, type Options, UserError, type Voice } from './environment.ts';
import { explainJson } from './result/json-explain.ts';

const CODES = Object.keys(CATALOGUE);
/** So many codes that contain a word are named. */
const MOST = 8;

/** Letters only: `target-not-found` and `[TargetNotFound]` are the same code. */
const lettersOf = (code: string): string => code.toLowerCase().replace(/[^a-z0-9]/g, '');

const unknown = (name: string): string => {
  const letters = lettersOf(name.slice(0, 64));
  const near = nearest(letters, CODES);
  const parts = letters.length > 2 ? CODES.filter((code) => code.toLowerCase().includes(letters)) : [];
  const next =
    parts.length > 0
      ? `Codes that contain it: ${parts.slice(0, MOST).join(', ')}${parts.length > MOST ? ' and others' : ''}.`
      : near
        ? `Did you mean ${near}?`
        : 'To list all codes, run: eg-api-gateway explain';
  return `The code ${visibleLine(name.slice(0, 200))} is unknown. ${next}`;
};

/**
 * `explain CODE...`: what a code means, why it matters, how to fix it. Without a code: a list of all. `--markdown`: all of them
 * with their texts.
 */
export const explain = async (voice: Voice, options: Options, names: readonly string[]): Promise<number> => {
  const json = options.json === true;
  if (names.length === 0) {
    if (json) voice.result(explainJson());
    else if (options.markdown === true) voice.result(codesPage());
    else voice.report(codesList(voice.columns));
    return EXIT.fine;
  }
  const byLetters = new Map(CODES.map((code) => [lettersOf(code), code]));
  const words = names.flatMap((name) => name.split(',')).filter((name) => name.trim() !== '');
  const found = (words.length > 0 ? words : names).map((name) => ({ name, code: byLetters.get(lettersOf(name)) }));
  const wrong = found.filter((f) => f.code === undefined);
  if (wrong.length > 0) throw new UserError(wrong.map(({ name }) => unknown(name)).join('\n'));
  const codes = [...new Set(found.map((f) => f.code!))];
  if (json) voice.result(explainJson(codes));
  else voice.report(codes.map((code) => explained(code, definitionOf(code)!)).join('\n'));
  return EXIT.fine;
};
