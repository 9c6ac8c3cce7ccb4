import type { CST } from 'yaml';

/** More than any Kubernetes object needs; the limit protects later recursive functions from a stack overflow. */
export const MOST_LEVELS = 200;

/** The offset of the first list or map that is nested too deeply. Not recursive, because the depth is not limited yet. */
export const tooDeep = (root: CST.Token): number | undefined => {
  const open: { token: CST.Token; level: number }[] = [{ token: root, level: 0 }];
  let first: number | undefined;
  const add = (token: CST.Token | null | undefined, level: number): void => {
    if (token && ('items' in token || token.type === 'document')) open.push({ token, level });
  };
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, level } = next;
    if (token.type === 'document') {
      add(token.value, level + 1);
      continue;
    }
    if (!('items' in token)) continue;
    if (level > MOST_LEVELS) {
      first = Math.min(first ?? token.offset, token.offset);
      continue;
    }
    for (const item of token.items) {
      add(item.key, level + 1);
      add(item.value, level + 1);
    }
  }
  return first;
};
