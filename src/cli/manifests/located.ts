import type { Finding } from '../../diagnostics/finding.ts';
import type { Located } from '../../diagnostics/place.ts';
import { groupBy } from '../../values/group-by.ts';
import { Places, stepsOf } from './places.ts';
import type { Placed } from './source.ts';

/** A finding about an object of a file. */
export interface About {
  readonly finding: Finding;
  readonly of: Placed;
  /** The other object that it is about. */
  readonly related?: Placed | undefined;
}

/** Adds the places to each finding. Works part by part, so that only parts with findings are parsed again, and each only once. */
export const withPlaces = (all: readonly About[]): Located[] => {
  const out: Located[] = all.map(({ finding }) => finding);
  const wanted = all.flatMap(({ finding, of, related }, at) => [
    { at, key: 'place' as const, of, field: finding.field, resource: finding.resource },
    ...(related
      ? [{ at, key: 'relatedPlace' as const, of: related, field: 'metadata.name', resource: finding.related! }]
      : []),
  ]);
  for (const list of groupBy(wanted, ({ of }) => of.part).values()) {
    const { source, part } = list[0]!.of;
    const places = new Places(source.text, part);
    for (const { at, key, of, field, resource } of list) {
      const offset = places.offsetOf(of.index, [...of.path, ...stepsOf(field)]);
      out[at] = { ...out[at]!, [key]: source.place(offset, resource.startsWith('Secret ')) };
    }
  }
  return out;
};
