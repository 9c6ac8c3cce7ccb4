// YAML of plain data, as a person writes Kubernetes manifests, with comments above fields. A serialiser of our own because
// notes must land above the right line and thousands of objects must take milliseconds; the property tests hold it
// against the yaml library, as YAML 1.1 and 1.2.
import type { Note, NoteKind, Step } from '../resources/resource.ts';

const WIDTH = 110;
/** Words that some reader takes for a boolean or null. */
const WORDS = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', 'undefined']);
/** Begins with a letter or "/", so no reader takes it for a number or a date. */
const PLAIN = /^[A-Za-z/][A-Za-z0-9_./@+:-]*$/;
/** Durations, quantities, percentages and networks: numbers that carry a unit. */
const WITH_UNIT = /^(?:(?:\d{1,5}(?:ms|s|m|h))+|\d+(?:Ki|Mi|Gi)|\d+%|\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2})$/;

/** A string as a scalar that every YAML reader reads back as the same string. */
export const yamlString = (s: string): string => {
  if ((PLAIN.test(s) && !s.endsWith(':') && !WORDS.has(s.toLowerCase())) || WITH_UNIT.test(s)) return s;
  return JSON.stringify(s).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
};

const scalar = (v: unknown): string => (typeof v === 'string' ? yamlString(v) : JSON.stringify(v));

interface NoteTree {
  notes: Note[];
  below: Map<Step, NoteTree>;
}

const treeOf = (notes: readonly Note[]): NoteTree | undefined => {
  if (notes.length === 0) return undefined;
  const root: NoteTree = { notes: [], below: new Map() };
  for (const note of notes) {
    let at = root;
    for (const step of note.path) {
      const next = at.below.get(step) ?? { notes: [], below: new Map() };
      at.below.set(step, next);
      at = next;
    }
    at.notes.push(note);
  }
  return root;
};

const PREFIX: Record<NoteKind, string> = { why: '', sum: 'Sum: ', todo: 'TODO: ' };

/** A text as comment lines of a readable width. A line break in the text cannot end the comment. */
export const comment = (text: string, indent = ''): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+/u)) {
    if (line && indent.length + 2 + line.length + 1 + word.length > WIDTH) {
      lines.push(`${indent}# ${line}`);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  if (line) lines.push(`${indent}# ${line}`);
  return lines;
};

const isNest = (v: unknown): v is object =>
  typeof v === 'object' && v !== null && (Array.isArray(v) ? v.length > 0 : Object.keys(v).length > 0);

const inline = (v: unknown): string =>
  typeof v === 'object' && v !== null ? (Array.isArray(v) ? '[]' : '{}') : scalar(v);

const say = (tree: NoteTree | undefined, indent: string, out: string[]): void => {
  for (const n of tree?.notes ?? []) out.push(...comment(`${PREFIX[n.kind]}${n.text}`, indent));
};

/** `lead` stands before the first line of the value in place of its indent: the dash of a list item. */
const emit = (value: object, indent: string, tree: NoteTree | undefined, out: string[], lead = indent): void => {
  let first = true;
  const entries: (readonly [Step, unknown])[] = Array.isArray(value)
    ? value.map((v, i) => [i, v] as const)
    : Object.entries(value);
  for (const [step, v] of entries) {
    if (v === undefined) continue;
    const below = tree?.below.get(step);
    const start = first ? lead : indent;
    first = false;
    if (below && start === indent) say(below, indent, out);
    const head = typeof step === 'number' ? '-' : `${yamlString(step)}:`;
    if (!isNest(v)) {
      out.push(`${start}${head} ${inline(v)}`);
    } else if (typeof step === 'number') {
      emit(v, `${indent}  `, below, out, `${start}- `);
    } else {
      out.push(`${start}${head}`);
      emit(v, `${indent}  `, below, out);
    }
  }
};

/** The first key of a list item shares the dash's line, so its notes go above the dash. */
const liftFirstKeys = (value: unknown, tree: NoteTree): void => {
  for (const [step, below] of tree.below) {
    const v = (value as Record<Step, unknown> | undefined)?.[step];
    if (typeof v !== 'object' || v === null) continue;
    liftFirstKeys(v, below);
    if (typeof step !== 'number') continue;
    const key = Array.isArray(v) ? 0 : Object.keys(v)[0];
    const child = key === undefined ? undefined : below.below.get(key);
    if (child) below.notes.push(...child.notes.splice(0));
  }
};

/** One YAML document of an object, with its notes as comments. */
export const emitYaml = (object: object, notes: readonly Note[] = []): string => {
  const tree = treeOf(notes);
  if (tree) liftFirstKeys(object, tree);
  const out: string[] = [];
  say(tree, '', out);
  emit(object, '', tree, out);
  return `${out.join('\n')}\n`;
};
