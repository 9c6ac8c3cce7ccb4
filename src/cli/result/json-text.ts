/** Of all results in JSON. It changes only if a key is renamed or removed, or its meaning changes; keys are added without it. */
const RESULT_VERSION = 1;

/** A result for programs: docs/json.md describes it, and `schema --output COMMAND` prints its JSON Schema. */
export const jsonText = (result: { readonly ok: boolean } & Readonly<Record<string, unknown>>): string =>
  `${JSON.stringify({ version: RESULT_VERSION, ...result }, null, 2)}\n`;
