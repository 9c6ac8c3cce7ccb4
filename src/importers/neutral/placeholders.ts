// Placeholders (`${VAR}`, `{{ .Values.x }}`, `$(VAR)`) are replaced before manifests are applied. An answer with one would be wrong text.
import type { Tree } from '../../answers/yaml-layout.ts';
import { type KeyPath, type LeftOut, leftOut } from './leave-out.ts';

const PLACEHOLDER = /\$\{[^}\n]*\}|\{\{[^\n]*?\}\}|\$\([\w.-]+\)/;
/** Texts for people, which nothing reads. */
const FOR_PEOPLE: ReadonlySet<unknown> = new Set(['publicReason', 'anyHostReason', 'reason']);
/** Keys without which a method is refused: a person is asked for them, and the method stays. */
const REQUIRED: ReadonlySet<unknown> = new Set(['issuer', 'clientID', 'clientSecret', 'secret']);

/** The placeholder in a text; undefined: it has none. */
export const placeholderIn = (value: unknown): string | undefined =>
  typeof value === 'string' ? PLACEHOLDER.exec(value)?.[0] : undefined;

/** A text with a word in the place of each placeholder. */
export const withoutPlaceholders = (text: string): string => text.replaceAll(new RegExp(PLACEHOLDER, 'g'), 'open');

/** The answers with a placeholder. */
export const placeholdersOf = (answers: Tree): KeyPath[] => {
  const found: KeyPath[] = [];
  const visit = (value: unknown, path: KeyPath): void => {
    if (placeholderIn(value) !== undefined && !FOR_PEOPLE.has(path.at(-1))) found.push(path);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, v] of Object.entries(value)) visit(v, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  visit(answers, []);
  return found;
};

/**
 * What is left out because it has a placeholder. undefined: nothing, because without its host name a service would get the requests of
 * others; generate refuses the placeholder until a person replaces it.
 */
export const withoutPlaceholder = (answers: Tree, path: KeyPath): LeftOut | undefined => {
  const [root, , key, item] = path;
  if (root === 'hostnames' || (root === 'services' && (key === 'hostname' || key === 'hostnames'))) return undefined;
  if (root === 'services' && key === 'path') return { path, does: 'removePath' };
  if (root === 'auth' && path.length === 4 && REQUIRED.has(item)) return { path, does: 'remove' };
  return leftOut(answers, path);
};
