// What a report listed, so that the next one can mark what is new.
import { hash } from 'node:crypto';
import { LOSES } from '../../diagnostics/imports/import-definition.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import type { LeafEntry } from '../report/every-leaf.ts';
import { objectOf } from '../source/object-of.ts';
import type { FileName } from '../written/comment-text.ts';

/** Losses whose text names the file or its folder, which depends on the folder of the command. */
const NAMES_FILE: ReadonlySet<string> = new Set(['TemplateNotRead', 'HelmValuesNotRead', 'KustomizationNotRead']);

/** Losses whose text is about the names of services only. */
const NAMES_SERVICES: ReadonlySet<string> = new Set(['AuthUnstated', 'HostAsked', 'HostlessService']);

/** The text of a loss without the names of its services and methods, which a person may change. */
const unnamed = ({ code, keys, what }: LeafEntry): string => {
  if (NAMES_SERVICES.has(code)) return '';
  const names = new Set(keys.flatMap((key) => /^(?:services|auth\.methods)\.([^.]+)/.exec(key)?.[1] ?? []));
  return names.size === 0 ? what : what.replace(/[\w-]+/g, (word) => (names.has(word) ? '' : word));
};

/**
 * A loss in words that depend neither on the order of the source, the folder of the command, nor on names that the file has. The digest is of the text of the
 * report, which has no secrets.
 */
const idOf = (entry: LeafEntry, nameOf: FileName): string => {
  const { code, node } = entry;
  const what = NAMES_FILE.has(code) ? nameOf(node.document.file) : unnamed(entry);
  const key = node.path.filter((step) => typeof step === 'string').at(-1) ?? '';
  const where = [objectOf(node), String(key)].filter((part) => part !== '').join(': ');
  return `${code} ${visibleLine(where).slice(0, 200)} ${hash('sha256', what, 'hex').slice(0, 8)}`;
};

const losses = (entries: readonly LeafEntry[]): LeafEntry[] => entries.filter((e) => LOSES.has(e.verdict));

/** What a report lists as lost or open, in a stable order, with names of files as the lock file has them; a loss that is there three times is there three times. */
export const reportedOf = (entries: readonly LeafEntry[], nameOf: FileName): string[] =>
  losses(entries)
    .map((entry) => idOf(entry, nameOf))
    .sort();

/** The losses that an earlier report did not list. */
export const newSince = (
  reported: readonly string[],
  entries: readonly LeafEntry[],
  nameOf: FileName,
): Set<LeafEntry> => {
  const left = new Map<string, number>();
  for (const id of reported) left.set(id, (left.get(id) ?? 0) + 1);
  const out = new Set<LeafEntry>();
  for (const entry of losses(entries)) {
    const id = idOf(entry, nameOf);
    const count = left.get(id) ?? 0;
    if (count === 0) out.add(entry);
    else left.set(id, count - 1);
  }
  return out;
};
