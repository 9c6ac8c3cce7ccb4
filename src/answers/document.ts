import { type Document, isMap, isScalar, isSeq, type LineCounter, type Node, type YAMLParseError } from 'yaml';
import { type Problem, problemAt, type Refusal, refusal } from '../diagnostics/refusal.ts';
import { compose } from './compose.ts';
import { decode } from './decode.ts';
import { fastValue } from './fast-value.ts';
import { plainValue } from './plain-value.ts';

/** The maximum number of reported problems; the first ones usually cause the others. */
const MOST_SHOWN = 100;
/** A text of so many characters is read without nodes if it is simple; for a shorter one, loading that reader takes longer. */
const LARGE = 1 << 11;

/** Line and column, starting at 1; `source` is the scalar as written, before YAML converted it to a number or boolean. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly source?: string | undefined;
  /** The file of this place, if the answers come from several files. */
  readonly file?: string;
  /** Where an earlier file has a part of the same value. */
  readonly mergedWith?: { readonly file: string; readonly line: number };
}

/** A parsed document and the places of its values. */
export interface ReadDocument {
  readonly value: unknown;
  /** The place of the value at a path, or of its nearest parent; with `key`, the place of the key itself. */
  readonly locate: (path: readonly PropertyKey[], key?: boolean) => Place;
}

type Outcome = { readonly document: ReadDocument } | { readonly problems: Problem[] };

const ofError = (e: YAMLParseError): Refusal =>
  refusal('InvalidYaml', {
    message: e.message
      .split('\n')[0]!
      .replace(/ at line \d+, column \d+:?$/, '')
      .trim(),
    tab: e.code === 'TAB_AS_INDENT',
  });

const offsetOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];

const placeIn =
  (lines: LineCounter) =>
  (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };

const locator =
  (document: Document, place: (offset: number) => Place): ReadDocument['locate'] =>
  (path, key = false) => {
    let node: unknown = document.contents;
    let offset = 0;
    for (const [i, step] of path.entries()) {
      if (isMap(node)) {
        const pair = node.items.find((p) => isScalar(p.key) && p.key.value === step);
        if (!pair) return place(offset);
        node = pair.value;
        const wanted = key && i === path.length - 1 ? pair.key : (pair.value ?? pair.key);
        offset = offsetOf(wanted) ?? offsetOf(pair.key) ?? offset;
      } else if (isSeq(node) && typeof step === 'number') {
        node = node.items[step];
        offset = offsetOf(node) ?? offset;
      } else return place(offset);
    }
    return { ...place(offset), source: !key && isScalar(node) ? node.source : undefined };
  };

/** The first error of each line, and the first tab: the others follow from them. */
const causes = (errors: readonly YAMLParseError[], place: (offset: number) => Place): YAMLParseError[] => {
  const lines = new Set<number>();
  let hasTab = false;
  return errors
    .filter((e) => {
      const { line } = place(e.pos[0]);
      const isNew = !lines.has(line) && !(hasTab && e.code === 'TAB_AS_INDENT');
      lines.add(line);
      hasTab ||= e.code === 'TAB_AS_INDENT';
      return isNew;
    })
    .slice(0, MOST_SHOWN);
};

/** Places in a text without errors, which is composed when one of them is asked for. */
const placesIn = (text: string): ReadDocument['locate'] => {
  let locate: ReadDocument['locate'] | undefined;
  return (path, key) => {
    if (!locate) {
      const { document, lines } = compose(text);
      locate = document ? locator(document, placeIn(lines)) : () => ({ line: 1, column: 1 });
    }
    return locate(path, key);
  };
};

/** Reads one YAML (or JSON) document from bytes of any source. Every problem is one message; aliases are never expanded. */
export const readDocument = (bytes: Uint8Array | string, file: string, large = LARGE): Outcome => {
  const at = ({ line, column }: Place, r: Refusal): Problem => problemAt({ file, line, column, key: '' }, r);
  const text = decode(bytes);
  if (typeof text !== 'string') return { problems: [at({ line: 1, column: 1 }, text)] };
  const fast = text.length >= large ? fastValue(text) : undefined;
  if (fast) return { document: { value: fast, locate: placesIn(text) } };
  const { document, lines, located } = compose(text);
  const place = placeIn(lines);
  const problems = located.map((l) => at(place(l.offset), l.refusal));
  const mark = (document?.errors.length ?? 0) > 0 ? /^(?:<{7}|>{7}) /m.exec(text) : null;
  if (mark) return { problems: [at(place(mark.index), refusal('ConflictMarks'))] };
  for (const e of causes(document?.errors ?? [], place)) problems.push(at(place(e.pos[0]), ofError(e)));
  const root = document?.contents ?? null;
  if (problems.length === 0 && (root === null || (isScalar(root) && root.value === null)))
    problems.push(at({ line: 1, column: 1 }, refusal('EmptyFile')));
  const value = plainValue(root, (node, r) => problems.push(at(place(offsetOf(node) ?? 0), r)));
  if (problems.length === 0 && !isMap(root)) problems.push(at({ line: 1, column: 1 }, refusal('NotAnswers')));
  if (problems.length > 0 || !document)
    return { problems: problems.sort((a, b) => a.line - b.line || a.column - b.column).slice(0, MOST_SHOWN) };
  return { document: { value, locate: locator(document, place) } };
};
