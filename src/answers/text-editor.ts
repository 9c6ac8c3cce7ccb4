import { isCollection, isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { type Entry, rangesOf, type Splice } from './text-places.ts';
import { answerScalar, block, entries, equal, flow, isTree, item, type Tree, WIDTH } from './yaml-layout.ts';

/** Whether each entry of a list is kept, in order; services with equal names are the same entry. */
const keptItems = (items: readonly unknown[], want: readonly unknown[]): boolean[] => {
  let next = 0;
  const same = (a: unknown, b: unknown): boolean =>
    equal(a, b) || (isTree(a) && isTree(b) && a.name !== undefined && a.name === b.name);
  return items.map((x, i) => {
    const spare = items.length - i > want.length - next;
    const keep = next < want.length && (!spare || same(x, want[next]));
    if (keep) next++;
    return keep;
  });
};

/** The name of an entry of a list of named maps. */
const nameOf = (x: unknown): unknown => (isTree(x) && typeof x.name === 'string' ? x.name : undefined);

/**
 * New entries of a list of named maps by the entry that they follow, if the list only gains and loses entries; undefined: the
 * lists have no names, or another order.
 */
const insertedAfter = (
  items: readonly unknown[],
  want: readonly unknown[],
): { kept: boolean[]; added: Map<number, unknown[]> } | undefined => {
  const [before, after] = [items.map(nameOf), want.map(nameOf)];
  const places = new Map(before.map((name, i) => [name, i]));
  const names = new Set(after);
  if (places.size < items.length || names.size < want.length || places.has(undefined) || names.has(undefined)) return;
  const kept = before.map((name) => names.has(name));
  const added = new Map<number, unknown[]>();
  let last = -1;
  for (const [i, name] of after.entries()) {
    const at = places.get(name);
    if (at !== undefined && at < last) return;
    if (at !== undefined) last = at;
    // In front of the first entry there may be a comment about the whole list.
    else if (last < 0) return;
    else if (added.has(last)) added.get(last)!.push(want[i]);
    else added.set(last, [want[i]]);
  }
  return { kept, added };
};

/** The text of a scalar, with the quotes of the old one if they can contain the new text. */
const scalarText = (node: Scalar, want: unknown, inFlow: boolean): string => {
  if (typeof want !== 'string') return flow(want);
  if (node.type === 'QUOTE_DOUBLE') return JSON.stringify(want);
  if (node.type === 'QUOTE_SINGLE' && /^[ -~]*$/.test(want)) return `'${want.replaceAll("'", "''")}'`;
  return inFlow ? flow(want) : answerScalar(want);
};

/**
 * Edits values in the text of a YAML document: each change is a splice at its place, and all other bytes stay. Methods return
 * false if a change cannot be made that way.
 */
export class TextEditor {
  private readonly splices: Splice[] = [];
  private readonly newline: string;
  constructor(private readonly text: string) {
    this.newline = text.includes('\r\n') ? '\r\n' : '\n';
  }

  map(node: YAMLMap, want: Tree, inFlow = false): boolean {
    const pairs = node.items as Pair[];
    const keyOf = (p: Pair): string => (isScalar(p.key) ? String(p.key.value) : '');
    const kept = pairs.map((p) => want[keyOf(p)] !== undefined);
    const known = new Set(pairs.map(keyOf));
    const flowing = inFlow || node.flow === true;
    if (!pairs.every((p, i) => !kept[i] || this.value(p.value, want[keyOf(p)], flowing))) return false;
    const added = entries(want).filter(([k]) => !known.has(k));
    const lines = (indent: string): string[] =>
      added.map(([k, v]) =>
        flowing
          ? `${flow(k)}: ${flow(v)}`
          : `${indent}${answerScalar(k)}:${block(v, indent, WIDTH - indent.length - k.length)}`,
      );
    return this.resize(node, pairs, kept, lines);
  }

  private seq(node: YAMLSeq, want: readonly unknown[], inFlow: boolean): boolean {
    const items = node.items.map((x) => (isCollection(x) || isScalar(x) ? (x.toJSON() as unknown) : x));
    const flowing = inFlow || node.flow === true;
    const named = flowing ? undefined : insertedAfter(items, want);
    if (named) return this.namedItems(node, items, want, named);
    const kept = keptItems(items, want);
    let next = 0;
    for (const [i, x] of node.items.entries()) if (kept[i] && !this.value(x, want[next++], flowing)) return false;
    const added = want.slice(next);
    const lines = (indent: string): string[] =>
      // `item` formats lists below a key, with the dash indented by two columns.
      added.map((v) => (flowing ? flow(v) : item(v, indent).replaceAll(/^ {2}/gm, '')));
    return this.resize(node, node.items as Entry[], kept, lines);
  }

  /** Entries keep their place by name, and new ones are inserted at theirs. */
  private namedItems(
    node: YAMLSeq,
    items: readonly unknown[],
    want: readonly unknown[],
    { kept, added }: { kept: readonly boolean[]; added: ReadonlyMap<number, readonly unknown[]> },
  ): boolean {
    const byName = new Map(want.map((x) => [nameOf(x), x]));
    for (const [i, x] of node.items.entries())
      if (kept[i] && !this.value(x, byName.get(nameOf(items[i])), false)) return false;
    if (!this.resize(node, node.items as Entry[], kept, () => [])) return false;
    const places = rangesOf(this.text, node, node.items as Entry[]);
    for (const [after, list] of added) {
      const lines = list.map((v) => item(v, places!.indent).replaceAll(/^ {2}/gm, ''));
      this.splices.push(places!.insertion(after, lines, this.newline));
    }
    return true;
  }

  private value(node: unknown, want: unknown, inFlow: boolean): boolean {
    if (isMap(node) && isTree(want)) return this.map(node, want, inFlow);
    if (isSeq(node) && Array.isArray(want)) return this.seq(node, want, inFlow);
    if (!isScalar(node)) return false;
    if (equal(node.value, want)) return true;
    if (!node.range || node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') return false;
    this.splices.push({ from: node.range[0], to: node.range[1], text: scalarText(node, want, inFlow) });
    return true;
  }

  /** Removes entries and inserts new ones after the last kept entry. */
  private resize(
    node: YAMLMap | YAMLSeq,
    all: readonly Entry[],
    kept: readonly boolean[],
    lines: (indent: string) => string[],
  ): boolean {
    const places = rangesOf(this.text, node, all);
    if (!places) return false;
    const last = kept.lastIndexOf(true);
    const gone = kept.flatMap((k, i) => (k ? [] : [i]));
    if (gone.length > 0 && last < 0) return false;
    for (const i of gone) this.splices.push(places.removal(i, kept));
    const added = lines(places.indent);
    if (added.length > 0) this.splices.push(places.insertion(last, added, this.newline));
    return true;
  }

  result(): string {
    let out = this.text;
    const isNew = (s: Splice): number => Number(s.from === s.to);
    // From the end, so that offsets stay valid. At one offset, removals come first, and inner insertions precede outer ones.
    const ordered = this.splices
      .map((s, i) => ({ ...s, i }))
      .sort((a, b) => b.from - a.from || isNew(a) - isNew(b) || b.i - a.i);
    for (const { from, to, text } of ordered) out = out.slice(0, from) + text + out.slice(to);
    return out;
  }
}
