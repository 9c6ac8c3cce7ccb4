// Keys of the answers while a reader collects them.
import type { Said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import type { Part } from './neutral.ts';

/** Keys of answers with their values and sources, each key once. */
export class Parts {
  private readonly byKey = new Map<string, Part>();

  set(key: string, value: unknown, from: readonly SourceNode[], what?: Said): void {
    // A question is asked where the value is missing.
    const sources = value === undefined ? from : from.filter((n) => n.exists);
    this.byKey.set(key, { key, value, from: sources, ...(what && { said: what }) });
  }

  /** The same for a key that several plugins may have; another value than the first is not taken. Returns whether it was. */
  join(key: string, value: unknown, from: readonly SourceNode[], what?: Said): boolean {
    const known = this.byKey.get(key);
    if (known && JSON.stringify(known.value) !== JSON.stringify(value)) return false;
    this.set(key, value, [...(known?.from ?? []), ...from], what);
    return true;
  }

  get(key: string): Part | undefined {
    return this.byKey.get(key);
  }

  get all(): Part[] {
    return [...this.byKey.values()];
  }
}
