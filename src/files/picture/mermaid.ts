// Mermaid flowcharts, which forges draw. Ids are ours; every text of the answers is a quoted label.
import { oneLine } from '../quote.ts';

/** Columns of one line of a label. */
const MOST_COLUMNS = 56;

/** Characters that mean nothing to Mermaid, its Markdown and HTML. All others become entities. */
const ENTITY = /[^\p{L}\p{N} .:/,()%?=+-]/gu;

const entity = (c: string): string => `#${c.codePointAt(0)};`;

const cut = (s: string): string => (s.length > MOST_COLUMNS ? `${s.slice(0, MOST_COLUMNS - 3).trimEnd()}...` : s);

/** One line of a label. */
const lineOf = (text: string): string => {
  const line = cut(oneLine(text).trim())
    .replace(ENTITY, entity)
    // Mermaid reads labels as Markdown: no list, no heading, no link.
    .replace(/^([-+=]|\d+[.)](?= ))/, (start) => [...start].map((c) => (/\d/.test(c) ? c : entity(c))).join(''))
    .replace(/\bwww\./gi, (w) => `${w.slice(0, -1)}${entity('.')}`)
    .replace(/:(?!\d| )/g, entity(':'));
  // Mermaid drops a semicolon in lines with "style" or "classDef" and a colon.
  return /style|classDef/.test(line) ? line.replaceAll(':', entity(':')) : line;
};

/** The quoted label of a node or a link; Mermaid refuses an empty one. */
export const label = (lines: readonly string[]): string =>
  `"${
    lines
      .map(lineOf)
      .filter((l) => l !== '')
      .join('<br/>') || ' '
  }"`;

const SHAPES = {
  box: ['[', ']'],
  round: ['([', '])'],
  check: ['{{', '}}'],
  server: ['(', ')'],
} as const;

/** A flowchart in the order in which it is drawn; each node is defined once, each link once. */
export const flowchart = () => {
  const nodes = new Map<string, { id: string; line: string }>();
  const counts = new Map<string, number>();
  const links = new Set<string>();
  const marked: string[] = [];
  return {
    /** The id of a node; one with the same kind and key is the same node. `marked`: it gets a red border. */
    node: (
      kind: string,
      key: string,
      shape: keyof typeof SHAPES,
      lines: readonly string[],
      isMarked = false,
    ): string => {
      const known = nodes.get(`${kind} ${key}`);
      if (known) return known.id;
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      const id = `${kind}${count}`;
      const [before, after] = SHAPES[shape];
      nodes.set(`${kind} ${key}`, { id, line: `  ${id}${before}${label(lines)}${after}` });
      if (isMarked) marked.push(id);
      return id;
    },
    /** `words`: a text on the link; empty: none. */
    link: (from: string, to: string, words = '', dotted = false): void => {
      const arrow = dotted ? '-.->' : '-->';
      links.add(`  ${from} ${arrow}${words === '' ? '' : `|${label([words])}|`} ${to}`);
    },
    text: (): string =>
      [
        'flowchart LR',
        ...[...nodes.values()].map((n) => n.line),
        ...links,
        ...(marked.length > 0
          ? ['  classDef public stroke:#d00,stroke-width:3px', `  class ${marked.join(',')} public`]
          : []),
      ].join('\n'),
    hasMarks: (): boolean => marked.length > 0,
  };
};

export type Flowchart = ReturnType<typeof flowchart>;
