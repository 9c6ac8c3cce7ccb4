import { definitionOf, type ImportCode, type ValuesArgument, wordsOf } from '../../diagnostics/catalogue.ts';
import type { Words } from '../../diagnostics/definition.ts';
import type { ImportDefinition, Subject, Verdict } from '../../diagnostics/imports/import-definition.ts';
import type { SourceNode } from '../source/source-node.ts';

/** What a code says about a value. */
export interface Said extends Words {
  readonly code: ImportCode;
  readonly verdict: Verdict;
  readonly subject: Subject;
}

/** What became of a source value, and the keys of the answers that contain it. */
export interface Entry extends Said {
  readonly node: SourceNode;
  readonly keys: readonly string[];
  /** It is about the object at this place as a whole, and about none of the leaves below. */
  readonly isPoint?: true;
}

/** The text of a code of the report. */
export const said = <C extends ImportCode>(code: C, ...values: ValuesArgument<C>): Said => {
  const { verdict, subject } = definitionOf(code) as ImportDefinition<unknown>;
  return { code, verdict, subject, ...wordsOf(code, ...values) };
};

/**
 * What readers say about the source. A reader says it about a leaf, or about a map or list: then it holds for all leaves below
 * about which nothing else is said. `entriesOf` reports the leaves that are left.
 */
export class Ledger {
  entries: Entry[] = [];

  /** Says with a code what became of a value. `keys`: the answers that contain it. */
  add(node: SourceNode, what: Said, keys: readonly string[] = []): void {
    // What is carried is proved leaf by leaf.
    if (what.verdict === 'carried') this.overrule(node, what, keys);
    else this.entries.push({ node, ...what, keys });
  }

  /** Says it about every leaf below, also about those of which something else was said: what they became was left out again. */
  overrule(node: SourceNode, what: Said, keys: readonly string[] = []): void {
    for (const leaf of node.leaves) this.entries.push({ node: leaf, ...what, keys });
  }

  /** Says something about an object as a whole, such as a question; the leaves below need entries of their own. */
  addPoint(node: SourceNode, what: Said, keys: readonly string[] = []): void {
    this.entries.push({ node, ...what, keys, isPoint: true });
  }

  /** The same, with the code and its values. */
  say<C extends ImportCode>(node: SourceNode, code: C, ...values: ValuesArgument<C>): void {
    this.add(node, said(code, ...values));
  }

  /** A value that an answer contains unchanged in its meaning. */
  carried(node: SourceNode, ...keys: readonly string[]): void {
    this.add(node, said('Carried'), keys);
  }

  /** Values that change nothing at a gateway: descriptions, labels, status. */
  noEffect(...nodes: readonly SourceNode[]): void {
    for (const node of nodes) if (node.value !== undefined) this.add(node, said('NoEffect'));
  }

  /** Keys get a new name; `renamed` returns a key as it is if it keeps its name. */
  rename(renamed: (key: string) => string): void {
    this.entries = this.entries.map((e) =>
      e.keys.some((key) => renamed(key) !== key) ? { ...e, keys: e.keys.map(renamed) } : e,
    );
  }
}
