// YAML of plain data, as a person writes Kubernetes manifests, with comments above fields. A serialiser of our own because
// notes must land above the right line and thousands of objects must take milliseconds; the property tests hold it
// against the yaml library, as YAML 1.1 and 1.2, and against kubectl.
import type { Note, Step } from '../resources/resource.ts';
import { type NoteTree, noteLines, noteTree } from './yaml-notes.ts';
import { yamlBlock, yamlScalar, yamlString } from './yaml-scalar.ts';

const isNest = (v: unknown): v is object =>
  typeof v === 'object' &&
  v !== null &&
  (Array.isArray(v) ? v.length > 0 : Object.values(v).some((w) => w !== undefined));

const inline = (v: unknown, indent: string): string => {
  if (typeof v === 'object' && v !== null) return Array.isArray(v) ? '[]' : '{}';
  const block = typeof v === 'string' ? yamlBlock(v) : undefined;
  if (!block) return yamlScalar(v);
  return [block.head, ...block.lines.map((l) => (l === '' ? '' : `${indent}  ${l}`))].join('\n');
};

/** `lead` stands before the first line of the value in place of its indent: the dash of a list item. */
const emit = (value: object, indent: string, tree: NoteTree | undefined, out: string[], lead = indent): void => {
  let start = lead;
  const entries: (readonly [Step, unknown])[] = Array.isArray(value)
    ? value.map((v, i) => [i, v] as const)
    : Object.entries(value);
  for (const [step, v] of entries) {
    if (v === undefined) continue;
    const below = tree?.below.get(step);
    if (below && start === indent) out.push(...noteLines(below, indent));
    const head = typeof step === 'number' ? '-' : `${yamlString(step)}:`;
    if (!isNest(v)) out.push(`${start}${head} ${inline(v, indent)}`);
    else if (typeof step === 'number') emit(v, `${indent}  `, below, out, `${start}- `);
    else {
      out.push(`${start}${head}`);
      emit(v, `${indent}  `, below, out);
    }
    start = indent;
  }
};

/** One YAML document of an object, keys in their own order, with its notes as comments. */
export const emitYaml = (object: object, notes: readonly Note[] = []): string => {
  const tree = noteTree(object, notes);
  const out = noteLines(tree, '');
  emit(object, '', tree, out);
  return `${out.join('\n')}\n`;
};

export { yamlString } from './yaml-scalar.ts';
