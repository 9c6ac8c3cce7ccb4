/** What was typed, chosen or said to a question, before it is read as an answer. */
export type Given = string | boolean;

interface Saved {
  readonly version: 1;
  readonly given: readonly (readonly [string, Given])[];
  readonly settled: readonly string[];
  readonly changes: readonly (readonly [string, unknown])[];
}

const isSaved = (v: unknown): v is Saved => {
  const { version, given, settled, changes } = (v ?? {}) as Partial<Record<keyof Saved, unknown>>;
  return version === 1 && Array.isArray(given) && Array.isArray(settled) && Array.isArray(changes);
};

/**
 * All that a person said, by the id of the question. The answers are made from it anew after each question, so going back,
 * jumping and going on another day are one thing: a question that is no longer settled is asked again, and remembers.
 */
export class Memory {
  private readonly given = new Map<string, Given>();
  private readonly done = new Set<string>();
  /** Changes of what a file or flags had said, by key. */
  readonly changes = new Map<string, unknown>();

  /** What was said to a question, settled or not. */
  recall(id: string): Given | undefined {
    return this.given.get(id);
  }

  isSettled(id: string): boolean {
    return this.done.has(id);
  }

  settle(id: string, given: Given): void {
    this.given.set(id, given);
    this.done.add(id);
  }

  /** The question is asked again; what was said to it is what it suggests then. */
  reopen(id: string): void {
    this.done.delete(id);
  }

  /** How many questions are settled. */
  get size(): number {
    return this.done.size + this.changes.size;
  }

  toJSON(): Saved {
    return { version: 1, given: [...this.given], settled: [...this.done], changes: [...this.changes] };
  }

  /** A memory as `toJSON` gave it; undefined where it is something else. */
  static from(text: string): Memory | undefined {
    let saved: unknown;
    try {
      saved = JSON.parse(text);
    } catch {
      return undefined;
    }
    if (!isSaved(saved)) return undefined;
    const memory = new Memory();
    for (const [id, given] of saved.given) memory.given.set(id, given);
    for (const id of saved.settled) memory.done.add(id);
    for (const [key, value] of saved.changes) memory.changes.set(key, value);
    return memory;
  }
}
