// Writing answers. A file that exists keeps its comments, order, quotes and spacing: a changed value is spliced into its own
// place in the text, a new key gets a line of its own. What was written is read back; what cannot be spliced is edited as a
// document, which keeps comments and order but may lay out lines anew.
import { isMap, isScalar, isSeq, type Pair, parseDocument, stringify, type YAMLMap, type YAMLSeq } from 'yaml';

const WIDTH = 100;
const HEADER = '# yaml-language-server: $schema=./api-gateway.schema.json\n';
/** Order of keys in a fresh file. */
const ORDER = [
  'version',
  'hostname',
  'gateway',
  'envoyGateway',
  'tls',
  'services',
  'auth',
  'rateLimit',
  'transform',
  'traffic',
  'cors',
  'errors',
  'observability',
];

type Tree = Record<string, unknown>;
const isTree = (v: unknown): v is Tree => typeof v === 'object' && v !== null && !Array.isArray(v);
const equal = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => equal(x, b[i]));
  if (!isTree(a) || !isTree(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => Object.hasOwn(b, k) && equal(a[k], b[k]));
};

/** A word stays bare where the YAML library would leave it, for readers of YAML 1.1 too; all else is quoted. */
const yamlString = (s: string): string =>
  stringify(s, { compat: 'yaml-1.1', lineWidth: 0 }) === `${s}\n` ? s : JSON.stringify(s);

/** In flow style commas and brackets end a plain scalar; only words without them stay bare. */
const flowScalar = (v: unknown): string =>
  typeof v === 'string'
    ? /^[A-Za-z/][A-Za-z0-9_./@+-]*$/.test(v)
      ? yamlString(v)
      : JSON.stringify(v)
    : JSON.stringify(v);

/** A value in one line. */
const flow = (v: unknown): string => {
  if (Array.isArray(v)) return `[${v.map(flow).join(', ')}]`;
  if (!isTree(v)) return flowScalar(v);
  const parts = Object.entries(v)
    .filter(([, x]) => x !== undefined)
    .map(([k, x]) => `${flowScalar(k)}: ${flow(x)}`);
  return parts.length > 0 ? `{ ${parts.join(', ')} }` : '{}';
};

const entries = (v: Tree): [string, unknown][] => Object.entries(v).filter(([, x]) => x !== undefined);

/** A value below a key: in the key's line where it is short, as a block where it is not. */
const block = (v: unknown, indent: string, room: number): string => {
  if (!isTree(v) && !Array.isArray(v)) return ` ${typeof v === 'string' ? yamlString(v) : JSON.stringify(v)}\n`;
  const short = flow(v);
  const listOfMaps = Array.isArray(v) && v.some(isTree);
  if (short.length <= room && !listOfMaps) return ` ${short}\n`;
  if (Array.isArray(v)) return `\n${v.map((x) => item(x, indent)).join('')}`;
  return `\n${entries(v)
    .map(([k, x]) => `${indent}  ${yamlString(k)}:${block(x, `${indent}  `, WIDTH - indent.length - k.length - 4)}`)
    .join('')}`;
};

const item = (v: unknown, indent: string): string => {
  const short = flow(v);
  if (!isTree(v) || short.length <= WIDTH - indent.length - 4)
    return `${indent}  - ${isTree(v) ? short : typeof v === 'string' ? yamlString(v) : short}\n`;
  return entries(v)
    .map(
      ([k, x], i) =>
        `${indent}  ${i === 0 ? '- ' : '  '}${yamlString(k)}:${block(x, `${indent}    `, WIDTH - indent.length - k.length - 8)}`,
    )
    .join('');
};

const fresh = (input: Tree): string => {
  const rank = (k: string): number => (ORDER.includes(k) ? ORDER.indexOf(k) : ORDER.length);
  const keys = entries(input).sort(([a], [b]) => rank(a) - rank(b));
  return (
    HEADER +
    keys
      .map(
        ([k, v]) => `${yamlString(k)}:${block(v, '', k === 'services' || k === 'methods' ? 0 : WIDTH - k.length - 2)}`,
      )
      .join('')
  );
};

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

class Editor {
  readonly splices: Splice[] = [];
  private readonly newline: string;
  constructor(private readonly text: string) {
    this.newline = text.includes('\r\n') ? '\r\n' : '\n';
  }

  private indentAt(offset: number): string {
    const start = this.text.lastIndexOf('\n', offset - 1) + 1;
    return ' '.repeat(offset - start);
  }

  /** Where the line ends in which a value ends, its comment included. */
  private lineEnd(offset: number): number {
    const at = this.text.indexOf('\n', Math.max(0, offset - 1));
    if (at < 0) return this.text.length;
    return this.text[at - 1] === '\r' ? at - 1 : at;
  }

  /** False where the change needs the document as a whole. */
  map(node: YAMLMap, want: Tree): boolean {
    const pairs = node.items as Pair[];
    const keys = new Map(pairs.map((p) => [isScalar(p.key) ? String(p.key.value) : '', p]));
    if ([...keys.keys()].some((k) => want[k] === undefined)) return false;
    const added = entries(want).filter(([k]) => !keys.has(k));
    for (const [k, v] of entries(want)) {
      const pair = keys.get(k);
      if (pair && !this.value(pair.value, v)) return false;
    }
    return (
      added.length === 0 ||
      this.insert(
        node,
        pairs.at(-1),
        added.map(([k, v]) => `${flowScalar(k)}: ${flow(v)}`),
      )
    );
  }

  private seq(node: YAMLSeq, want: readonly unknown[]): boolean {
    if (want.length < node.items.length) return false;
    for (const [i, x] of node.items.entries()) if (!this.value(x, want[i])) return false;
    const added = want.slice(node.items.length).map((v) => (node.flow ? flow(v) : `- ${flow(v)}`));
    return added.length === 0 || this.insert(node, node.items.at(-1), added);
  }

  private insert(node: YAMLMap | YAMLSeq, last: unknown, lines: readonly string[]): boolean {
    if (!node.range) return false;
    if (node.flow) {
      const at = node.range[1] - 1;
      const before = this.text.slice(0, at).trimEnd();
      const empty = before.endsWith('{') || before.endsWith('[');
      this.splices.push({
        from: before.length,
        to: before.length,
        text: `${empty ? ' ' : before.endsWith(',') ? ' ' : ', '}${lines.join(', ')}`,
      });
      return true;
    }
    const pair = last as Pair & { value?: { range?: number[] } };
    const end =
      (pair?.value as { range?: [number, number, number] } | undefined)?.range?.[1] ??
      (last as { range?: [number, number, number] })?.range?.[1];
    if (end === undefined) return false;
    const indent = this.indentAt(node.range[0]);
    const at = this.lineEnd(end);
    this.splices.push({ from: at, to: at, text: lines.map((l) => `${this.newline}${indent}${l}`).join('') });
    return true;
  }

  private value(node: unknown, want: unknown): boolean {
    if (isMap(node) && isTree(want)) return this.map(node, want);
    if (isSeq(node) && Array.isArray(want)) return this.seq(node, want);
    if (isScalar(node) && !isTree(want) && !Array.isArray(want) && equal(node.value, want)) return true;
    const range = (node as { range?: [number, number, number] } | null)?.range;
    if (!range || !isScalar(node) || node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') return false;
    this.splices.push({ from: range[0], to: range[1], text: flow(want) });
    return true;
  }

  result(): string {
    let out = this.text;
    for (const { from, to, text } of [...this.splices].sort((a, b) => b.from - a.from))
      out = out.slice(0, from) + text + out.slice(to);
    return out;
  }
}

const read = (text: string): unknown => parseDocument(text, { logLevel: 'silent' }).toJS() as unknown;

/**
 * The text of an answers file that says `input`. `previous` is the file as it was (readable YAML), or undefined for a new one.
 * An unchanged answer keeps its line to the byte.
 */
export const writeAnswers = (previous: string | undefined, input: Tree): string => {
  if (previous === undefined || previous.trim() === '') return fresh(input);
  const document = parseDocument(previous, { logLevel: 'silent' });
  if (!isMap(document.contents)) return fresh(input);
  const editor = new Editor(previous);
  if (editor.map(document.contents, input)) {
    const text = editor.result();
    if (equal(read(text), input)) return text;
  }
  for (const key of Object.keys(document.toJS() as Tree)) if (input[key] === undefined) document.delete(key);
  for (const [k, v] of entries(input))
    if (!equal((document.toJS() as Tree)[k], v)) document.set(k, document.createNode(v));
  return document.toString({ lineWidth: 0 });
};
