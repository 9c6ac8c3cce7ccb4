import { type Refusal, refusal } from '../diagnostics/refusal.ts';
import { equal } from './yaml-layout.ts';

/** The keys that flags have set so far, each with its flag. */
export type FlagOf = ReadonlyMap<string, string>;

/** Refuses two flags that give different answers to one key: the later one would silently replace the earlier one. */
export const flagConflict = (
  flagOf: FlagOf,
  { key, flag, value, before }: { key: string; flag: string; value: unknown; before: unknown },
): Refusal | undefined => {
  if (before === undefined || equal(before, value)) return undefined;
  for (const [known, other] of flagOf)
    if (known === key || known.startsWith(`${key}.`) || key.startsWith(`${known}.`))
      return refusal('FlagTwice', { key, other, flag });
  return undefined;
};

/** The refusal of `--service` with the name of an existing service that differs. */
export const serviceTwice = (service: string, byFlag: boolean): Refusal =>
  refusal('ServiceGivenTwice', { service, byFlag });

/** The refusal of `--auth-method` with the name of a method in the file. */
export const methodTwice = (method: string): Refusal => refusal('MethodGivenTwice', { method });
