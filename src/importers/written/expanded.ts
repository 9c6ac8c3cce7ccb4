import { isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { answerScalar, block, entries, isTree, type Tree, WIDTH } from '../../answers/yaml-layout.ts';

/** Answers in one line become blocks, so that a comment can be next to a key of them. `opens`: by path. */
export const expanded = (text: string, opens: (path: readonly string[]) => boolean): string => {
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const splices: { from: number; to: number; text: string }[] = [];
  const blockOf = (value: unknown, path: readonly string[], indent: string): string =>
    entries(value as Tree)
      .map(([k, v]) => {
        const below = [...path, k];
        const room = WIDTH - indent.length - k.length - 4;
        const isOpen = isTree(v) && opens(below);
        return `${indent}${answerScalar(k)}:${isOpen ? `\n${blockOf(v, below, `${indent}  `)}` : block(v, indent, room)}`;
      })
      .join('');
  const open = (node: YAMLMap, path: readonly string[], inItem: boolean, column: number): void => {
    const lines = blockOf(node.toJSON(), path, ' '.repeat(column)).slice(0, -1);
    const [from, to] = node.range!;
    // Behind a dash, the first key is in its line; behind a key, it is in the next one, and the space in front goes.
    const whole = inItem ? lines.slice(column) : `\n${lines}`;
    splices.push({ from: inItem ? from : from - 1, to, text: whole.replaceAll('\n', newline) });
  };
  const columnOf = (offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);
  const visitMap = (node: unknown, path: readonly string[]): void => {
    if (!isMap(node) || node.flow === true) return;
    for (const { key, value } of node.items as Pair[]) {
      if (!isScalar(key) || !key.range) continue;
      const below = [...path, String(key.value)];
      if (isMap(value) && value.flow === true && opens(below)) open(value, below, false, columnOf(key.range[0]) + 2);
      else if (isMap(value)) visitMap(value, below);
      else if (isSeq(value) && value.flow !== true && below[0] === 'services')
        for (const item of value.items)
          if (isMap(item) && item.flow === true && opens([...below, String(item.get('name'))]))
            open(item, [...below, String(item.get('name'))], true, columnOf(item.range![0]));
    }
  };
  visitMap(document.contents, []);
  let at = 0;
  const parts: string[] = [];
  for (const splice of splices) {
    parts.push(text.slice(at, splice.from), splice.text);
    at = splice.to;
  }
  return parts.join('') + text.slice(at);
};
