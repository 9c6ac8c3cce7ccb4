import type { SourceNode } from '../source/source-node.ts';

const decoded = (step: string): string => {
  try {
    return decodeURIComponent(step);
  } catch {
    // A percent sign that encodes nothing is meant literally.
    return step;
  }
};

/** The value that a JSON pointer names, also one with the `#` of a reference. */
export const pointed = (root: SourceNode, pointer: string): SourceNode =>
  pointer
    .replace(/^#/, '')
    .split('/')
    .slice(1)
    .reduce<SourceNode>((n, step) => {
      const key = decoded(step).replaceAll('~1', '/').replaceAll('~0', '~');
      return n.get(Array.isArray(n.value) ? Number(key) : key);
    }, root);
