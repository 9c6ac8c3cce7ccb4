// Writes answers. An existing file keeps its comments, order, quotes and spacing: a changed value is spliced into its place,
// and a new key gets a new line. The result is parsed and compared. If splicing is not possible, the file is edited as a YAML
// document, which keeps comments and order but may change the layout of lines.
import { isMap, parseDocument } from 'yaml';
import { asWritten } from './layers/as-written.ts';
import { answersSchema } from './schema/answers-schema.ts';
import { TextEditor } from './text-editor.ts';
import { answerScalar, block, entries, equal, type Tree, WIDTH } from './yaml-layout.ts';

const HEADER = '# yaml-language-server: $schema=./api-gateway.schema.json\n';
/** Order of keys in a fresh file: that of the schema. */
const ORDER = Object.keys(answersSchema.shape);

/** Keys that are always a block in a new file. */
const BLOCKS: ReadonlySet<string> = new Set(['services', 'methods', 'teams', 'suppress']);

/** Answers in the order of the schema, with unknown keys last. */
const inOrder = (input: Tree): [string, unknown][] => {
  const rank = (k: string): number => (ORDER.includes(k) ? ORDER.indexOf(k) : ORDER.length);
  return entries(input).sort(([a], [b]) => rank(a) - rank(b));
};

const fresh = (input: Tree): string =>
  HEADER +
  inOrder(input)
    .map(([k, v]) => `${answerScalar(k)}:${block(v, '', BLOCKS.has(k) ? 0 : WIDTH - k.length - 2)}`)
    .join('');

const read = (text: string): unknown => parseDocument(text, { logLevel: 'silent' }).toJS() as unknown;

/**
 * The text of an answers file with `answers`. `previous` is the text of the existing file (valid YAML), or undefined for a new
 * one. Lines of unchanged answers keep all bytes.
 */
export const writeAnswers = (previous: string | undefined, answers: Tree): string => {
  if (previous === undefined || previous.trim() === '') return fresh(answers);
  const document = parseDocument(previous, { logLevel: 'silent' });
  if (!isMap(document.contents)) return fresh(answers);
  const input = asWritten(document.toJS(), answers);
  const editor = new TextEditor(previous);
  if (editor.map(document.contents, Object.fromEntries(inOrder(input)))) {
    const text = editor.result();
    if (equal(read(text), input)) return text;
  }
  const before = document.toJS() as Tree;
  for (const key of Object.keys(before)) if (input[key] === undefined) document.delete(key);
  for (const [k, v] of inOrder(input)) if (!equal(before[k], v)) document.set(k, document.createNode(v));
  return document.toString({ lineWidth: 0 });
};
