import type { Note, NoteKind, Step } from '../objects/resource.ts';

const WIDTH = 110;
/** A shorter last line gets words of the line above, up to the longest. */
const SHORTEST = 20;
const LONGEST = 70;

/** Notes by the path of their field. */
export interface NoteTree {
  notes: Note[];
  below: Map<Step, NoteTree>;
}

const childOf = (value: unknown, step: Step): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<Step, unknown>)[step] : undefined;

/**
 * Puts every note at its field. A note on a missing field goes to the nearest parent. The first key of a list item shares the line
 * of the dash, so its notes go above the dash.
 */
export const noteTree = (object: object, notes: readonly Note[]): NoteTree | undefined => {
  if (notes.length === 0) return undefined;
  const root: NoteTree = { notes: [], below: new Map() };
  for (const note of notes) {
    let at = root;
    let value: unknown = object;
    for (const step of note.path) {
      value = childOf(value, step);
      if (value === undefined) break;
      const next = at.below.get(step) ?? { notes: [], below: new Map() };
      at.below.set(step, next);
      at = next;
    }
    at.notes.push(note);
  }
  liftFirstKeys(object, root);
  return root;
};

const liftFirstKeys = (value: unknown, tree: NoteTree): void => {
  for (const [step, below] of tree.below) {
    const v = childOf(value, step);
    if (typeof v !== 'object' || v === null) continue;
    liftFirstKeys(v, below);
    if (typeof step !== 'number') continue;
    const key = Array.isArray(v) ? 0 : Object.keys(v).find((k) => childOf(v, k) !== undefined);
    const child = key === undefined ? undefined : below.below.get(key);
    if (child) below.notes.push(...child.notes.splice(0));
  }
};

/** A text as comment lines of readable width. A line break in the text cannot end the comment. */
export const comment = (text: string, indent = ''): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]+/u)) {
    if (line && indent.length + 2 + line.length + 1 + word.length > WIDTH) {
      lines.push(`${indent}# ${line}`);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  if (line) lines.push(`${indent}# ${line}`);
  return withoutOrphan(lines, `${indent}# `);
};

/** Moves words from the line above to a short last line: the whole last clause, or as few words as possible. */
const withoutOrphan = (lines: string[], start: string): string[] => {
  const [above, last] = lines.slice(-2).map((l) => l.slice(start.length));
  if (above === undefined || last === undefined || last.length >= SHORTEST) return lines;
  const cuts = [...above.matchAll(/ /g)].map((m) => m.index).reverse();
  const clause = cuts.find((at) => /[.;]/.test(above[at - 1]!) && above.length - at + last.length <= LONGEST);
  const cut = clause ?? cuts.find((at) => above.length - at + last.length >= SHORTEST);
  if (cut === undefined) return lines;
  return [...lines.slice(0, -2), `${start}${above.slice(0, cut)}`, `${start}${above.slice(cut + 1)} ${last}`];
};

const PREFIX: Record<NoteKind, string> = { why: '', sizing: 'Sizing: ', todo: 'TODO: ' };

/** The comment lines of a field. */
export const noteLines = (tree: NoteTree | undefined, indent: string): string[] =>
  tree ? tree.notes.flatMap((n) => comment(`${PREFIX[n.kind]}${n.text}`, indent)) : [];
