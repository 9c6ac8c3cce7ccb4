// Writing answers. A file that exists keeps its comments, order, quotes and spacing: a changed value is spliced into its own
// place in the text, a new key gets a line of its own. What was written is read back; what cannot be spliced is edited as a
// document, which keeps comments and order but may lay out lines anew.
import { isMap, parseDocument } from 'yaml';
import { answersSchema } from './schema/answers-schema.ts';
import { TextEditor } from './text-editor.ts';
import { answerScalar, block, entries, equal, type Tree, WIDTH } from './yaml-layout.ts';

const HEADER = '# yaml-language-server: $schema=./api-gateway.schema.json\n';
/** Order of keys in a fresh file. */
const ORDER: readonly string[] = Object.keys(answersSchema.shape);

/** Keys that are a block in a fresh file, however short they are. */
const BLOCKS: ReadonlySet<string> = new Set(['services', 'methods', 'teams', 'suppress']);

/** Answers in the order of the schema; what it does not know comes last. */
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
 * The text of an answers file that says `input`. `previous` is the file as it was (readable YAML), or undefined for a new one.
 * An unchanged answer keeps its line to the byte.
 */
export const writeAnswers = (previous: string | undefined, input: Tree): string => {
  if (previous === undefined || previous.trim() === '') return fresh(input);
  const document = parseDocument(previous, { logLevel: 'silent' });
  if (!isMap(document.contents)) return fresh(input);
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
