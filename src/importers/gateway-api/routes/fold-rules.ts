// Rules that are one service in the answers: one for each method, and one for the header of a canary.

import { ROUTE_LABELS } from '../../../model/route-labels.ts';
import { dashed } from '../../../values/dashed.ts';
import { countsOf } from '../../../values/group-by.ts';
import { stable } from '../../neutral/grouping.ts';
import { methodsIn } from '../../neutral/methods-in.ts';
import type { NeutralService, Part } from '../../neutral/neutral.ts';
import { SourceNode } from '../../source/source-node.ts';

const partOf = (s: NeutralService, key: string): Part | undefined => s.parts.find((p) => p.key === key);

/** What two services must have in common to be one, without some of their keys. */
const identityOf = (s: NeutralService, without: readonly string[], withHosts = true): string =>
  stable([
    s.apart,
    withHosts ? s.hosts.map((h) => h.value).sort() : [],
    s.paths.map((p) => p.value).sort(),
    s.parts
      .filter((p) => !without.includes(p.key))
      .map((p) => [p.key, p.value ?? p.said?.code])
      .sort(),
    s.auth.is === 'methods'
      ? [s.auth.need, s.auth.methods.map((m) => m.identity)]
      : s.auth.is === 'untranslatable'
        ? [s.auth.is, s.auth.what, methodsIn(s.auth).map((m) => m.identity)]
        : s.auth.is,
  ]);

/** The sources of a service that becomes a part of another one. */
const withSources = (s: NeutralService, other: NeutralService, parts: readonly Part[]): NeutralService => ({
  ...s,
  paths: s.paths.map((p, i) => ({ ...p, from: [...p.from, ...(other.paths[i]?.from ?? [])] })),
  hosts: s.hosts.map((h) => ({
    ...h,
    from: [...h.from, ...(other.hosts.find((o) => o.value === h.value)?.from ?? [])],
  })),
  parts: parts.map((p) => {
    const same = partOf(other, p.key);
    return same && stable(same.value) === stable(p.value) ? { ...p, from: [...p.from, ...same.from] } : p;
  }),
  auth: { ...s.auth, from: [...s.auth.from, ...other.auth.from] },
});

/** Rules that differ in their methods only. */
const byMethods = (services: readonly NeutralService[]): NeutralService[] => {
  const all = new Map<string, NeutralService>();
  for (const s of services) {
    const key = identityOf(s, ['methods']);
    const known = all.get(key);
    if (!known) {
      all.set(key, s);
      continue;
    }
    const [a, b] = [partOf(known, 'methods'), partOf(s, 'methods')];
    const rest = known.parts.filter((p) => p.key !== 'methods');
    const value = [...new Set([...((a?.value as string[]) ?? []), ...((b?.value as string[]) ?? [])])];
    // Without methods it takes all of them.
    const methods: Part[] = a && b ? [{ key: 'methods', value, from: [...a.from, ...b.from] }] : [];
    const left = a && !b ? a.from : b && !a ? b.from : [];
    const parts = [...rest, ...methods];
    const merged = withSources(known, s, parts);
    all.set(
      key,
      left.length > 0 ? { ...merged, paths: merged.paths.map((p) => ({ ...p, from: [...p.from, ...left] })) } : merged,
    );
  }
  return [...all.values()];
};

const asHeaders = (part: Part | undefined): [string, string][] =>
  Object.entries((part?.value ?? {}) as Record<string, string>);

/** Routes of one service of our own output, which has more hosts than one route can have, or serves any host. */
const byHosts = (services: readonly NeutralService[]): NeutralService[] => {
  const all = new Map<string, NeutralService>();
  for (const [i, s] of services.entries()) {
    const key = isLabelled(s) ? identityOf(s, [], false) : String(i);
    const known = all.get(key);
    if (!known) {
      all.set(key, s);
      continue;
    }
    // Without hosts it serves all of them.
    const isAny = known.hosts.length === 0 || s.hosts.length === 0;
    const hosts = isAny
      ? []
      : [...known.hosts, ...s.hosts.filter((h) => !known.hosts.some((k) => k.value === h.value))];
    all.set(key, { ...withSources(known, s, known.parts), hosts });
  }
  return [...all.values()];
};

/** The header that only the first of two services requires; undefined: they differ in more. */
const moreHeader = (of: NeutralService, than: NeutralService): [string, string] | undefined => {
  const known = new Map(asHeaders(partOf(than, 'headers')));
  const own = asHeaders(partOf(of, 'headers'));
  const more = own.filter(([name, value]) => known.get(name) !== value);
  return own.length === known.size + 1 && more.length === 1 ? more[0] : undefined;
};

interface Canary {
  readonly backend: unknown;
  readonly weight: number;
}

/** Rules for requests with a header that go to the canary of another rule. */
const byCanary = (services: readonly NeutralService[]): NeutralService[] => {
  const without = ['headers', 'backend', 'canary'];
  const main = new Map<string, NeutralService[]>();
  for (const s of services) {
    if (!partOf(s, 'canary')) continue;
    const key = identityOf(s, without);
    main.set(key, [...(main.get(key) ?? []), s]);
  }
  const changed = new Map<NeutralService, NeutralService>();
  const gone = new Set<NeutralService>();
  for (const s of services) {
    if (partOf(s, 'canary') || !partOf(s, 'headers')) continue;
    const of = main.get(identityOf(s, without))?.find((m) => {
      const canary = partOf(m, 'canary')!.value as Canary;
      return moreHeader(s, m) !== undefined && stable(canary.backend) === stable(partOf(s, 'backend')?.value);
    });
    if (!of || changed.has(of)) continue;
    const [name, value] = moreHeader(s, of)!;
    const canary = partOf(of, 'canary')!;
    const from = [...canary.from, ...(partOf(s, 'headers')?.from ?? []), ...(partOf(s, 'backend')?.from ?? [])];
    const parts = of.parts.map((p) =>
      p === canary ? { ...p, value: { ...(p.value as Canary), header: `${name}: ${value}` }, from } : p,
    );
    changed.set(of, withSources(of, s, parts));
    gone.add(s);
  }
  return services.filter((s) => !gone.has(s)).map((s) => changed.get(s) ?? s);
};

/** Whether the label of a generated route states the name of the service, whose paths are rules of the route. */
const isLabelled = ({ name, origin }: NeutralService): boolean => {
  const at = origin.path.slice(0, Math.max(0, origin.path.indexOf('spec')));
  return new SourceNode(origin.document).get(...at, 'metadata', 'labels', ROUTE_LABELS.service).text === name;
};

/** Several services of one route are named by their paths, so that a name does not depend on the order of rules. */
const named = (services: readonly NeutralService[]): NeutralService[] => {
  const count = countsOf(services.map((s) => s.name));
  return services.map((s) => {
    const path = dashed(s.paths[0]?.value.replace(/^(exact|regex):/, '') ?? '');
    return (count.get(s.name) ?? 0) > 1 && path !== '' && !isLabelled(s) ? { ...s, name: `${s.name}-${path}` } : s;
  });
};

/** The services of rules, fewer where one service means the same. */
export const foldRules = (services: readonly NeutralService[]): NeutralService[] =>
  named(byCanary(byMethods(byHosts(services))));
