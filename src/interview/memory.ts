import { isTree } from '../answers/yaml-layout.ts';

/** The raw input to a question, before it is converted to an answer. */
export type Given = string | boolean;

interface Saved {
  readonly version: 1;
  readonly given: readonly (readonly [string, Given])[];
  readonly settled: readonly string[];
  readonly changes: readonly (readonly [string, unknown])[];
  readonly topics?: readonly string[];
}

const isList = <T>(v: unknown, isItem: (item: unknown) => item is T): v is readonly T[] =>
  Array.isArray(v) && v.every(isItem);
const isText = (v: unknown): v is string => typeof v === 'string';
const isGiven = (v: unknown): v is readonly [string, Given] =>
  Array.isArray(v) && isText(v[0]) && (isText(v[1]) || typeof v[1] === 'boolean');
/** A key and its value. A program may pass on anything: a step `__proto__` would change every object of this process. */
const isChange = (v: unknown): v is readonly [string, unknown] =>
  Array.isArray(v) &&
  isText(v[0]) &&
  !v[0].split('.').includes('__proto__') &&
  (v[0] !== 'services' || v[1] === null || isList(v[1], isTree));

const isSaved = (v: unknown): v is Saved => {
  const { version, given, settled, changes, topics } = (v ?? {}) as Partial<Record<keyof Saved, unknown>>;
  return (
    version === 1 &&
    isList(given, isGiven) &&
    isList(settled, isText) &&
    isList(changes, isChange) &&
    (topics === undefined || isList(topics, isText))
  );
};

/**
 * All raw inputs, by question id. The answers are derived from them again after each question. Going back, changing an answer
 * and continuing a draft are therefore the same: a question that is not settled is asked again, with its earlier input.
 */
export class Memory {
  private readonly given = new Map<string, Given>();
  private readonly done = new Set<string>();
  private readonly asking = new Set<string>();
  /** Changed answers of a file or flags, by key. */
  readonly changes = new Map<string, unknown>();
  /** Ids of topics that a person opened in the review. */
  readonly topics = new Set<string>();

  /** The earlier input to a question, settled or not. */
  recall(id: string): Given | undefined {
    return this.given.get(id);
  }

  isSettled(id: string): boolean {
    return this.done.has(id);
  }

  /** The ids of all settled questions. */
  get settledIds(): Iterable<string> {
    return this.done;
  }

  settle(id: string, given: Given): void {
    this.given.set(id, given);
    this.done.add(id);
    this.asking.delete(id);
  }

  /** Keeps an unfinished answer for the next time that the question is asked. */
  keep(id: string, typed: string): void {
    this.given.set(id, typed);
  }

  /** Asks the question again, with its earlier input as the suggestion; also one that has a recommended answer. */
  reopen(id: string): void {
    this.done.delete(id);
    this.asking.add(id);
  }

  /** Whether a question is asked although it has a recommended answer. */
  isReopened(id: string): boolean {
    return this.asking.has(id);
  }

  /** The state, to which `restore` returns. */
  copy(): Memory {
    const copy = new Memory();
    copy.restore(this);
    return copy;
  }

  restore(from: Memory): void {
    for (const [to, of] of [
      [this.given, from.given],
      [this.changes, from.changes],
    ] as const) {
      to.clear();
      for (const [k, v] of of) (to as Map<string, unknown>).set(k, v);
    }
    for (const [to, of] of [
      [this.done, from.done],
      [this.asking, from.asking],
      [this.topics, from.topics],
    ] as const) {
      to.clear();
      for (const v of of) to.add(v);
    }
  }

  /** The number of settled questions and changed answers. */
  get size(): number {
    return this.done.size + this.changes.size;
  }

  toJSON(): Saved {
    const topics = this.topics.size > 0 ? { topics: [...this.topics] } : {};
    return { version: 1, given: [...this.given], settled: [...this.done], changes: [...this.changes], ...topics };
  }

  /** Reads what `toJSON` wrote; undefined for any other text. */
  static from(text: string): Memory | undefined {
    try {
      return Memory.of(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  /** The same for a value that was read; undefined for any other value. */
  static of(saved: unknown): Memory | undefined {
    if (!isSaved(saved)) return undefined;
    const memory = new Memory();
    for (const [id, given] of saved.given) memory.given.set(id, given);
    for (const id of saved.settled) memory.done.add(id);
    for (const [key, value] of saved.changes) memory.changes.set(key, value);
    for (const id of saved.topics ?? []) memory.topics.add(id);
    return memory;
  }
}
