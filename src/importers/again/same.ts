// Finds things again in a later import: a service whose Ingress has a new place, another path or another name stays the same.

/** What a thing is found by, the surest first. Each step has several texts of which any is enough. */
export type Traits = readonly (readonly string[])[];

/** For each thing of now, the index of the same thing of before. Each of those is used once. Linear in the number of traits. */
export const matched = (now: readonly Traits[], before: readonly Traits[]): (number | undefined)[] => {
  const found: (number | undefined)[] = now.map(() => undefined);
  const used = new Set<number>();
  const steps = Math.max(0, ...[...now, ...before].map((t) => t.length));
  for (let step = 0; step < steps; step++) {
    const byTrait = new Map<string, number[]>();
    for (const [i, traits] of before.entries())
      if (!used.has(i))
        for (const trait of new Set(traits[step])) {
          const list = byTrait.get(trait);
          if (list) list.push(i);
          else byTrait.set(trait, [i]);
        }
    for (const list of byTrait.values()) list.reverse();
    for (const [i, traits] of now.entries()) {
      if (found[i] !== undefined) continue;
      for (const trait of traits[step] ?? []) {
        const list = byTrait.get(trait);
        while (list && list.length > 0 && used.has(list.at(-1)!)) list.pop();
        const same = list?.pop();
        if (same === undefined) continue;
        found[i] = same;
        used.add(same);
        break;
      }
    }
  }
  return found;
};
