import { type Refusal, refusal } from '../diagnostics/refusal.ts';
import { equal } from './yaml-layout.ts';

/** What flags have said so far: the flag of each key. */
export type Said = ReadonlyMap<string, string>;

/** What is refused where two flags answer the same thing in two ways: the later one would replace the earlier silently. */
export const flagConflict = (
  said: Said,
  { key, flag, value, before }: { key: string; flag: string; value: unknown; before: unknown },
): Refusal | undefined => {
  if (before === undefined || equal(before, value)) return undefined;
  for (const [known, other] of said)
    if (known === key || known.startsWith(`${key}.`) || key.startsWith(`${known}.`))
      return refusal('FlagTwice', { key, other, flag });
  return undefined;
};

/** What is refused where `--service` names a service that is there, but for the same service once more. */
export const serviceTwice = (name: string, byFlag: boolean): Refusal => ({
  code: 'DuplicateService',
  what: `There is a service ${name} ${byFlag ? 'by another --service' : 'in the answers file'} already.`,
  why: 'Its path and backend would be replaced. Without a name of its own a service is called by the last word of its path.',
  fix: byFlag
    ? `Give one of them another name: --service ${name}-v2=/path=backend:8080.`
    : `Give it another name: --service ${name}-v2=/path=backend:8080, or change the one of the file: --set services.${name}.backend=backend:8080.`,
});

/** What is refused where `--auth-method` describes a method of the file anew. */
export const methodTwice = (name: string): Refusal => ({
  code: 'DuplicateMethod',
  what: `There is a method ${name} in the answers file already.`,
  why: 'All that the file says of it would be lost.',
  fix: `Give it another name, or change a part of it: --set auth.methods.${name}.issuer=https://auth.example.com/.`,
});
