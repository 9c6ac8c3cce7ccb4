import { literalStart, type RoutePath, type TemplateSegment } from '../../values/route-path.ts';

interface Node<T> {
  readonly texts: Map<string, Node<T>>;
  readonly patterns: Map<string, { readonly node: Node<T> }>;
  /** Paths that end here. */
  readonly here: T[];
  /** Prefixes and patterns that also match longer paths. */
  readonly open: T[];
}

const empty = <T>(): Node<T> => ({ texts: new Map(), patterns: new Map(), here: [], open: [] });

const stepsOf = (p: RoutePath): readonly TemplateSegment[] => {
  if (p.type === 'regex' && p.segments) return p.segments;
  const text = p.type === 'regex' ? literalStart(p).replace(/\/[^/]*$/, '') : p.value;
  return text === '/' || text === ''
    ? []
    : text
        .slice(1)
        .split('/')
        .map((t) => ({ text: t }));
};

const isOpen = (p: RoutePath): boolean => p.type === 'prefix' || (p.type === 'regex' && !p.segments);

/** Finds the paths that may match the same request as another one, without comparing each with each. */
export class PathIndex<T> {
  readonly #root = empty<T>();

  add(path: RoutePath, value: T): void {
    let node = this.#root;
    for (const step of stepsOf(path)) {
      if ('text' in step) {
        if (!node.texts.has(step.text)) node.texts.set(step.text, empty());
        node = node.texts.get(step.text)!;
      } else {
        if (!node.patterns.has(step.pattern)) node.patterns.set(step.pattern, { node: empty() });
        node = node.patterns.get(step.pattern)!.node;
      }
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
        for (const { node: below } of node.patterns.values()) next.push(below);
        if (!('text' in step)) next.push(...node.texts.values());
        else if (node.texts.has(step.text)) next.push(node.texts.get(step.text)!);
      }
      level = next;
    }
    const below = (node: Node<T>): void => {
      out.push(...node.open, ...node.here);
      for (const child of node.texts.values()) below(child);
      for (const { node: child } of node.patterns.values()) below(child);
    };
    for (const node of level) {
      if (isOpen(path)) below(node);
      else out.push(...node.open, ...node.here);
    }
    return out;
  }
}
