// Writes plain data as YAML with comments above fields, in the style of hand-written manifests. A custom serializer, because notes
// must be above the right line and thousands of objects must take milliseconds. Property tests compare it with the yaml library
// (YAML 1.1 and 1.2) and with kubectl.
import type { Note, Step } from '../objects/resource.ts';
import { type NoteTree, noteLines, noteTree } from './yaml-notes.ts';
import { yamlBlock, yamlScalar, yamlString } from './yaml-scalar.ts';

const hasField = (o: object): boolean => {
  for (const key in o) if ((o as Record<string, unknown>)[key] !== undefined) return true;
  return false;
};

const isNest = (v: unknown): v is object =>
  typeof v === 'object' && v !== null && (Array.isArray(v) ? v.length > 0 : hasField(v));

/** Field names repeat, so each is quoted once. */
const names = new Map<string, string>();
const fieldName = (key: string): string => {
  const known = names.get(key);
  if (known !== undefined) return known;
  const name = yamlString(key);
  // The limit keeps keys that are data (labels, header names) from filling the memory.
  if (names.size < 1000) names.set(key, name);
  return name;
};

const inline = (v: unknown, indent: string): string => {
  if (typeof v === 'object' && v !== null) return Array.isArray(v) ? '[]' : '{}';
  const block = typeof v === 'string' ? yamlBlock(v) : undefined;
  if (!block) return yamlScalar(v);
  return [block.head, ...block.lines.map((l) => (l === '' ? '' : `${indent}  ${l}`))].join('\n');
};

/** `lead` replaces the indent of the first line: the dash of a list item. */
const emit = (value: object, indent: string, tree: NoteTree | undefined, out: string[], lead = indent): void => {
  let start = lead;
  const one = (step: Step, v: unknown): void => {
    if (v === undefined) return;
    const below = tree?.below.get(step);
    if (below && start === indent) out.push(...noteLines(below, indent));
    const head = typeof step === 'number' ? '-' : `${fieldName(step)}:`;
    if (!isNest(v)) out.push(`${start}${head} ${inline(v, indent)}`);
    else if (typeof step === 'number') emit(v, `${indent}  `, below, out, `${start}- `);
    else {
      out.push(`${start}${head}`);
      emit(v, `${indent}  `, below, out);
    }
    start = indent;
  };
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) one(i, value[i]);
  else for (const key of Object.keys(value)) one(key, (value as Record<string, unknown>)[key]);
};

/** One YAML document of an object, keys in their order, with its notes as comments. */
export const emitYaml = (object: object, notes: readonly Note[] = []): string => {
  const tree = noteTree(object, notes);
  const out = noteLines(tree, '');
  emit(object, '', tree, out);
  return `${out.join('\n')}\n`;
};

export { yamlString } from './yaml-scalar.ts';
