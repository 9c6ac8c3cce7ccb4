// Reads a long List, as `kubectl get -o yaml` or `-o json` prints it, item by item: as one YAML document it would need many
// times its size in memory.
import { parse } from 'yaml';
import type { Part } from './part.ts';

/** Characters; a shorter List is read as one document, which is exact in every case. */
const LONG = 1024 * 1024;
/** Anchors and aliases, which may refer to other items; also matches text that only looks like one. */
const ANCHOR = /(?:^|[\s,[{:])[&*][\w-]/m;

const isList = (header: unknown): boolean => {
  const { kind } = (typeof header === 'object' && header !== null ? header : {}) as { kind?: unknown };
  return typeof kind === 'string' && kind.endsWith('List');
};

/** Whether the text without its items is still a List. */
const holds = (read: () => unknown): boolean => {
  try {
    return isList(read());
  } catch {
    return false;
  }
};

const ofYaml = (text: string, start: number): Part[] | undefined => {
  const key = /^items:[ \t]*\r?\n( *)- /m.exec(text);
  if (!key || ANCHOR.test(text)) return undefined;
  const indent = key[1]!.length;
  const first = key.index + key[0].length - indent - 2;
  const end = /^[^\s#-]|^-(?! )/gm;
  end.lastIndex = first;
  const last = end.exec(text)?.index ?? text.length;
  const header = (): unknown => parse(text.slice(0, key.index) + text.slice(last), { logLevel: 'silent' });
  if (text.length - last > LONG || key.index > LONG || !holds(header)) return undefined;
  const starts = [...text.slice(first, last).matchAll(new RegExp(`^ {${indent}}- `, 'gm'))].map((m) => first + m.index);
  return starts.map((at, i) => ({ start: start + at, end: start + (starts[i + 1] ?? last), dash: indent }));
};

// Strings in JSON contain no line breaks, so lines show where an item begins and ends.
const ofJson = (text: string, start: number): Part[] | undefined => {
  const key = /^ *"items": *\[\r?\n( *)\{\r?$/m.exec(text);
  if (!key) return undefined;
  const indent = key[1]!;
  const first = key.index + key[0].lastIndexOf('{');
  const parts: Part[] = [];
  let last = first;
  for (const m of text.slice(first).matchAll(new RegExp(`^${indent}\\},?\\r?$`, 'gm'))) {
    parts.push({ start: start + text.indexOf('{', last), end: start + first + m.index + indent.length + 1 });
    last = first + m.index + m[0].length;
  }
  const header = (): unknown => JSON.parse(text.slice(0, first) + text.slice(last));
  return holds(header) ? parts : undefined;
};

/**
 * JSON objects one after the other, without `---` between them, as separate parts; kubectl reads them (NewYAMLOrJSONDecoder).
 * undefined: the text is something else.
 */
export const jsonTextsOf = (text: string, start: number): Part[] | undefined => {
  if (!/^\s*\{/.test(text) || !/\}\s*\{/.test(text)) return undefined;
  const parts: Part[] = [];
  let depth = 0;
  let begin = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[{}[\]]|[^\s{}[\]"]+/g)) {
    if (depth === 0 && token !== '{') return undefined;
    if (depth === 0) begin = index;
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    if (depth === 0) parts.push({ start: start + begin, end: start + index + 1 });
  }
  return depth === 0 && parts.length > 1 ? parts : undefined;
};

/** The items of a long List as separate parts; undefined if the text is not a List or is read as one document. */
export const itemsOf = (text: string, start: number): Part[] | undefined => {
  if (text.length < LONG) return undefined;
  return /^\s*\{/.test(text) ? ofJson(text, start) : ofYaml(text, start);
};
