import { ANSWERS } from '../../diagnostics/answers/all-refusals.ts';
import { type Definition, type Group, type Risk, sampleWords } from '../../diagnostics/definition.ts';
import { FINDINGS } from '../../diagnostics/findings/all-findings.ts';
import { NOTICES } from '../../diagnostics/notices/all-notices.ts';
import { CATALOGUE } from '../../diagnostics/whole-catalogue.ts';
import { jsonText } from './json-text.ts';

const groupOf = (code: string): string =>
  Object.hasOwn(FINDINGS, code)
    ? 'finding'
    : Object.hasOwn(ANSWERS, code)
      ? 'refusal'
      : Object.hasOwn(NOTICES, code)
        ? 'notice'
        : 'import';

/** Codes for programs; without codes: all. The texts are those of a sample. */
export const explainJson = (codes: readonly string[] = Object.keys(CATALOGUE)): string =>
  jsonText({
    ok: true,
    codes: codes.map((code) => {
      const definition = (CATALOGUE as Group)[code] as Definition<unknown> & { readonly risk?: Risk };
      const { severity, risk, example } = definition;
      return {
        code,
        group: groupOf(code),
        severities: typeof severity === 'string' ? [severity] : severity.levels,
        ...(risk && { risk }),
        ...sampleWords(definition),
        ...(example && { example }),
      };
    }),
  });
