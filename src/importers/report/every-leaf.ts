// The report has an entry for every leaf of the source. What a reader did not say anything about was not imported.
import { VERDICTS } from '../../diagnostics/imports/import-definition.ts';
import { type SourceDocument, SourceNode, type Step } from '../source/source-node.ts';
import { type Entry, said } from './ledger.ts';

/** What became of a value, with the number of leaves that it stands for. */
export interface LeafEntry extends Entry {
  readonly leaves: number;
}

interface Branch {
  readonly below: Map<string, Branch>;
  readonly entries: Entry[];
}

const branch = (): Branch => ({ below: new Map(), entries: [] });

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> | readonly unknown[] =>
  typeof value === 'object' && value !== null;

/** The values of a map or list by key. */
const below = (value: object): [Step, unknown][] =>
  Array.isArray(value) ? value.map((v, i): [Step, unknown] => [i, v]) : Object.entries(value);

const leavesIn = (value: unknown): number => {
  if (!isTree(value)) return 1;
  let count = 0;
  for (const key in value) count += leavesIn((value as Readonly<Record<string, unknown>>)[key]);
  return Math.max(count, 1);
};

/** The entry that a leaf is counted with: of several, that which loses most. */
const worstOf = (entries: readonly Entry[]): Entry => {
  const rank = (e: Entry): number => VERDICTS.indexOf(e.verdict);
  const worst = entries.reduce((a, b) => (rank(b) > rank(a) ? b : a));
  const keys = [...new Set(entries.flatMap((e) => e.keys))];
  return { ...worst, keys };
};

/** The name under which a person knows a value: the last step that is a word. */
const nameOf = (path: readonly Step[]): string =>
  String(path.findLast((step) => typeof step === 'string') ?? 'the document');

/** An entry for every leaf of the documents. A map or list of which only the whole was spoken about is one entry. */
export const entriesOf = (documents: readonly SourceDocument[], entries: readonly Entry[]): LeafEntry[] => {
  const roots = new Map<SourceDocument, Branch>(documents.map((d) => [d, branch()]));
  for (const entry of entries) {
    const root = roots.get(entry.node.document);
    if (!root) continue;
    let at = root;
    for (const step of entry.node.path) {
      const key = String(step);
      const next: Branch = at.below.get(key) ?? branch();
      at.below.set(key, next);
      at = next;
    }
    at.entries.push(entry);
  }
  const all: LeafEntry[] = [];
  const visit = (
    document: SourceDocument,
    path: readonly Step[],
    value: unknown,
    at: Branch | undefined,
    above: Entry | undefined,
  ): void => {
    const own = at && at.entries.length > 0 ? worstOf(at.entries) : undefined;
    const inherited = own ?? above;
    if (!isTree(value) || !at || at.below.size === 0) {
      if (isTree(value) && inherited === undefined && below(value).length > 0) {
        for (const [step, v] of below(value)) visit(document, [...path, step], v, undefined, undefined);
        return;
      }
      const node = own ? own.node : new SourceNode(document, path, value);
      const entry = inherited ?? { node, keys: [], ...said('NotImported', { name: nameOf(path) }) };
      all.push({ ...entry, node, leaves: leavesIn(value) });
      return;
    }
    for (const [step, v] of below(value)) visit(document, [...path, step], v, at.below.get(String(step)), inherited);
    // An entry about a value that is not there, such as a missing key that has to be asked for.
    for (const [key, next] of at.below) if (!Object.hasOwn(value, key)) absent(next);
  };
  const absent = (at: Branch): void => {
    for (const entry of at.entries) all.push({ ...entry, leaves: 0 });
    for (const next of at.below.values()) absent(next);
  };
  for (const document of documents) visit(document, [], document.value, roots.get(document), undefined);
  return all;
};
