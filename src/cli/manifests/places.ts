import { isMap, isNode, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { unmasked } from '../../values/masked-text.ts';
import { composed } from './documents.ts';
import type { Part } from './part.ts';
import { keyText } from './value.ts';

type Step = string | number;

/** The position of an object in a file. */
export interface Position {
  readonly part: Part;
  readonly index: number;
  readonly path: readonly Step[];
}

/** The maximum number of dots in a key. */
const MOST_DOTS = 12;

/** `spec.rules[0].name` as a path; a key with dots is in brackets, such as `labels[a.b/c]`. */
export const stepsOf = (field: string): Step[] =>
  [...field.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)].map((m) =>
    m[2] === undefined ? m[1]! : /^\d+$/.test(m[2]) ? Number(m[2]) : m[2],
  );

/** Finds the places of fields in one part of a file, which is parsed once for all of them. */
export class Places {
  private readonly documents;
  private readonly keys = new Map<YAMLMap, Map<string, Pair>>();

  constructor(
    text: string,
    private readonly part: Part,
  ) {
    this.documents = composed(text, part);
  }

  private keyOf(key: Scalar): string {
    return this.part.isMasked ? unmasked(keyText(key)) : keyText(key);
  }

  private pair(map: YAMLMap, key: string): Pair | undefined {
    let index = this.keys.get(map);
    if (!index) {
      index = new Map(map.items.map((p) => [isScalar(p.key) ? this.keyOf(p.key) : '', p]));
      this.keys.set(map, index);
    }
    return index.get(key);
  }

  /** The offset of the field, or of its deepest existing parent. */
  offsetOf(index: number, steps: readonly Step[]): number {
    const document = this.documents[index];
    let node: unknown = document?.contents;
    let key: unknown;
    for (let i = 0; i < steps.length; i++) {
      let next: unknown;
      if (isMap(node)) {
        let name = String(steps[i]);
        let found = this.pair(node, name);
        for (let more = 1; !found && more < MOST_DOTS && typeof steps[i + more] === 'string'; more++) {
          name += `.${steps[i + more]}`;
          found = this.pair(node, name);
          if (found) i += more;
        }
        next = found?.value;
        key = found?.key;
      } else if (isSeq(node)) next = node.items[Number(steps[i])];
      if (!isNode(next)) {
        // A key without a value is a better place than its parent.
        if (isNode(key)) node = key;
        break;
      }
      node = next;
    }
    const offset = (node as Node | undefined)?.range?.[0] ?? document?.range[0] ?? 0;
    return this.part.start + offset;
  }
}
