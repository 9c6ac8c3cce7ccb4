import { literalStart, type RoutePath, type TemplateSegment } from '../../values/route-path.ts';
import { segmentsOf, textSegments } from './path-relations.ts';

interface Node<T> {
  readonly texts: Map<string, Node<T>>;
  readonly patterns: Map<string, Node<T>>;
  /** Paths that end here. */
  readonly here: T[];
  /** Prefixes and patterns that also match longer paths. */
  readonly open: T[];
}

const empty = <T>(): Node<T> => ({ texts: new Map(), patterns: new Map(), here: [], open: [] });

/** The segments of a path; of a pattern of `regex:`, those in front of its last literal slash. */
const stepsOf = (p: RoutePath): readonly TemplateSegment[] =>
  segmentsOf(p) ?? textSegments(literalStart(p).replace(/\/[^/]*$/, '') || '/');

const isOpen = (p: RoutePath): boolean => p.type === 'prefix' || (p.type === 'regex' && !p.segments);

/** Finds the paths that may match the same request as another one, without comparing each with each. */
export class PathIndex<T> {
  readonly #root = empty<T>();

  add(path: RoutePath, value: T): void {
    let node = this.#root;
    for (const step of stepsOf(path)) {
      const [children, key] = 'text' in step ? [node.texts, step.text] : [node.patterns, step.pattern];
      const child = children.get(key) ?? empty<T>();
      children.set(key, child);
      node = child;
    }
    (isOpen(path) ? node.open : node.here).push(value);
  }

  /** All candidates; a pattern in one of them or in the path itself counts as any segment. */
  near(path: RoutePath): T[] {
    const out: T[] = [];
    let level = [this.#root];
    for (const step of stepsOf(path)) {
      const next: Node<T>[] = [];
      for (const node of level) {
        out.push(...node.open);
        next.push(...node.patterns.values());
        if (!('text' in step)) next.push(...node.texts.values());
        else if (node.texts.has(step.text)) next.push(node.texts.get(step.text)!);
      }
      level = next;
    }
    const below = (node: Node<T>): void => {
      out.push(...node.open, ...node.here);
      for (const child of [...node.texts.values(), ...node.patterns.values()]) below(child);
    };
    for (const node of level) {
      if (isOpen(path)) below(node);
      else out.push(...node.open, ...node.here);
    }
    return out;
  }
}
