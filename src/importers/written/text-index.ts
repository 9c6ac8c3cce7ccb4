// Where the keys of an answers file are in its text.
import { type Document, isMap, isScalar, isSeq, type Pair, parseDocument, visit, type YAMLMap } from 'yaml';
import { derivedName } from '../../answers/service-name.ts';
import { endOf } from '../../answers/text-places.ts';
import { isTree } from '../../answers/yaml-layout.ts';
import type { Step } from './answer-comments.ts';

/** The place of a key, or of a service. Lines count from 0. */
interface KeyPlace {
  /** The line above which a comment about it is. */
  readonly anchor: number;
  readonly line: number;
  /** The last line of its value. */
  readonly last: number;
  /** The offset in the text after which only a comment may follow in its line; undefined: more of the answers follows. */
  readonly end: number | undefined;
  readonly inFlow: boolean;
  /** Columns in front of the keys of a map; undefined: it is none, or in one line. */
  readonly indent: number | undefined;
}

export const idOf = (path: readonly Step[]): string => JSON.stringify(path.map(String));

/** The text of an answers file with the places of its keys. */
export interface TextIndex {
  readonly text: string;
  readonly document: Document;
  readonly places: ReadonlyMap<string, KeyPlace>;
  /** Lines of scalars over several lines, which contain no comments. */
  readonly inScalar: ReadonlySet<number>;
}

/** Finds every key of a text. A text that is not a map has none. */
export const indexOf = (text: string): TextIndex => {
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
  const places = new Map<string, KeyPlace>();
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineOf = (offset: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const isBlock = (node: unknown): boolean =>
    (isMap(node) || isSeq(node)) && node.flow !== true && node.items.length > 0;
  const indentOf = (node: unknown): number | undefined => {
    if (!isMap(node) || !isBlock(node)) return undefined;
    const offset = (node.items[0] as Pair).key;
    const from = isScalar(offset) ? offset.range?.[0] : undefined;
    return from === undefined ? undefined : from - starts[lineOf(from)]!;
  };
  const map = (node: YAMLMap, path: readonly Step[], flow: number | undefined): void => {
    for (const pair of node.items as Pair[]) {
      if (!isScalar(pair.key) || !pair.key.range) continue;
      const [from, to] = pair.key.range;
      const here = [...path, String(pair.key.value)];
      const inFlow = flow !== undefined || node.flow === true;
      const line = lineOf(from);
      const end = endOf(pair) ?? to;
      const isOneLine = lineOf(end) === line;
      const colon = text.indexOf(':', to) + 1;
      places.set(idOf(here), {
        anchor: flow ?? line,
        line,
        last: lineOf(Math.max(from, end - 1)),
        end: inFlow ? undefined : isBlock(pair.value) ? colon : isOneLine ? end : undefined,
        inFlow,
        indent: indentOf(pair.value),
      });
      below(pair.value, here, inFlow ? (flow ?? line) : undefined, line);
    }
  };
  const below = (node: unknown, path: readonly Step[], flow: number | undefined, line: number): void => {
    const isFlow = (isMap(node) || isSeq(node)) && node.flow === true;
    const anchor = flow ?? (isFlow ? line : undefined);
    if (isMap(node)) map(node, path, anchor);
    if (!isSeq(node)) return;
    const areServices = path.length === 1 && path[0] === 'services';
    for (const [i, x] of node.items.entries()) {
      if (!isMap(x) || !x.range) continue;
      const value = x.toJSON() as unknown;
      const name = areServices && isTree(value) ? (value.name ?? derivedName(value)) : undefined;
      const here = [...path, typeof name === 'string' ? name : i];
      const own = lineOf(x.range[0]);
      const inFlow = anchor !== undefined || x.flow === true;
      places.set(idOf(here), {
        anchor: anchor ?? own,
        line: own,
        last: lineOf((endOf(x) ?? x.range[1]) - 1),
        end: undefined,
        inFlow,
        indent: indentOf(x),
      });
      below(x, here, anchor, own);
    }
  };
  if (isMap(document.contents)) map(document.contents, [], undefined);
  const inScalar = new Set<number>();
  visit(document, {
    Scalar: (_, { range }) => {
      if (!range) return;
      const last = lineOf(Math.max(range[0], range[1] - 1));
      for (let line = lineOf(range[0]) + 1; line <= last; line++) inScalar.add(line);
    },
  });
  return { text, document, places, inScalar };
};
