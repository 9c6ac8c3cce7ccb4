// Placeholders without quotes that YAML reads as something else: `port: {{ .port }}` is a map, `[{ name: ${APP} }]` a syntax error.
// Their characters are moved to the private use area of Unicode, where none has a meaning in YAML; offsets stay.

/** `name: {gateway-name}`: YAML reads a map, which no name is. */
const IN_BRACES = /\{(?<=\b(?:name|[a-z]+Name|namespace|hostname):[ \t]+\{)[A-Za-z][\w.-]*\}/;
const TEMPLATE = new RegExp(
  String.raw`\$\{[^{}\n]*\}|\{\{[^{}\n]*\}\}|\[\[ ?[A-Za-z.$][\w.$-]* ?\]\]|${IN_BRACES.source}`,
  'g',
);
/** A list in a list with one word in it, as the whole value of a field. */
const BRACKETS = /:[ \t]+\[\[ ?[A-Za-z.$][\w.$-]* ?\]\][ \t\r]*$/m;
const PRIVATE = 0xe000;

/** Whether a text has a placeholder that YAML may read as something else. */
export const hasTemplate = (text: string): boolean => text.search(TEMPLATE) >= 0;
/** Whether it has one that YAML reads as something else without an error. */
export const hasBrackets = (text: string): boolean => BRACKETS.test(text) || IN_BRACES.test(text);

export const masked = (text: string): string =>
  text.replace(TEMPLATE, (found) => found.replace(/[ -~]/g, (c) => String.fromCharCode(PRIVATE + c.charCodeAt(0))));

/** The text as it was written. */
export const unmasked = (text: string): string =>
  text.replace(/[\ue020-\ue07e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - PRIVATE));
