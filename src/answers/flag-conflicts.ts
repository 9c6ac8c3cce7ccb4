import type { Refusal } from '../diagnostics/refusal.ts';
import { equal } from './yaml-layout.ts';

/** The keys that flags have set so far, each with its flag. */
export type Said = ReadonlyMap<string, string>;

/** Refuses two flags that give different answers to one key: the later one would silently replace the earlier one. */
export const flagConflict = (
  said: Said,
  { key, flag, value, before }: { key: string; flag: string; value: unknown; before: unknown },
): Refusal | undefined => {
  if (before === undefined || equal(before, value)) return undefined;
  for (const [known, other] of said)
    if (known === key || known.startsWith(`${key}.`) || key.startsWith(`${known}.`))
      return {
        code: 'FlagTwice',
        what: `${key} is given by ${other} already, in another way.`,
        why: 'One of the two answers would be lost.',
        fix: `Keep ${other} or ${flag}.`,
      };
  return undefined;
};

/** The refusal of `--service` with the name of an existing service that differs. */
export const serviceTwice = (name: string, byFlag: boolean): Refusal => ({
  code: 'DuplicateService',
  what: `There is a service ${name} ${byFlag ? 'by another --service' : 'in the answers file'} already.`,
  why: 'Its path and backend would be replaced. Without a name of its own a service is called by the last word of its path.',
  fix: byFlag
    ? `Give one of them another name: --service ${name}-v2=/path=backend:8080.`
    : `Give it another name: --service ${name}-v2=/path=backend:8080, or change the one of the file: --set services.${name}.backend=backend:8080.`,
});

/** The refusal of `--auth-method` with the name of a method in the file. */
export const methodTwice = (name: string): Refusal => ({
  code: 'DuplicateMethod',
  what: `There is a method ${name} in the answers file already.`,
  why: 'All that the file says of it would be lost.',
  fix: `Give it another name, or change a part of it: --set auth.methods.${name}.issuer=https://auth.example.com/.`,
});
