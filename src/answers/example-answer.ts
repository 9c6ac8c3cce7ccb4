import { checkValue } from './check-value.ts';
import { EXAMPLES } from './example-values.ts';
import { keyPath } from './key-path.ts';
import { wordsAt } from './known-keys.ts';
import { flow } from './yaml-layout.ts';

/**
 * A valid answer for a key as text that `answer KEY=TEXT` takes; undefined: none is known. Authentication has none: an example
 * must not decide about access.
 */
export const exampleAnswer = (dotted: string): string | undefined => {
  const path = keyPath(dotted);
  const key = String(path.findLast((p) => typeof p === 'string') ?? '');
  if (key === 'auth' || key === 'default') return undefined;
  const owner = dotted.split('.').at(-2);
  const own = key === 'ca' && owner !== undefined ? [`${owner}-ca`] : [];
  const value = [...own, ...(EXAMPLES[key] ?? []), ...wordsAt(path)].find((v) => checkValue(path, v) === undefined);
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((v) => typeof v === 'string')) return value.join(',');
  return typeof value === 'object' ? flow(value) : String(value);
};
