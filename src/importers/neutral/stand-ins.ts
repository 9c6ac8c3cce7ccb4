// Answers with something in the place of each answer that a person still has to give, so that the rules across answers can be asked about
// all others: they only run if no required answer is missing.
import type { Tree } from '../../answers/yaml-layout.ts';
import type { Problem } from '../../diagnostics/refusal.ts';
import { pathOf, valueAt } from './leave-out.ts';
import { placeholderIn, withoutPlaceholders } from './placeholders.ts';

/** Valid answers by the last step of their key; each another one, because rules compare answers. */
const STAND_INS: Readonly<Record<string, (n: number) => unknown>> = {
  ca: (n) => `open-${n}`,
  backend: (n) => `open-${n}:8080`,
  publicReason: () => 'open',
  origins: (n) => [`https://open-${n}.example.com`],
  issuer: (n) => `https://open-${n}.example.com/`,
  jwks: (n) => `https://open-${n}.example.com/jwks.json`,
  audiences: (n) => [`open-${n}`],
  secret: (n) => `open-${n}`,
  clientID: (n) => `open-${n}`,
  clientSecret: (n) => `open-${n}`,
  clients: (n) => [`open-${n}`],
};

/** A copy in which missing answers and values with placeholders are replaced; undefined: none of the problems is about one. */
export const withStandIns = (answers: Tree, problems: readonly Problem[]): Tree | undefined => {
  const found = problems.flatMap(({ key }, n) => {
    const path = pathOf(key);
    const value = valueAt(answers, path);
    const stand = placeholderIn(value) ? withoutPlaceholders(String(value)) : STAND_INS[String(path.at(-1))]?.(n);
    return stand !== undefined && (value === undefined || placeholderIn(value)) ? [{ path, stand }] : [];
  });
  if (found.length === 0) return undefined;
  const copy = structuredClone(answers);
  for (const { path, stand } of found) {
    const parent = valueAt(copy, path.slice(0, -1));
    if (typeof parent === 'object' && parent !== null) (parent as Tree)[String(path.at(-1))] = stand;
  }
  return copy;
};
