import { CATALOGUE } from '../diagnostics/catalogue.ts';
import { codesPage, definitionOf, explained } from '../diagnostics/explain.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { visibleLine } from '../diagnostics/visible.ts';
import { EXIT, type Options, UserError, type Voice } from './environment.ts';
import { explainJson } from './result/json-explain.ts';

const unknown = (name: string): string => {
  const near = nearest(name, Object.keys(CATALOGUE));
  const next = near ? `Did you mean ${near}?` : 'To list all codes, run: eg-api-gateway explain';
  return `The code ${visibleLine(name)} is unknown. ${next}`;
};

/** `explain CODE...`: what a code means, why it matters, how to fix it. Without a code: all of them, as Markdown. */
export const explain = async (voice: Voice, options: Options, names: readonly string[]): Promise<number> => {
  const json = options.json === true;
  if (names.length === 0) {
    voice.result(json ? explainJson() : codesPage());
    return EXIT.fine;
  }
  const found = names.map((name) => ({ name, definition: definitionOf(name) }));
  const wrong = found.filter((f) => f.definition === undefined);
  if (wrong.length > 0) throw new UserError(wrong.map(({ name }) => unknown(name)).join('\n'));
  if (json) voice.result(explainJson(names));
  else voice.report(found.map(({ name, definition }) => explained(name, definition!)).join('\n'));
  return EXIT.fine;
};
