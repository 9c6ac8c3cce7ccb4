import type { Finding } from '../../diagnostics/finding.ts';
import type { Located, Place } from '../../diagnostics/place.ts';
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

/** A place that a finding gets. */
interface Wanted {
  readonly at: number;
  readonly key: 'place' | 'relatedPlace';
  readonly of: Placed;
  readonly field: string;
  readonly resource: string;
}

/** The place of each finding of one part. The part is parsed again, once, when the first of them is asked for. */
const placesIn = (list: readonly Wanted[]): ((i: number) => Place) => {
  let known: readonly Place[] | undefined;
  const find = (): Place[] => {
    const { source, part } = list[0]!.of;
    const places = new Places(source.text, part);
    return list.map(({ of, field, resource }) => {
      const offset = places.offsetOf(of.index, [...of.path, ...stepsOf(field)]);
      return source.place(offset, resource.startsWith('Secret '));
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

/** Adds the places to each finding. */
export const withPlaces = (all: readonly About[]): Located[] => {
  const out: Located[] = all.map(({ finding }) => finding);
  const wanted = all.flatMap(({ finding, of, related }, at): Wanted[] => [
    { at, key: 'place', of, field: finding.field, resource: finding.resource },
    ...(related
      ? [{ at, key: 'relatedPlace' as const, of: related, field: 'metadata.name', resource: finding.related! }]
      : []),
  ]);
  for (const list of groupBy(wanted, ({ of }) => of.part).values()) {
    const placeOf = placesIn(list);
    for (const [i, { at, key, of }] of list.entries())
      out[at] = { ...out[at]!, [key]: placeLater(of.source.file, () => placeOf(i)) };
  }
  return out;
};
