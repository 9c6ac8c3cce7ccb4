import { isMap } from 'yaml';
import { hasCertificate } from '../../answers/missing-answers.ts';
import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import { isTree, type Tree } from '../../answers/yaml-layout.ts';
import { QUESTION, type Step, valueAt } from './answer-comments.ts';
import { LineEditor } from './line-editor.ts';
import { answersIn, missingQuestions } from './questions-in.ts';
import { indexOf } from './text-index.ts';

/** Whether a key has an answer; `tls` has one with a certificate. */
const isAnswered = (answers: Tree, path: readonly Step[]): boolean => {
  if (path.join('.') === 'tls' && isTree(answers.tls)) return hasCertificate(answers);
  const value = valueAt(answers, path);
  return value !== undefined && value !== null && value !== UNDECIDED;
};

/** The text of an answers file without the questions of an import that are answered. All other bytes stay. */
export const settled = (text: string): string => {
  if (!text.includes(QUESTION)) return text;
  const index = indexOf(text);
  if (index.document.errors.length > 0 || !isMap(index.document.contents)) return text;
  const answers = answersIn(index);
  const editor = new LineEditor(text, index.inScalar);
  const isQuestion = (comment: string): boolean => comment.startsWith(`${QUESTION}:`);
  for (const [id, { line, end }] of index.places) {
    const path = JSON.parse(id) as string[];
    const value = valueAt(answers, path);
    if (value === UNDECIDED) continue;
    const { before, comment } = end === undefined ? { before: '', comment: undefined } : editor.split(line, end);
    if (comment !== undefined && isQuestion(comment)) editor.replace(line, before);
    // A long question is above its key. Above the first key of a map, it is not about the map.
    if (typeof value !== 'object' || path.at(-1) === 'auth')
      for (const at of editor.commentsAbove(line, isQuestion)) editor.remove(at);
  }
  for (const { line, path } of missingQuestions(index, answers, editor))
    if (isAnswered(answers, path)) editor.remove(line);
  return editor.result();
};
