// A long List, as `kubectl get -o yaml` or `-o json` writes it, item by item: as one document it would be held whole, with
// many times its size.
import { parse } from 'yaml';
import type { Part } from './part.ts';

/** Shorter ones are read whole, which is exact in every case. */
const LONG = 1024 * 1024;
/** Anchors and aliases, which may lead from one item into another; also where a text only looks so. */
const ANCHOR = /(?:^|[\s,[{:])[&*][\w-]/m;

const isList = (header: unknown): boolean => {
  const { kind } = (typeof header === 'object' && header !== null ? header : {}) as { kind?: unknown };
  return typeof kind === 'string' && kind.endsWith('List');
};

/** What is left of a List without its items is still one. */
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

// A text in JSON has no line break in it, so that lines tell where an item begins and ends.
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

/** The items of a long List as parts of their own; undefined where the text is none, or is read whole. */
export const itemsOf = (text: string, start: number): Part[] | undefined => {
  if (text.length < LONG) return undefined;
  return /^\s*\{/.test(text) ? ofJson(text, start) : ofYaml(text, start);
};
