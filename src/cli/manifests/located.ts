import type { Finding } from '../../diagnostics/finding.ts';
import type { Located, Place } from '../../diagnostics/place.ts';
import { groupBy } from '../../values/group-by.ts';
import { Places, stepsOf } from './places.ts';
import type { Placed } from './source.ts';

/** A finding about an object of a file. */
export interface About {
  readonly finding: Finding;
  readonly of: Placed;
}

/** The place of each finding of one part. The part is parsed again, once, when the first of them is asked for. */
const placesIn = (list: readonly About[]): ((i: number) => Place) => {
  let known: readonly Place[] | undefined;
  const find = (): Place[] => {
    const { source, part } = list[0]!.of;
    const places = new Places(source.text, part);
    return list.map(({ finding, of }) => {
      const offset = places.offsetOf(of.index, [...of.path, ...stepsOf(finding.field)]);
      return source.place(offset, finding.resource.startsWith('Secret '));
    });
  };
  return (i) => {
    known ??= find();
    return known[i]!;
  };
};

/** A place that is looked for when its line is asked for: of thousands of equal findings, a text shows a few. */
const placeLater = (file: string, find: () => Place): Place => ({
  file,
  get line() {
    return find().line;
  },
  get column() {
    return find().column;
  },
  get excerpt() {
    return find().excerpt;
  },
});

/** Adds its place to each finding. */
export const withPlaces = (all: readonly About[]): Located[] => {
  const out: Located[] = all.map(({ finding }) => finding);
  const byPart = groupBy(
    all.map((about, at) => ({ ...about, at })),
    ({ of }) => of.part,
  );
  for (const list of byPart.values()) {
    const placeOf = placesIn(list);
    for (const [i, { finding, of, at }] of list.entries())
      out[at] = { ...finding, place: placeLater(of.source.file, () => placeOf(i)) };
  }
  return out;
};
