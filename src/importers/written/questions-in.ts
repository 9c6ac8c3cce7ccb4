// The questions of an import in the text of an answers file: `# TODO(import) gateway.namespace: ...`, at the top of the file, behind
// the keys of a map, or above a map in one line, with the key as it is there.
import { isMap } from 'yaml';
import { answersSchema } from '../../answers/schema/answers-schema.ts';
import { derivedName } from '../../answers/service-name.ts';
import { isTree, type Tree } from '../../answers/yaml-layout.ts';
import { QUESTION, type Step, servicesByName, valueAt } from './answer-comments.ts';
import { LineEditor } from './line-editor.ts';
import { idOf, indexOf, type TextIndex } from './text-index.ts';

const MISSING = new RegExp(`^${QUESTION.replace(/[()]/g, '\\$&')} ([\\w.]+): (.*)$`);

/** A question about a key that is missing. */
export interface MissingQuestion {
  readonly line: number;
  /** From the top of the answers, services by name. */
  readonly path: readonly Step[];
  readonly about: string;
}

/** Answers in which each service has its name, as the index of the text has it. */
const namedServices = (answers: Tree): Tree =>
  Array.isArray(answers.services)
    ? {
        ...answers,
        services: (answers.services as unknown[]).map((s) => (isTree(s) ? { name: derivedName(s), ...s } : s)),
      }
    : answers;

/** The answers of a text, services by name. */
export const answersIn = ({ document }: TextIndex): Tree => servicesByName(namedServices(document.toJS() as Tree));

const isOfRoot = (key: string): boolean => Object.hasOwn(answersSchema.shape, key.split('.', 1)[0]!);

/** The questions of a text. `answers`: those of the text (`answersIn`). */
export const missingQuestions = (
  { places }: TextIndex,
  answers: Tree,
  editor: LineEditor,
): readonly MissingQuestion[] => {
  const found = new Map<number, MissingQuestion>();
  const add = (line: number, at: readonly Step[]): void => {
    const [, key, about] = MISSING.exec(editor.commentOf(line) ?? '') ?? [];
    if (key === undefined || about === undefined) return;
    const isTop = editor.indentOf(line) === '' && isOfRoot(key);
    found.set(line, { line, path: [...(isTop ? [] : at), ...key.split('.')], about });
  };
  for (let at = 0; at < editor.count; at++) if (editor.indentOf(at) === '') add(at, []);
  for (const [id, { line, indent, anchor, last, inFlow }] of places) {
    const path = JSON.parse(id) as string[];
    if (!isTree(valueAt(answers, path))) continue;
    // Of several maps in one line, keys are below the first.
    if (inFlow && places.get(idOf(path.slice(0, -1)))?.anchor === anchor) continue;
    // The innermost map decides about a line, so it is visited after the maps around it.
    const above = editor.commentsAbove(anchor, (c) => MISSING.test(c));
    const [from, to] = indent === undefined ? [anchor, anchor] : [line, editor.lastComment(last)];
    for (const at of [...above, ...Array.from({ length: to - from + 1 }, (_, i) => from + i)]) {
      // Comments behind the last key of a map may be directly above the key that follows it.
      const wanted = above.includes(at) ? editor.indentOf(anchor).length : indent;
      if (wanted === undefined || editor.indentOf(at).length === wanted) add(at, path);
    }
  }
  return [...found.values()];
};

/** The keys that a text asks for; none if it cannot be read. */
export const questionsIn = (text: string): readonly { readonly key: string; readonly about: string }[] => {
  const index = indexOf(text);
  if (index.document.errors.length > 0 || !isMap(index.document.contents)) return [];
  const questions = missingQuestions(index, answersIn(index), new LineEditor(text, index.inScalar));
  return questions.map(({ path, about }) => ({ key: path.join('.'), about }));
};
