// The rate limit of the whole API, from those of its services.
import { fields } from '../../../effective/objects/loose-objects.ts';
import type { Neutral, NeutralService, Part } from '../../neutral/neutral.ts';
import { mostFrequent } from './most-frequent.ts';
import { hasDefaultProfile } from './own/default-profile.ts';
import { SHARED } from './traffic/api-budget-of-policy.ts';
import { type LimitKey, sameCounting } from './traffic/limit-keys.ts';

const KEY = 'rateLimit';

const limitOf = (s: NeutralService): Part | undefined => s.parts.find((p) => p.key === KEY && p.value !== 'none');

/** The limits without their key. */
const amounts = (part: Part): string => JSON.stringify({ ...fields(part.value), key: undefined });

const keyOf = (part: Part): LimitKey | undefined => fields(part.value).key as LimitKey | undefined;

/** The key that most services can have without an own one. */
const commonKey = (those: readonly (readonly [NeutralService, Part])[]): LimitKey | undefined => {
  const keys = [...new Map(those.map(([, p]) => [JSON.stringify(keyOf(p)), keyOf(p)])).values()];
  const fits = (key: LimitKey | undefined): number =>
    those.filter(([s, p]) => sameCounting(key, keyOf(p), s.auth)).length;
  const rank = (k: LimitKey | undefined): number => (k === 'sourceIP' ? 1 : 0);
  return [...keys].sort((a, b) => fits(b) - fits(a) || rank(a) - rank(b))[0];
};

/** A limit as short as it can be: without the key of the API. */
const short = (part: Part, isKeyCommon: boolean): Part => {
  const { key, ...rest } = fields(part.value);
  const value = isKeyCommon ? rest : { ...rest, key };
  return { ...part, value: Object.keys(value).length === 1 ? rest.limits : value };
};

/** With a limit of the API, services share it, have their own, or have none. */
const withBudget = (neutral: Neutral): Neutral => {
  const key = neutral.root.find((p) => p.key === `${KEY}.key`)?.value as LimitKey | undefined;
  return {
    ...neutral,
    services: neutral.services.map((s) => {
      const part = limitOf(s);
      if (!part) return { ...s, parts: [...s.parts, { key: KEY, value: 'none', from: [] }] };
      if (part.value === SHARED) return { ...s, parts: s.parts.filter((p) => p !== part) };
      return {
        ...s,
        parts: s.parts.map((p) => (p === part ? short(part, sameCounting(key, keyOf(part), s.auth)) : p)),
      };
    }),
  };
};

/** The limit that most services have, at the top; the others keep their own, or have none. */
export const withLimitsOfApi = (neutral: Neutral): Neutral => {
  const { services } = neutral;
  if (neutral.root.some((p) => p.key === 'rateLimit.across')) return withBudget(neutral);
  const limited = services.flatMap((s) => {
    const part = limitOf(s);
    return part ? [[s, part] as const] : [];
  });
  if (limited.length === 0) return neutral;
  const usual = services.find(hasDefaultProfile);
  const ofUsual = usual && limitOf(usual);
  const best = usual
    ? ofUsual && amounts(ofUsual)
    : mostFrequent(
        limited.map(([, p]) => amounts(p)),
        services.length,
      );
  const key = commonKey(limited);
  const isCommon = (s: NeutralService, p: Part): boolean => sameCounting(key, keyOf(p), s.auth);
  const shared = limited.filter(([s, p]) => amounts(p) === best && isCommon(s, p));
  const from = shared.flatMap(([, p]) => p.from);
  const what = shared[0]?.[1].said;
  const root: Part[] =
    shared.length === 0
      ? [{ key: `${KEY}.key`, value: key, from: [] }]
      : [
          { key: `${KEY}.key`, value: key, from: [] },
          ...Object.entries(fields(shared[0]![1].value))
            .filter(([k]) => k !== 'key')
            .map(([k, value], i) => ({
              key: `${KEY}.${k}`,
              value,
              from: i === 0 ? from : [],
              ...(i === 0 && what && { said: what }),
            })),
        ];
  const inRoot = new Set(shared.map(([s]) => s));
  return {
    ...neutral,
    root: [...neutral.root, ...root],
    services: services.map((s) => {
      const part = limitOf(s);
      if (inRoot.has(s)) return { ...s, parts: s.parts.filter((p) => p !== part) };
      if (part) return { ...s, parts: s.parts.map((p) => (p === part ? short(part, isCommon(s, part)) : p)) };
      return shared.length === 0 ? s : { ...s, parts: [...s.parts, { key: KEY, value: 'none', from: [] }] };
    }),
  };
};
