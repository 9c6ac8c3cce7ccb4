// Answers that generate accepts: what would be refused is left out and reported. Authentication is never left out.
import { type ReadResult, validateAnswers } from '../../answers/read.ts';
import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import { isTree, type Tree } from '../../answers/yaml-layout.ts';
import type { Problem } from '../../diagnostics/refusal.ts';
import type { Ledger } from '../report/ledger.ts';
import type { Converted } from './to-answers.ts';

type Step = string | number;

/** `services[0].paths[1]` as a path. */
const pathOf = (key: string): Step[] =>
  [...key.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map((m) => (m[2] === undefined ? m[1]! : Number(m[2])));

const valueAt = (answers: Tree, path: readonly Step[]): unknown =>
  path.reduce<unknown>((at, step) => (at as Tree | undefined)?.[step as string], answers);

/** Keys without which a service is none. */
const ESSENTIAL: ReadonlySet<Step> = new Set(['name', 'path', 'paths', 'backend', 'backends']);
/** Keys that decide who may call a service: without one of them, more requests would be let through. */
const ACCESS: ReadonlySet<Step> = new Set(['auth', 'allow', 'deny', 'public', 'publicReason']);

/** Removes the value of a path from its map or list, and maps and lists that are empty then. */
const remove = (answers: Tree, path: readonly Step[]): void => {
  const parent = valueAt(answers, path.slice(0, -1));
  const step = path.at(-1)!;
  if (Array.isArray(parent)) parent.splice(Number(step), 1);
  else if (isTree(parent)) delete parent[step];
  const isEmpty = Array.isArray(parent) ? parent.length === 0 : isTree(parent) && Object.keys(parent).length === 0;
  if (isEmpty && path.length > 1) remove(answers, path.slice(0, -1));
};

/** Services that accept a method are undecided. */
const undecide = (answers: Tree, isMeant: (service: Tree) => boolean): void => {
  for (const s of (answers.services ?? []) as Tree[]) if (isMeant(s)) s.auth = UNDECIDED;
};

/** What is left out because of a problem: a path of the answers; undefined: nothing, a person has to answer. */
const leftOut = (answers: Tree, path: readonly Step[]): readonly Step[] | undefined => {
  const value = valueAt(answers, path);
  if (path.length === 0 || value === undefined || value === UNDECIDED) return undefined;
  const [root, index, key] = path;
  if (root === 'services' && typeof index === 'number' && (key === undefined || ESSENTIAL.has(key)))
    return path.slice(0, 2);
  if (root === 'services' && ACCESS.has(key!)) return path.slice(0, 3);
  if (root === 'auth' && index === 'methods') return path.slice(0, 3);
  return path;
};

/** The key as the report writes it: services by name. */
const shownKey = (answers: Tree, path: readonly Step[]): string =>
  path
    .map((step, i) =>
      i === 1 && path[0] === 'services' ? String((valueAt(answers, path.slice(0, 2)) as Tree)?.name) : step,
    )
    .join('.');

/** Problems that are questions, because their answer is missing. */
const problemsOf = (result: ReadResult): readonly Problem[] => ('problems' in result ? result.problems : []);

const ROUNDS = 20;

/**
 * Removes what would be refused from converted answers and reports it; a method that would be refused leaves its services
 * undecided. Returns the open problems: what a person has to answer.
 */
export const accept = ({ answers, origins }: Converted, ledger: Ledger): readonly Problem[] => {
  for (let round = 0; round < ROUNDS; round++) {
    const problems = problemsOf(validateAnswers(answers, ''));
    const wrong = problems.flatMap((p) => {
      const path = leftOut(answers, pathOf(p.key));
      return path ? [{ ...p, path }] : [];
    });
    if (wrong.length === 0) return problems;
    const done = new Set<string>();
    // The last index of a list first, so that those before it keep their meaning.
    const byPlace = (a: readonly Step[], b: readonly Step[]): number => {
      const i = a.findIndex((step, at) => step !== b[at]);
      return i < 0 ? 0 : typeof a[i] === 'number' ? Number(b[i]) - Number(a[i]) : 0;
    };
    for (const { path, what, fix } of wrong.sort((a, b) => byPlace(a.path, b.path))) {
      const key = shownKey(answers, path);
      if (done.has(key) || valueAt(answers, path) === undefined) continue;
      done.add(key);
      const of = [...origins].filter(([k]) => k === key || k.startsWith(`${key}.`)).flatMap(([, nodes]) => nodes);
      for (const node of of) ledger.say(node, 'AnswerNotAccepted', { key, what, fix });
      const [root, index, sub] = path;
      if (root === 'auth' && index === 'methods')
        undecide(answers, (s) => JSON.stringify(s.auth ?? '').includes(JSON.stringify(String(sub))));
      const name = (valueAt(answers, path.slice(0, 2)) as Tree | undefined)?.name;
      if (root === 'services' && path.length > 2 && ACCESS.has(sub!)) undecide(answers, (s) => s.name === name);
      if (sub !== 'auth' || root !== 'services') remove(answers, path);
    }
  }
  throw new Error('The imported answers do not settle');
};
