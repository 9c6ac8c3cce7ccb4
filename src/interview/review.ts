import { answersSchema } from '../answers/schema/answers-schema.ts';
import { isTree, type Tree } from '../answers/yaml-layout.ts';
import { groupBy } from '../values/group-by.ts';
import { shownAnswer } from './answering.ts';
import type { Draft, Origin } from './draft.ts';
import type { Passed } from './engine.ts';
import type { Topic } from './question.ts';
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

/** Answers in the order of the answers file. */
const inOrder = (answers: Tree): Tree => {
  const rank = new Map(Object.keys(answersSchema.shape).map((key, i) => [key, i]));
  const rankOf = (key: string): number => rank.get(key) ?? rank.size;
  return Object.fromEntries(Object.entries(answers).sort(([a], [b]) => rankOf(a) - rankOf(b)));
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
  return leaves(inOrder(reviewed(draft)), '')
    .filter(([key]) => key !== 'version')
    .map(([key, value]) => ({ key, value: show(value), origin: originOf(key) }));
};

/** A key of a topic, as a pattern: the key itself and all keys below it. */
const isUnder = (key: string, pattern: string): boolean => {
  const [steps, wanted] = [key.split('.'), pattern.split('.')];
  return wanted.every((w, i) => w === '*' || w === steps[i]);
};

/** The topic of a key: the one with the longest pattern. */
const topicOf = (key: string, topics: readonly Topic[]): Topic | undefined => {
  let best: { topic: Topic; length: number } | undefined;
  for (const topic of topics)
    for (const pattern of topic.keys ?? [])
      if (isUnder(key, pattern) && pattern.length > (best?.length ?? 0)) best = { topic, length: pattern.length };
  return best?.topic;
};

/** Something that a person can change: the answer to a question, or a key of the file or of a flag. */
export type Changeable =
  | { readonly question: string; readonly name: string }
  | { readonly line: ReviewLine; readonly name: string };

/** The answers of a topic, or those of no topic. */
export interface Section {
  readonly topic: Topic | undefined;
  readonly title: string;
  readonly summary: readonly string[];
  /** Whether a person, the file or a flag contains one of them. */
  readonly isAnswered: boolean;
  readonly changeable: readonly Changeable[];
}

/** A key of the answers file with its value and origin. */
export const lineName = ({ key, value, origin }: ReviewLine): string => `${key}: ${value} (${origin})`;

/** Whether a topic would ask if a person opened it. */
const hasQuestions = (topic: Topic, draft: Draft): boolean => {
  const wasOpened = draft.opened.has(topic.id);
  draft.opened.add(topic.id);
  const has = topic.next(draft) !== undefined;
  if (!wasOpened) draft.opened.delete(topic.id);
  return has;
};

/** The review: the answers of each topic in one line, and what can be changed in each. */
export const sectionsOf = (
  topics: readonly Topic[],
  draft: Draft,
  passed: readonly Passed[],
  before: (key: string) => Origin,
): Section[] => {
  const lines = reviewLines(draft, before).filter(({ key }) => draft.causeOf(key) === undefined);
  const keys = groupBy(lines, ({ key }) => topicOf(key, topics));
  const sections = topics.flatMap((topic): Section[] => {
    const asked = passed.filter((p) => p.topic === topic);
    const lines = keys.get(topic) ?? [];
    const summary = topic.summary(draft);
    if (summary === undefined && lines.length === 0) return [];
    // A topic that did not ask, because a file contains its answers, may have questions; without them there is nothing to change.
    const isFixed = asked.length === 0 && lines.length === 0 && !hasQuestions(topic, draft);
    if (isFixed) return [];
    return [
      {
        topic,
        title: topic.title,
        summary: [summary ?? lines.map((l) => l.key).join(', ')].flat(),
        isAnswered: topic.main === true || lines.length > 0 || asked.some((p) => !p.isDefault),
        changeable: [
          ...asked.map(({ question, given }) => ({
            question: question.id,
            name: `${question.message}  ${shownAnswer(question, given)}`,
          })),
          ...lines.map((line) => ({ line, name: lineName(line) })),
        ],
      },
    ];
  });
  const others = keys.get(undefined) ?? [];
  const tops = [...new Set(others.map((l) => l.key.split('.')[0]!))];
  if (others.length > 0)
    sections.push({
      topic: undefined,
      title: 'Other answers',
      summary: [tops.join(', ')],
      isAnswered: true,
      changeable: others.map((line) => ({ line, name: lineName(line) })),
    });
  return sections;
};
