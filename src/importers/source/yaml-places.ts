// Where the values of a YAML document are.
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { Step } from './source-node.ts';

/** A key that a map has more than once: the last one counts. */
export interface Duplicate {
  readonly path: readonly Step[];
  readonly offset: number;
}

const MERGE = '<<';

const keyOf = ({ key }: Pair): string =>
  !isScalar(key) ? String(key) : typeof key.value === 'symbol' ? MERGE : String(key.value ?? '');

/** Finds the offsets of values. Maps are indexed once, when a value in them is looked for. */
export class YamlPlaces {
  private readonly maps = new WeakMap<YAMLMap, Map<string, Pair>>();
  private readonly aliases = new WeakMap<Node, Node | undefined>();

  constructor(private readonly document: Document.Parsed) {}

  private resolved(node: unknown): unknown {
    if (!isAlias(node)) return node;
    if (!this.aliases.has(node)) this.aliases.set(node, node.resolve(this.document) as Node | undefined);
    return this.aliases.get(node);
  }

  private pairsOf(map: YAMLMap): Map<string, Pair> {
    const known = this.maps.get(map);
    if (known) return known;
    const pairs = new Map<string, Pair>();
    this.maps.set(map, pairs);
    for (const pair of map.items)
      if (keyOf(pair) === MERGE) {
        const source = this.resolved(pair.value);
        for (const one of isSeq(source) ? source.items.map((i) => this.resolved(i)) : [source])
          if (isMap(one)) for (const [key, inner] of this.pairsOf(one)) if (!pairs.has(key)) pairs.set(key, inner);
      }
    for (const pair of map.items) if (keyOf(pair) !== MERGE) pairs.set(keyOf(pair), pair);
    return pairs;
  }

  /** The offset of a value, or of the deepest existing parent. A key is a better place than the value of a map. */
  offsetOf(path: readonly Step[]): number {
    let node: unknown = this.resolved(this.document.contents);
    let offset = isNode(node) && node.range ? node.range[0] : (this.document.range?.[0] ?? 0);
    for (const step of path) {
      if (isMap(node)) {
        const pair = this.pairsOf(node).get(String(step));
        if (!pair) break;
        if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0];
        node = this.resolved(pair.value);
      } else if (isSeq(node)) {
        const next = node.items[Number(step)];
        if (next === undefined) break;
        if (isNode(next) && next.range) offset = next.range[0];
        node = this.resolved(next);
      } else break;
    }
    return offset;
  }

  /** Every key that a later one of the same map replaces. */
  duplicates(): Duplicate[] {
    const found: Duplicate[] = [];
    const visit = (node: unknown, path: readonly Step[]): void => {
      if (isSeq(node)) for (const [i, item] of node.items.entries()) visit(item, [...path, i]);
      if (!isMap(node)) return;
      const last = new Map(node.items.map((pair) => [keyOf(pair), pair]));
      for (const pair of node.items) {
        const key = keyOf(pair);
        const at = [...path, key];
        if (last.get(key) === pair || key === MERGE) visit(pair.value, at);
        else
          found.push({ path: at, offset: isPair(pair) && isNode(pair.key) && pair.key.range ? pair.key.range[0] : 0 });
      }
    };
    visit(this.document.contents, []);
    return found;
  }
}
