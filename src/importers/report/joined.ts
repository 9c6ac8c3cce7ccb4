// Several objects may lack the same key. The report asks for it once, with all answers that need it.
import type { LeafEntry } from './every-leaf.ts';

const idOf = ({ code, what, node }: LeafEntry): string =>
  JSON.stringify([code, what, ...(node.exists ? [node.document.file, node.document.index, node.pointer] : [])]);

/** Entries that are equal and about no value of the source are one, at the first place. */
export const joined = (entries: readonly LeafEntry[]): LeafEntry[] => {
  const first = new Map<string, { readonly at: number; readonly keys: Set<string> }>();
  const out: LeafEntry[] = [];
  for (const entry of entries) {
    if (entry.leaves > 0) {
      out.push(entry);
      continue;
    }
    const id = idOf(entry);
    const known = first.get(id);
    if (!known) {
      first.set(id, { at: out.length, keys: new Set(entry.keys) });
      out.push(entry);
    } else for (const key of entry.keys) known.keys.add(key);
  }
  for (const { at, keys } of first.values())
    if (keys.size > out[at]!.keys.length) out[at] = { ...out[at]!, keys: [...keys] };
  return out;
};
