import type { CST } from 'yaml';

/** No object of Kubernetes comes near; it keeps every later walk of the values within the stack. */
export const MOST_LEVELS = 200;

/** The first list or map that lies deeper than is read. Without recursion, as the depth is what is in question. */
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
