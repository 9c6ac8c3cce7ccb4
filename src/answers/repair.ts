// Rules across answers need answers that parse. So that a wrong value does not hide problems elsewhere, wrong values are
// removed from a copy until the rest parses, and the rules validate the rest.
import type { RefusalCode } from '../diagnostics/catalogue.ts';
import type { Placed } from './issues.ts';
import type { RequiredAnswer, RequiredOfService } from './required-answers.ts';
import { type Answers, answersSchema } from './schema/answers-schema.ts';

/** Each round removes values that the previous round left incomplete. */
const MOST_ROUNDS = 4;
/** Rules that are meaningful only if all methods are present. */
const ABOUT_METHODS: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'AllowNeedsKey',
  'AllowNeedsToken',
  'MethodUnrestricted',
  'ClaimNotForwarded',
  'ApiKeyMethodMissing',
  'UnknownClient',
  'UnusedMethod',
  'AuthenticationMissing',
]);

type Path = readonly PropertyKey[];
const isBranch = (v: unknown): v is Record<PropertyKey, unknown> => typeof v === 'object' && v !== null;

/** A set of paths; `has` matches a path in the set, and all paths below and above it. */
class PathSet {
  private readonly whole = new Set<string>();
  private readonly parts = new Set<string>();

  add(path: Path): void {
    this.whole.add(JSON.stringify(path));
    for (let n = 0; n <= path.length; n++) this.parts.add(JSON.stringify(path.slice(0, n)));
  }

  has(path: Path): boolean {
    return (
      this.parts.has(JSON.stringify(path)) || path.some((_, i) => this.whole.has(JSON.stringify(path.slice(0, i))))
    );
  }
}

/** Placeholders for required answers; findings about them are dropped. */
const OF_ROOT: Readonly<Record<RequiredAnswer | 'tls', () => unknown>> = {
  version: () => 1,
  tls: () => ({ secret: 'stand-in' }),
};
const OF_SERVICE: Readonly<Record<RequiredOfService, (index: number) => unknown>> = {
  name: (i) => `stand-in-${i}`,
  path: (i) => `/stand-in-${i}`,
  backend: () => 'stand-in:1',
};

const isKeyOf = <T extends object>(record: T, key: PropertyKey | undefined): key is keyof T =>
  key !== undefined && Object.hasOwn(record, key);

/** Replaces a required answer of the file or of a service; false if the path is not one of them. */
const standIn = (root: Record<PropertyKey, unknown>, path: Path): boolean => {
  const [first, index, key = 'path'] = path;
  if (path.length === 1 && isKeyOf(OF_ROOT, first)) {
    root[first] = OF_ROOT[first]();
    return true;
  }
  const list = root.services;
  if (
    first !== 'services' ||
    typeof index !== 'number' ||
    path.length > 3 ||
    !Array.isArray(list) ||
    !isKeyOf(OF_SERVICE, key)
  )
    return false;
  const service: unknown = list[index];
  if (!isBranch(service)) return false;
  if (key === 'path') delete service.paths;
  service[key] = OF_SERVICE[key](index);
  return true;
};

/** Removes the value at a path, or its nearest parent; false if that would shift other entries of a list. */
const takeOut = (root: Record<PropertyKey, unknown>, path: Path): boolean => {
  if (standIn(root, path)) return true;
  let at: Record<PropertyKey, unknown> = root;
  let holder: [Record<PropertyKey, unknown>, PropertyKey] | undefined;
  for (const step of path) {
    if (!Object.hasOwn(at, step)) break;
    holder = [at, step];
    const next = at[step];
    if (!isBranch(next)) break;
    at = next;
  }
  if (!holder || Array.isArray(holder[0])) return false;
  delete holder[0][holder[1]];
  return true;
};

/** The part of the input that parses, and which findings of rules about it are meaningful; undefined if too little is left. */
export const salvage = (
  input: unknown,
): { answers: Answers; means: (found: { path: Path; refusal: Placed['refusal'] }) => boolean } | undefined => {
  if (!isBranch(input)) return undefined;
  const copy = structuredClone(input);
  const touched = new PathSet();
  let lostMethods = false;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const parsed = answersSchema.safeParse(copy);
    if (parsed.success) {
      const methods = Object.keys(((input as { auth?: { methods?: object } }).auth?.methods ?? {}) as object);
      return {
        answers: parsed.data,
        means: ({ path, refusal }) =>
          !touched.has(path) &&
          !(lostMethods && ABOUT_METHODS.has(refusal.code)) &&
          // A method that was removed here is there in the input.
          !(refusal.code === 'UnknownMethod' && methods.includes(refusal.values.method)),
      };
    }
    for (const issue of parsed.error.issues) {
      const path =
        issue.code === 'unrecognized_keys' ? [...issue.path, (issue as { keys: string[] }).keys[0]!] : issue.path;
      if (!takeOut(copy, path)) return undefined;
      touched.add(path);
      lostMethods ||= path[0] === 'auth';
    }
  }
  return undefined;
};
