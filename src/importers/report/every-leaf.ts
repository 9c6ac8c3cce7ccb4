// The report has an entry for every leaf of the source. What a reader did not say anything about was not imported.
import { LOSES, VERDICTS } from '../../diagnostics/imports/import-definition.ts';
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

const rankOf = (e: Entry): number => VERDICTS.indexOf(e.verdict);

/** The entry that a leaf is counted with, of several that which loses most, and what else was said about it. */
const worstOf = (entries: readonly Entry[]): { readonly worst: Entry; readonly others: readonly Entry[] } => {
  if (entries.length === 1) return { worst: { ...entries[0]!, keys: [...new Set(entries[0]!.keys)] }, others: [] };
  const first = entries.reduce((a, b) => (rankOf(b) > rankOf(a) ? b : a));
  const seen = new Set([`${first.code} ${first.what}`]);
  const others = entries.filter((e) => {
    const id = `${e.code} ${e.what}`;
    return LOSES.has(e.verdict) && !seen.has(id) && seen.add(id);
  });
  const own = entries.filter((e) => !others.includes(e));
  return { worst: { ...first, keys: [...new Set(own.flatMap((e) => e.keys))] }, others };
};

/** The name under which a person knows a value: the last step that is a word. */
const nameOf = (path: readonly Step[]): string =>
  String(path.findLast((step) => typeof step === 'string') ?? 'the document');

/** What is said about a map or list, and whether a leaf below it was counted with it. */
interface Above {
  readonly entry: Entry;
  isUsed: boolean;
}

class Leaves {
  readonly all: LeafEntry[] = [];

  constructor(private readonly document: SourceDocument) {}

  /** An entry about a value that is not there, such as a missing key that has to be asked for. */
  private absent(at: Branch): void {
    for (const entry of at.entries) this.all.push({ ...entry, leaves: 0 });
    for (const next of at.below.values()) this.absent(next);
  }

  private leaf(path: readonly Step[], value: unknown, entry: Entry | undefined): void {
    const node = new SourceNode(this.document, path, value);
    // In YAML, an empty value is the same as none.
    const about = entry ?? {
      keys: [],
      ...(value === null ? said('NoEffect') : said('NotImported', { name: nameOf(path) })),
    };
    this.all.push({ ...about, node, leaves: leavesIn(value) });
  }

  visit(path: readonly Step[], value: unknown, at: Branch | undefined, above: Above | undefined): void {
    const entries: Entry[] = [];
    for (const entry of at?.entries ?? [])
      if (entry.isPoint) this.all.push({ ...entry, leaves: 0 });
      else entries.push(entry);
    const { worst, others } = entries.length > 0 ? worstOf(entries) : { others: [] };
    for (const entry of others) this.all.push({ ...entry, leaves: 0 });
    const own = worst && { entry: worst, isUsed: false };
    const inherited = own ?? above;
    const parts = isTree(value) && ((at?.below.size ?? 0) > 0 || inherited === undefined) ? below(value) : [];
    if (isTree(value) && ((at?.below.size ?? 0) > 0 || parts.length > 0)) {
      for (const [step, v] of parts) this.visit([...path, step], v, at?.below.get(String(step)), inherited);
      for (const [key, next] of at?.below ?? []) if (!Object.hasOwn(value, key)) this.absent(next);
      // Something else is said about each leaf, but this is not said there.
      if (own && !own.isUsed && LOSES.has(own.entry.verdict)) this.all.push({ ...own.entry, leaves: 0 });
      return;
    }
    if (inherited) inherited.isUsed = true;
    this.leaf(path, value, inherited?.entry);
    for (const next of at?.below.values() ?? []) this.absent(next);
  }
}

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
  return documents.flatMap((document) => {
    const leaves = new Leaves(document);
    leaves.visit([], document.value, roots.get(document), undefined);
    return leaves.all;
  });
};
