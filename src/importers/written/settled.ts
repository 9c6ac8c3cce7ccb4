import { isMap } from 'yaml';
import { hasCertificate } from '../../answers/missing-answers.ts';
import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import { derivedName } from '../../answers/service-name.ts';
import { isTree, type Tree } from '../../answers/yaml-layout.ts';
import { QUESTION, servicesByName, valueAt } from './answer-comments.ts';
import { LineEditor } from './line-editor.ts';
import { indexOf } from './text-index.ts';

const MISSING = new RegExp(`^${QUESTION.replace(/[()]/g, '\\$&')} ([\\w.]+): `);

/** Answers in which each service has its name, as the index of the text has it. */
const namedServices = (answers: Tree): Tree =>
  Array.isArray(answers.services)
    ? {
        ...answers,
        services: (answers.services as unknown[]).map((s) => (isTree(s) ? { name: derivedName(s), ...s } : s)),
      }
    : answers;

/** Whether a dotted key has an answer; `tls` has one with a certificate. */
const isAnswered = (map: unknown, key: string): boolean => {
  if (key === 'tls' && isTree(map) && isTree(map.tls)) return hasCertificate(map);
  const value = isTree(map) ? valueAt(map, key.split('.')) : undefined;
  return value !== undefined && value !== null && value !== UNDECIDED;
};

/** The text of an answers file without the questions of an import that are answered. All other bytes stay. */
export const settled = (text: string): string => {
  if (!text.includes(QUESTION)) return text;
  const { document, places, inScalar } = indexOf(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return text;
  const answers = servicesByName(namedServices(document.toJS() as Tree));
  const editor = new LineEditor(text, inScalar);
  const done = new Set<number>();
  for (const [id, { line, end, indent, anchor, last }] of places) {
    const path = JSON.parse(id) as string[];
    const value = valueAt(answers, path);
    if (end !== undefined) {
      const { before, comment } = editor.split(line, end);
      if (comment?.startsWith(`${QUESTION}:`) && value !== UNDECIDED) editor.replace(line, before);
    }
    // A long question is above its key. Above the first key of a map, it is not about the map.
    if (value !== UNDECIDED && (typeof value !== 'object' || path.at(-1) === 'auth'))
      for (const at of editor.commentsAbove(line, (c) => c.startsWith(`${QUESTION}:`))) editor.remove(at);
    if (!isTree(value)) continue;
    // The innermost map decides about a line, so it is visited after the maps around it.
    const above = editor.commentsAbove(anchor, (c) => MISSING.test(c));
    const [from, to] = indent === undefined ? [anchor, anchor] : [line, editor.lastComment(last)];
    for (const at of [...above, ...Array.from({ length: to - from + 1 }, (_, i) => from + i)]) {
      const key = MISSING.exec(editor.commentOf(at) ?? '')?.[1];
      if (key === undefined || done.has(at) || !isAnswered(value, key)) continue;
      // Comments behind the last key of a map may be directly above the key that follows it.
      const wanted = above.includes(at) ? editor.indentOf(anchor).length : indent;
      if (wanted !== undefined && editor.indentOf(at).length !== wanted) continue;
      done.add(at);
      editor.remove(at);
    }
  }
  for (let at = 0; at < editor.count; at++) {
    const key = editor.indentOf(at) === '' ? MISSING.exec(editor.commentOf(at) ?? '')?.[1] : undefined;
    if (key !== undefined && isAnswered(answers, key)) editor.remove(at);
  }
  return editor.result();
};
