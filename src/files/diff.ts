const CONTEXT = 3;
/** Beyond it (lines of one times lines of the other) a diff is not worth its time: the file is shown as replaced. */
const MOST_CELLS = 16_000_000;

type Edit = readonly [' ' | '-' | '+', string];

/** The shortest way from one list of lines to the other, by longest common subsequence between equal ends. */
const edits = (a: readonly string[], b: readonly string[]): Edit[] => {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const same = (lines: readonly string[]): Edit[] => lines.map((l) => [' ', l]);
  const middle: Edit[] = [];
  if (x.length * y.length > MOST_CELLS) middle.push(...x.map((l): Edit => ['-', l]), ...y.map((l): Edit => ['+', l]));
  else {
    const w = y.length + 1;
    const table = new Uint32Array((x.length + 1) * w);
    for (let i = x.length - 1; i >= 0; i--)
      for (let j = y.length - 1; j >= 0; j--)
        table[i * w + j] =
          x[i] === y[j] ? table[(i + 1) * w + j + 1]! + 1 : Math.max(table[(i + 1) * w + j]!, table[i * w + j + 1]!);
    let [i, j] = [0, 0];
    while (i < x.length || j < y.length) {
      if (i < x.length && j < y.length && x[i] === y[j]) {
        middle.push([' ', x[i++]!]);
        j++;
      } else if (j >= y.length || (i < x.length && table[(i + 1) * w + j]! >= table[i * w + j + 1]!))
        middle.push(['-', x[i++]!]);
      else middle.push(['+', y[j++]!]);
    }
  }
  return [...same(a.slice(0, start)), ...middle, ...same(a.slice(a.length - end))];
};

/** Lines of a text; a last one that has no line end carries the words by which `patch` knows it. */
const split = (s: string): string[] => {
  if (s === '') return [];
  const lines = s.split('\n');
  const last = lines.pop()!;
  return last === '' ? lines : [...lines, `${last}\n\\ No newline at end of file`];
};

/** A unified diff of two texts under a name; empty where they are equal. */
export const unifiedDiff = (path: string, before: string, after: string): string => {
  if (before === after) return '';
  const list = edits(split(before), split(after));
  const near = new Uint8Array(list.length);
  for (const [i, [mark]] of list.entries()) if (mark !== ' ') near.fill(1, Math.max(0, i - CONTEXT), i + CONTEXT + 1);
  const out = [`--- ${before === '' ? '/dev/null' : `a/${path}`}`, `+++ ${after === '' ? '/dev/null' : `b/${path}`}`];
  let [old, now] = [1, 1];
  for (let i = 0; i < list.length; ) {
    if (!near[i]) {
      old++;
      now++;
      i++;
      continue;
    }
    let end = i;
    while (end < list.length && near[end]) end++;
    const hunk = list.slice(i, end);
    const minus = hunk.filter(([m]) => m !== '+').length;
    const plus = hunk.filter(([m]) => m !== '-').length;
    out.push(
      `@@ -${minus ? old : old - 1},${minus} +${plus ? now : now - 1},${plus} @@`,
      ...hunk.map(([m, l]) => `${m}${l}`),
    );
    old += minus;
    now += plus;
    i = end;
  }
  return `${out.join('\n')}\n`;
};
