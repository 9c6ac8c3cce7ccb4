import type { Draft, Origin } from './draft.ts';

/** A line of the review. */
export interface ReviewLine {
  readonly key: string;
  readonly value: string;
  readonly origin: Origin;
}

const show = (v: unknown): string => (typeof v === 'string' ? v : JSON.stringify(v));
const isTree = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);

const leaves = (v: unknown, path: string): [string, unknown][] => {
  if (Array.isArray(v) && path === 'services')
    return v.flatMap((s: { name: string }) => leaves(s, `services.${s.name}`)).filter(([k]) => !k.endsWith('.name'));
  if (isTree(v) && Object.keys(v).length > 0 && path.split('.').length < 4)
    return Object.entries(v).flatMap(([k, x]) => leaves(x, path ? `${path}.${k}` : k));
  return [[path, v]];
};

/** Every answer with where it came from; `before` says it of a key that the interview did not touch (file or flag). */
export const reviewLines = (draft: Draft, before: (key: string) => Origin): ReviewLine[] => {
  const originOf = (key: string): Origin => {
    for (let k = key; k; k = k.includes('.') ? k.slice(0, k.lastIndexOf('.')) : '') {
      const o = draft.origins.get(k);
      if (o) return o;
    }
    return before(key);
  };
  return leaves(draft.input, '')
    .filter(([key]) => key !== 'version')
    .map(([key, value]) => ({ key, value: show(value), origin: originOf(key) }));
};

/** The lines of the review, of at most 78 columns each. */
export const formatReview = (lines: readonly ReviewLine[]): string[] => {
  const width = Math.min(34, Math.max(...lines.map((l) => l.key.length)));
  return lines.map(({ key, value, origin }) => {
    const room = 78 - width - 11;
    const short = value.length > room ? `${value.slice(0, room - 3)}...` : value;
    return `${key.padEnd(width)}  ${short.padEnd(room)}  ${origin}`.trimEnd();
  });
};
