import { placeholderIn } from './unknown-value.ts';

/** The unknown values of an object, by their paths as findings write them. */
export interface UnknownFields {
  /** The first placeholder of each value. */
  readonly at: ReadonlyMap<string, string>;
  /** Fields that contain an unknown value one or two levels below them. */
  readonly above: ReadonlyMap<string, 1 | 2>;
  /** Fields that lack a value because it is unknown, and lists with an unknown entry. */
  readonly incomplete: ReadonlySet<string>;
}

const cached = new WeakMap<object, UnknownFields | null>();

const parentOf = (path: string): string => {
  const at = path.endsWith(']') ? path.lastIndexOf('[') : path.lastIndexOf('.');
  return at < 0 ? '' : path.slice(0, at);
};

type Places = Map<string, string>;

/** Keys without a placeholder: objects repeat the same few. */
const knownKeys = new Set<string>();
const MOST_KEYS = 10_000;
const inKey = (key: string): string | undefined => {
  if (knownKeys.has(key)) return undefined;
  const found = placeholderIn(key);
  if (found === undefined && knownKeys.size < MOST_KEYS) knownKeys.add(key);
  return found;
};

/** Whether a key contains a placeholder. */
export const isUnknownKey = (key: string): boolean => inKey(key) !== undefined;

const isAny = (value: unknown): boolean => {
  if (typeof value === 'string') return placeholderIn(value) !== undefined;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(isAny);
  for (const key of Object.keys(value))
    if (isAny((value as Record<string, unknown>)[key]) || inKey(key) !== undefined) return true;
  return false;
};

const collect = (value: unknown, path: string, at: Places): Places => {
  if (typeof value === 'string') {
    const found = placeholderIn(value);
    if (found !== undefined) at.set(path, found);
  } else if (Array.isArray(value)) for (let i = 0; i < value.length; i++) collect(value[i], `${path}[${i}]`, at);
  else if (typeof value === 'object' && value !== null)
    for (const key of Object.keys(value)) {
      const below = path === '' ? key : key.includes('.') ? `${path}[${key}]` : `${path}.${key}`;
      const found = inKey(key);
      if (found !== undefined) at.set(below, found);
      collect((value as Record<string, unknown>)[key], below, at);
    }
  return at;
};

const fieldsOf = (at: Places, left: Places): UnknownFields => {
  const above = new Map<string, 1 | 2>();
  const incomplete = new Set<string>();
  for (const path of at.keys()) {
    const parent = parentOf(path);
    above.set(parent, 1);
    const next = parentOf(parent);
    if (parent !== '' && !above.has(next)) above.set(next, 2);
    if (path.endsWith(']') || !left.has(path)) incomplete.add(parent);
  }
  return { at, above, incomplete };
};

/** The unknown values of an object; undefined: there are none. Computed once for each object. */
export const unknownsOf = (object: object): UnknownFields | undefined => {
  const known = cached.get(object);
  if (known !== undefined) return known ?? undefined;
  // Paths are written only where there are placeholders: most objects have none.
  const at = isAny(object) ? collect(object, '', new Map()) : undefined;
  const found = at ? fieldsOf(at, at) : null;
  cached.set(object, found);
  return found ?? undefined;
};

/** Notes that an object has no unknown values, for a caller that read all of them. */
export const hasNoUnknowns = (object: object): void => void cached.set(object, null);

/** Keeps the unknown values of an object for a copy that lacks some of them. */
export const keepUnknowns = (copy: object, of: object): void => {
  if (copy === of) return;
  const unknown = unknownsOf(of);
  cached.set(copy, unknown ? fieldsOf(unknown.at as Places, collect(copy, '', new Map())) : null);
};

/**
 * Whether an unknown value decides about a finding at a field. An error must be certain, so a value next to the field, or up to
 * two levels below it, decides as well.
 */
export const decidesAbout = ({ at, above, incomplete }: UnknownFields, field: string, isError: boolean): boolean => {
  // A finding at the name is about the object as a whole.
  if (field === '' || field === 'metadata.name') return false;
  for (let path = field; path !== ''; path = parentOf(path)) if (at.has(path)) return true;
  const parent = parentOf(field);
  return isError ? above.has(field) || above.get(parent) === 1 : incomplete.has(field) || incomplete.has(parent);
};
