import { isCollection, isPair, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';

/** A replacement of a part of the text. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** An entry of a map or a list. */
export type Entry = Pair | Node | null;

const startOf = (e: Entry): number | undefined => (isPair(e) ? (e.key as Node | null) : e)?.range?.[0];

/** The end of an entry, without trailing comments and blank lines. */
export const endOf = (e: Entry): number | undefined => {
  if (isPair(e)) return endOf(e.value as Entry) ?? (e.key as Node | null)?.range?.[1];
  if (isCollection(e) && !e.flow) return endOf((e.items.at(-1) ?? null) as Entry) ?? e.range?.[1];
  return e?.range?.[1];
};

/** Where entries of a collection can be inserted and removed. */
export interface Places {
  readonly indent: string;
  readonly removal: (index: number, kept: readonly boolean[]) => Splice;
  /** Inserts after the entry at an index; -1: the collection is empty. */
  readonly insertion: (after: number, lines: readonly string[], newline: string) => Splice;
}

const inFlow = (text: string, node: YAMLMap | YAMLSeq, spans: readonly { from: number; to: number }[]): Places => ({
  indent: '',
  removal: (i, kept) => {
    const before = kept.lastIndexOf(true, i);
    // From the end of the previous kept entry; without one, up to the next kept entry.
    const from = before >= 0 ? spans[i - 1]!.to : spans[i]!.from;
    return { from, to: before >= 0 ? spans[i]!.to : spans[i + 1]!.from, text: '' };
  },
  insertion: (after, lines) => {
    const end = node.range![1] - 1;
    const at = after >= 0 ? spans[after]!.to : text.slice(0, end).trimEnd().length;
    return { from: at, to: at, text: `${after >= 0 ? ', ' : ' '}${lines.join(', ')}` };
  },
});

const inBlock = (text: string, column: number, spans: readonly { from: number; to: number }[]): Places => {
  const lineEnd = (offset: number): number => {
    const at = text.indexOf('\n', Math.max(0, offset - 1));
    return at < 0 ? text.length : at + 1;
  };
  return {
    indent: ' '.repeat(column),
    removal: (i) => ({ from: spans[i]!.from - column, to: lineEnd(spans[i]!.to), text: '' }),
    insertion: (after, lines, newline) => {
      const at = lineEnd(spans[after]!.to);
      const whole = lines.join('').replaceAll('\n', newline);
      const open = at > 0 && text[at - 1] !== '\n';
      return { from: at, to: at, text: open ? `${newline}${whole.slice(0, -newline.length)}` : whole };
    },
  };
};

/** The places of a collection's entries; undefined for an unsupported layout, such as a map that starts in the line of a dash. */
export const rangesOf = (text: string, node: YAMLMap | YAMLSeq, entries: readonly Entry[]): Places | undefined => {
  const spans = entries.map((e) => ({ from: startOf(e) ?? -1, to: endOf(e) ?? -1 }));
  if (!node.range || spans.some((s) => s.from < 0 || s.to < 0)) return undefined;
  if (node.flow) return inFlow(text, node, spans);
  if (spans.length === 0) return undefined;
  const column = node.range[0] - (text.lastIndexOf('\n', node.range[0] - 1) + 1);
  const starts = spans.map(({ from }) => {
    const line = text.lastIndexOf('\n', from - 1) + 1;
    return { line, dash: /^ *- +$/.test(text.slice(line, from)), column: from - line };
  });
  const isList = starts.every((s) => s.dash) && !isPair(entries[0]);
  if (!isList) return inBlock(text, column, spans);
  return inBlock(
    text,
    column,
    spans.map((s, i) => ({ from: starts[i]!.line + column, to: s.to })),
  );
};
