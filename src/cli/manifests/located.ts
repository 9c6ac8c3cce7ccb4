import type { Finding } from '../../diagnostics/finding.ts';
import type { Located } from '../../diagnostics/place.ts';
import { groupBy } from '../../values/group-by.ts';
import { Places, stepsOf } from './places.ts';
import type { Placed } from './source.ts';

/** A finding about an object of a file. */
export interface About {
  readonly finding: Finding;
  readonly of: Placed;
}

/** Adds its place to each finding. Works part by part, so that only parts with findings are parsed again, and each only once. */
export const withPlaces = (all: readonly About[]): Located[] => {
  const out: Located[] = all.map(({ finding }) => finding);
  const byPart = groupBy(
    all.map((about, at) => ({ ...about, at })),
    ({ of }) => of.part,
  );
  for (const list of byPart.values()) {
    const { source, part } = list[0]!.of;
    const places = new Places(source.text, part);
    for (const { finding, of, at } of list) {
      const offset = places.offsetOf(of.index, [...of.path, ...stepsOf(finding.field)]);
      out[at] = { ...finding, place: source.place(offset, finding.resource.startsWith('Secret ')) };
    }
  }
  return out;
};
