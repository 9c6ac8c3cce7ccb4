// What services have in common becomes an answer of the whole API, as a person would write it.
import { fields } from '../../../effective/objects/loose-objects.ts';
import { stable } from '../../neutral/grouping.ts';
import type { Neutral, NeutralService, Part } from '../../neutral/neutral.ts';
import type { Ledger } from '../../report/ledger.ts';
import { withLimitsOfApi } from './limits-of-the-api.ts';
import { mostFrequent } from './most-frequent.ts';
import { hasDefaultProfile } from './own/default-profile.ts';
import { withoutUsualTimeouts } from './usual-timeouts.ts';

/** Services without the parts of a key, or one of the keys below it. */
const without = (s: NeutralService, key: string): NeutralService => ({
  ...s,
  parts: s.parts.filter((p) => p.key !== key && !p.key.startsWith(`${key}.`)),
});

const partsOf = (s: NeutralService, key: string): Part[] =>
  s.parts.filter((p) => p.key === key || p.key.startsWith(`${key}.`));

const textOf = (parts: readonly Part[]): string =>
  stable(parts.map((p) => [p.key, p.value]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));

/** Equal parts of several services as one, with the sources of all. */
const together = (lists: readonly (readonly Part[])[]): Part[] =>
  lists[0]!.map((p) => ({ ...p, from: lists.flatMap((l) => l.find((q) => q.key === p.key)?.from ?? []) }));

const BODIES = 'maxRequestBody';

/** Services that never have a limit of bodies. */
const isStream = (s: NeutralService): boolean =>
  s.parts.some((p) => p.key === 'protocol' && (p.value === 'grpc' || p.value === 'websocket'));

/** Moves the most frequent value of a key to the top. Services without it get `none`, those with another keep theirs. */
const hoisted = (neutral: Neutral, key: string): Neutral => {
  const { services } = neutral;
  const have = services.filter((s) => partsOf(s, key).length > 0);
  // The services that would have the value of the whole API: those of streams have no limit of bodies.
  const usual = key === BODIES ? services.find(hasDefaultProfile) : undefined;
  const values = usual ? [usual].filter((s) => have.includes(s)) : have;
  const best = mostFrequent(
    values.map((s) => textOf(partsOf(s, key))),
    usual ? values.length : services.length,
  );
  if (best === undefined || neutral.root.some((p) => p.key === key || p.key.startsWith(`${key}.`))) return neutral;
  const those = have.filter((s) => textOf(partsOf(s, key)) === best);
  const none: Part = { key, value: 'none', from: [] };
  return {
    ...neutral,
    root: [...neutral.root, ...together(those.map((s) => partsOf(s, key)))],
    services: services.map((s) =>
      those.includes(s)
        ? without(s, key)
        : have.includes(s) || (key === BODIES && isStream(s))
          ? s
          : { ...s, parts: [...s.parts, none] },
    ),
  };
};

/** Moves a key to the top if all services have it with the same value; there is no answer for a service without it. */
const ofAll = (neutral: Neutral, key: string): Neutral => {
  const { services } = neutral;
  const lists = services.map((s) => partsOf(s, key));
  const isSame = lists.every((l) => l.length > 0 && textOf(l) === textOf(lists[0]!));
  if (services.length < 2 || !isSame || neutral.root.some((p) => p.key.startsWith(key))) return neutral;
  return {
    ...neutral,
    root: [...neutral.root, ...together(lists)],
    services: services.map((s) => without(s, key)),
  };
};

/** Networks without access to any service. */
const commonDeny = (neutral: Neutral): Neutral => {
  const key = 'deny.cidrs';
  const { services } = neutral;
  const of = (s: NeutralService): Part | undefined => s.parts.find((p) => p.key === key);
  const lists = services.map((s) => (of(s)?.value as string[] | undefined) ?? []);
  const common = (lists[0] ?? []).filter((c) => lists.every((l) => l.includes(c)));
  if (services.length < 2 || common.length === 0 || neutral.root.some((p) => p.key === key)) return neutral;
  return {
    ...neutral,
    root: [...neutral.root, { key, value: common, from: services.flatMap((s) => of(s)?.from ?? []) }],
    services: services.map((s) => {
      const own = ((of(s)?.value as string[]) ?? []).filter((c) => !common.includes(c));
      return own.length === 0
        ? without(s, key)
        : { ...s, parts: s.parts.map((p) => (p.key === key ? { ...p, value: own } : p)) };
    }),
  };
};

/** Compression is an answer of the API only. */
const commonCompression = (neutral: Neutral): Neutral => {
  const key = 'compression';
  const given = neutral.services.flatMap((s) => partsOf(s, key).filter((p) => p.value !== 'none'));
  const [first] = given;
  if (!first || neutral.root.some((p) => p.key === key)) return neutral;
  return {
    ...neutral,
    root: [...neutral.root, { ...first, from: given.flatMap((p) => p.from) }],
    services: neutral.services.map((s) =>
      fields(partsOf(s, key)[0]).value === undefined
        ? { ...s, parts: [...s.parts, { key, value: 'none', from: [] }] }
        : without(s, key),
    ),
  };
};

/** Answers of the whole API in place of those that its services have in common. */
export const withAnswersOfApi = (given: Neutral, ledger: Ledger): Neutral => {
  const neutral = { ...given, services: withoutUsualTimeouts(given.services, ledger) };
  return commonKeys(neutral);
};

const commonKeys = (neutral: Neutral): Neutral =>
  ['transform.request', 'transform.response'].reduce(
    ofAll,
    ['cors', BODIES].reduce(hoisted, withLimitsOfApi(commonDeny(commonCompression(neutral)))),
  );
