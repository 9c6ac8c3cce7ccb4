// Services are written as a list or as a map by name; the rest of the program knows the list.
import { type Problem, problemAt, type Refusal, refusal } from '../../diagnostics/refusal.ts';
import { derivedName } from '../service-name.ts';
import { isTree, type Tree } from '../yaml-layout.ts';
import { from, type Origin, type Provenance, stepInto } from './provenance.ts';

/** A service as written, with its name. */
export interface Entry {
  readonly name: string | undefined;
  /** The service with its name; null: an overlay removes it. */
  readonly value: unknown;
  readonly origin: Origin;
  /** Where the name is, if it is not in the service itself. */
  readonly ofName: Origin | undefined;
}

/** A problem at the place of an origin. */
export const problemOf = (origin: Origin, key: string, why: Refusal, onKey = false): Problem => {
  const { line, column } = origin.layer.locate(origin.path, onKey || origin.onKey);
  return problemAt({ file: origin.layer.file, line, column, key }, why);
};

const ofList = (list: readonly unknown[], at: Origin): Entry[] =>
  list.map((value, i): Entry => {
    const origin = stepInto(at, i);
    if (!isTree(value)) return { name: undefined, value, origin, ofName: undefined };
    if (value.name !== undefined) return { name: String(value.name), value, origin, ofName: undefined };
    const name = derivedName(value);
    if (name === undefined) return { name: undefined, value, origin, ofName: undefined };
    const named = stepInto(
      origin,
      ...(value.path !== undefined ? ['path'] : value.paths !== undefined ? ['paths'] : []),
    );
    return { name, value: { name, ...value }, origin, ofName: named };
  });

const ofMap = (map: Tree, at: Origin, report: (p: Problem) => void): Entry[] =>
  Object.entries(map).map(([name, value]): Entry => {
    const origin = stepInto(at, name);
    if (!isTree(value)) return { name, value, origin, ofName: undefined };
    const { name: said, ...rest } = value;
    if (said !== undefined && said !== name)
      report(
        problemOf(
          stepInto(origin, 'name'),
          `${at.path.join('.')}.${name}.name`,
          refusal('ServiceKeyDiffers', { key: name, name: String(said) }),
        ),
      );
    return { name, value: { name, ...rest }, origin, ofName: { ...origin, onKey: true } };
  });

/** The services of either form; undefined: it is neither, which the schema refuses. */
export const entriesOf = (value: unknown, at: Origin, report: (p: Problem) => void): Entry[] | undefined =>
  Array.isArray(value) ? ofList(value, at) : isTree(value) ? ofMap(value, at, report) : undefined;

/** The provenance of one entry. */
export const provenanceOf = ({ origin, ofName }: Entry): Provenance => {
  const node = from(origin);
  if (ofName) node.below.set('name', from(ofName));
  return node;
};

/** Whether a list of services is as the rest of the program needs it. */
export const isCanonical = (value: unknown): boolean =>
  !isTree(value) && !(Array.isArray(value) && value.some((s) => isTree(s) && s.name === undefined && derivedName(s)));
