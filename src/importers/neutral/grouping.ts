// The smallest number of services that loses nothing: services that differ in their paths only are one service.
import type { NeutralAuth, NeutralService, Sourced } from './neutral.ts';

/** A service answers at most so many paths and hosts (schema/service-matching.ts, schema/hosts-schema.ts). */
const MOST = 64;

/** The text of a value, with keys in one order. */
export const stable = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );

const authOf = (auth: NeutralAuth): unknown =>
  auth.is === 'methods'
    ? [auth.need, auth.methods.map((m) => m.identity)]
    : auth.is === 'untranslatable'
      ? [auth.is, auth.what]
      : auth.is === 'public'
        ? [auth.is, auth.reason]
        : auth.is;

const valuesOf = (list: readonly Sourced[]): string[] => list.map((s) => s.value).sort();

/** What two services must have in common to be one. */
const settingsOf = ({ parts, auth, apart }: NeutralService): unknown => [
  apart,
  parts.map(({ key, value, said }) => [key, value ?? said?.code]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  authOf(auth),
];

/** One list without repetitions; equal values have the sources of all. */
const union = (a: readonly Sourced[], b: readonly Sourced[]): Sourced[] => {
  const all = new Map(a.map((s) => [s.value, s]));
  for (const s of b) {
    const known = all.get(s.value);
    all.set(s.value, known ? { value: s.value, from: [...known.from, ...s.from] } : s);
  }
  return [...all.values()];
};

/** All source values of both, so that each of them is reported. */
const sources = (a: NeutralService, b: NeutralService): Pick<NeutralService, 'parts' | 'auth' | 'origins'> => ({
  origins: [...(a.origins ?? [a.origin]), ...(b.origins ?? [b.origin])],
  parts: a.parts.map((p) => {
    const other = b.parts.find((q) => q.key === p.key);
    return other ? { ...p, from: [...p.from, ...other.from] } : p;
  }),
  auth: { ...a.auth, from: [...a.auth.from, ...b.auth.from] },
});

const merged = (
  services: readonly NeutralService[],
  keyOf: (s: NeutralService) => unknown,
  join: 'paths' | 'hosts',
): NeutralService[] => {
  const groups = new Map<string, NeutralService[]>();
  for (const s of services) {
    const key = stable(keyOf(s));
    const list = groups.get(key) ?? [];
    const last = list.at(-1);
    const together = last && union(last[join], s[join]);
    if (last && together && together.length <= MOST)
      list[list.length - 1] = { ...last, ...sources(last, s), [join]: together };
    else list.push(s);
    groups.set(key, list);
  }
  return [...groups.values()].flat();
};

/** Services with the same hosts and settings become one with all paths, then those with the same paths one with all hosts. */
export const grouped = (services: readonly NeutralService[]): NeutralService[] =>
  merged(
    merged(services, (s) => [valuesOf(s.hosts), settingsOf(s)], 'paths'),
    (s) => [s.hosts.length === 0, valuesOf(s.paths), settingsOf(s)],
    'hosts',
  );
