import { isTree, type Tree } from '../answers/yaml-layout.ts';
import type { Draft, Origin } from './draft.ts';
import { answersOf } from './team-owners.ts';

/** A line of the review. */
export interface ReviewLine {
  readonly key: string;
  readonly value: string;
  readonly origin: Origin;
}

const show = (v: unknown): string => (typeof v === 'string' ? v : JSON.stringify(v));

const SERVICES = /^(?:teams\.[^.]+\.)?services$/;

const leaves = (v: unknown, path: string, depth = 4): [string, unknown][] => {
  if (Array.isArray(v) && SERVICES.test(path))
    return v.flatMap(({ name, ...s }: { name: string }) => leaves(s, `${path}.${name}`, path.split('.').length + 3));
  if (isTree(v) && Object.keys(v).length > 0 && path.split('.').length < depth)
    return Object.entries(v).flatMap(([k, x]) => leaves(x, path ? `${path}.${k}` : k, depth));
  return [[path, v]];
};

/** The answers as the review shows them: all services from the interview in one list with their teams, and teams without services. */
const reviewed = (draft: Draft): Tree => {
  const answers = answersOf(draft);
  if (answers === draft.input) return draft.input;
  const services = draft.services.map((s) => ({ ...s, team: draft.shown.get(`services.${s.name}.team`) }));
  const owned = Object.entries(answers.teams as Record<string, Tree>).map(([name, { services: _, ...own }]) => [
    name,
    own,
  ]);
  return { ...draft.input, services, teams: Object.fromEntries(owned) };
};

/** Every answer with its origin; `before` returns the origin of a key that the interview did not set (file or flag). */
export const reviewLines = (draft: Draft, before: (key: string) => Origin): ReviewLine[] => {
  const originOf = (key: string): Origin => {
    for (let k = key; k; k = k.includes('.') ? k.slice(0, k.lastIndexOf('.')) : '') {
      const o = draft.origins.get(k);
      if (o) return o;
    }
    return before(key);
  };
  return leaves(reviewed(draft), '')
    .filter(([key]) => key !== 'version')
    .map(([key, value]) => ({ key, value: show(value), origin: originOf(key) }));
};

/** The lines of the review, at most 78 columns each. */
export const formatReview = (lines: readonly ReviewLine[]): string[] => {
  const width = Math.min(34, Math.max(...lines.map((l) => l.key.length)));
  return lines.map(({ key, value, origin }) => {
    const room = Math.max(8, 78 - Math.max(width, key.length) - 11);
    const short = value.length > room ? `${value.slice(0, room - 3)}...` : value;
    return `${key.padEnd(width)}  ${short.padEnd(room)}  ${origin}`.trimEnd();
  });
};
