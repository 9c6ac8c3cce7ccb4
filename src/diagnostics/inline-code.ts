// Texts that contain inline code: values of the user in sentences of the runbook.

/** Marks the beginning and the end of code in a text. Private characters, which no answer contains. */
const [BEGIN, END] = ['\uE000', '\uE001'];
const PARTS = /\uE000([^\uE000\uE001]*)\uE001/;

/** A value as inline code of a text. */
export const code = (value: string): string => `${BEGIN}${value.replace(/[\uE000\uE001]/g, '')}${END}`;

/** Values as inline code, with a word between them: `a`, `b` or `c`. */
export const codes = (values: readonly string[], word = 'or'): string =>
  values.length > 1
    ? `${values.slice(0, -1).map(code).join(', ')} ${word} ${code(values.at(-1)!)}`
    : values.map(code).join('');

/** A text in which the parts that are code and those that are not are quoted separately. */
export const quotedParts = (text: string, ofText: (t: string) => string, ofCode: (t: string) => string): string =>
  text
    .split(PARTS)
    .map((part, i) => (i % 2 === 1 ? ofCode(part) : ofText(part)))
    .join('');
