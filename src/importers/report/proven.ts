// What is reported as carried is in the answers that were written. Answers that were left out again take their source values with them.
import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import type { Tree } from '../../answers/yaml-layout.ts';
import { LOSES } from '../../diagnostics/imports/import-definition.ts';
import type { SourceDocument } from '../source/source-node.ts';
import { AnswerKeys } from './answer-keys.ts';
import { type Entry, said } from './ledger.ts';

const needsProof = ({ verdict, keys }: Entry): boolean =>
  (verdict === 'carried' || verdict === 'approximated') && keys.length > 0;

/** `services.users.auth` is `users`, `responses.0.auth` is `responses.0`. */
const shownOwner = (key: string): string => key.replace(/^services\./, '').replace(/\.auth$/, '');

/** The service, method or top key that a key belongs to: of it, one loss of a value is enough. */
const ownerOf = (key: string): string => key.split('.', key.startsWith('auth.') ? 3 : 2).join('.');

/** The losses of values, by document, path and owner of the answer. */
class Losses {
  private readonly known = new Map<SourceDocument, Set<string>>();

  constructor(entries: readonly Entry[]) {
    for (const entry of entries)
      if (LOSES.has(entry.verdict) && !needsProof(entry))
        for (const key of entry.keys) {
          const own = this.known.get(entry.node.document) ?? new Set();
          this.known.set(entry.node.document, own.add(Losses.id(entry, key)));
        }
  }

  private static id({ node }: Entry, key: string): string {
    return JSON.stringify([ownerOf(key), ...node.path.map(String)]);
  }

  has(entry: Entry, key: string): boolean {
    return this.known.get(entry.node.document)?.has(Losses.id(entry, key)) ?? false;
  }
}

/**
 * Entries of the ledger: what is carried or approximated names only keys that the answers have. One without such a key is dropped, or
 * asked if the authentication was left to a person. `remarks`: why it was, by key.
 */
export const proven = (
  entries: readonly Entry[],
  answers: Tree,
  remarks: ReadonlyMap<string, string>,
): readonly Entry[] => {
  const keys = new AnswerKeys(answers);
  let losses: Losses | undefined;
  const isUsed = (key: string): boolean => {
    const found = keys.get(key);
    return found !== undefined && found.value !== UNDECIDED;
  };
  const lostOf = (entry: Entry, key: string): Entry[] => {
    losses ??= new Losses(entries);
    if (losses.has(entry, key)) return [];
    const at = { node: entry.node, keys: [key] };
    if (!keys.get(key)) return [{ ...at, ...said('AnswerGone', { key }) }];
    const why = (remarks.get(key) ?? '')
      .replace(/^The authentication of the source cannot be translated: | Methods of the source: [^.]*\.$/g, '')
      .replace(/\.$/, '');
    return [{ ...at, ...said('AuthUndecided', { service: shownOwner(key), what: why || 'a person decides it' }) }];
  };
  return entries.flatMap((entry): Entry[] => {
    if (!needsProof(entry) || entry.keys.every(isUsed)) return [entry];
    const used = entry.keys.filter(isUsed);
    const lost = entry.keys.filter((key) => !isUsed(key)).flatMap((key) => lostOf(entry, key));
    return used.length > 0 ? [{ ...entry, keys: used }, ...lost] : lost;
  });
};
