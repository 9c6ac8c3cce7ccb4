// A file of YAML is read in parts, so that a syntax error in one does not affect the others.

/** Where a part begins and ends in its text. */
export interface YamlPart {
  readonly start: number;
  readonly end: number;
}

/** Whether a text contains only comments and `%` directives, which belong to the next document. */
const isPrologue = (text: string): boolean => /^%/m.test(text) && /^(?:[ \t]*(?:#[^\n]*)?\r?\n|%[^\n]*\n)*$/.test(text);

/** The parts between the lines that begin with `---`. */
export function* partsOf(text: string): Generator<YamlPart> {
  let start = 0;
  for (const marker of text.matchAll(/^---(?=[ \t\r\n]|$)/gm)) {
    const at = marker.index;
    if (at === start || isPrologue(text.slice(start, Math.min(at, start + 4096)))) continue;
    yield { start, end: at };
    start = at;
  }
  yield { start, end: text.length };
}
