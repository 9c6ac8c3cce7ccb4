// The security of an operation: alternatives (OR), each with schemes that are all required (AND).
import type { NeutralAuth, NeutralMethod, Part } from '../../neutral/neutral.ts';
import type { Ledger } from '../../report/ledger.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { AUTHORIZATION, type TranslatedScheme } from './scheme.ts';
import type { Schemes } from './schemes.ts';

/** What an operation requires of its clients. */
export interface Access {
  readonly auth: NeutralAuth;
  /** Restrictions in addition: `allow.scopes`. */
  readonly parts: readonly Part[];
}

/** An answer lists at most so many scopes and methods (answers/schema/auth-schema.ts). */
const MOST_SCOPES = 16;
const MOST_METHODS = 8;
const MOST_OF_ALL = 5;

interface Needed {
  readonly scheme: TranslatedScheme;
  readonly scopes: ReadonlySet<string>;
}
/** The schemes of one alternative by the identity of their methods. */
type Alternative = ReadonlyMap<string, Needed>;

/** Whether requests without credentials are let through. */
export type Openness = 'public' | 'optional' | 'closed';

class Untranslatable extends Error {}

const fail = (what: string): never => {
  throw new Untranslatable(what);
};

const isMap = ({ value }: SourceNode): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Only an empty map is an alternative without credentials. */
const isEmptyMap = (item: SourceNode): boolean => isMap(item) && item.children.length === 0;

const scopesOf = (required: SourceNode): string[] => {
  const scopes = required.items.flatMap((s) => s.text ?? []);
  // Without a value, YAML writes null: `- token:`.
  if (required.exists && (!Array.isArray(required.value) || scopes.length < required.items.length))
    fail(`the scopes of ${required.key} are no list of texts`);
  return scopes;
};

const alternativeOf = (item: SourceNode, schemes: Schemes): Alternative => {
  const out = new Map<string, Needed>();
  if (!isMap(item))
    fail(`${item.text ?? 'an alternative without a value'} is in the place of a map with the name of a scheme`);
  for (const required of item.children) {
    const scheme = schemes.of(required.key);
    if (scheme.is === 'untranslatable') return fail(scheme.what);
    const scopes = scopesOf(required);
    if (scopes.length > 0 && !scheme.hasScopes)
      fail(`${required.key} requires the roles ${scopes.join(', ')}, and roles are in no standard part of a token`);
    const known = out.get(scheme.method.identity);
    out.set(scheme.method.identity, {
      scheme: known?.scheme ?? scheme,
      scopes: new Set([...(known?.scopes ?? []), ...scopes]),
    });
  }
  return out;
};

/** Whether everything that `a` requires is also required by `b`. */
const isWithin = (a: Alternative, b: Alternative): boolean =>
  [...a].every(([id, { scopes }]) => b.has(id) && [...scopes].every((s) => b.get(id)!.scopes.has(s)));

const scopesPart = (scopes: ReadonlySet<string>, from: readonly SourceNode[]): Part[] => {
  if (scopes.size === 0) return [];
  if (scopes.size > MOST_SCOPES) fail(`${scopes.size} scopes are required, and an answer lists at most ${MOST_SCOPES}`);
  return [{ key: 'allow', value: { scopes: [...scopes].sort() }, from }];
};

/** Methods of which each is required. */
const all = (needed: readonly Needed[], from: readonly SourceNode[], scopesFrom: readonly SourceNode[]): Access => {
  const types = needed.map((n) => n.scheme.type);
  const headers = needed.map((n) => n.scheme.place).filter((p) => p.startsWith('header '));
  if (new Set(types).size < types.length)
    fail(
      `${needed.map((n) => n.scheme.method.name).join(' and ')} are required together, and both are of the type ${types[0]}`,
    );
  if (new Set(headers).size < headers.length)
    fail(`${needed.map((n) => n.scheme.method.name).join(' and ')} are required together in one header`);
  if (needed.length > MOST_OF_ALL) fail('too many schemes are required together');
  const scopes = new Set(needed.flatMap((n) => [...n.scopes]));
  return { auth: methods('all', needed, from), parts: scopesPart(scopes, scopesFrom) };
};

const methods = (
  need: 'any' | 'all' | 'optional',
  needed: readonly Needed[],
  from: readonly SourceNode[],
): NeutralAuth => ({
  is: 'methods',
  need,
  methods: needed.map((n): NeutralMethod => n.scheme.method),
  from,
});

/** Methods of which one is enough. Why requests cannot be assigned to one of them: answers/rules/auth-rules.ts. */
const any = (needed: readonly Needed[], from: readonly SourceNode[], scopesFrom: readonly SourceNode[]): Access => {
  const names = needed.map((n) => n.scheme.method.name).join(' or ');
  const keys = needed.filter((n) => n.scheme.type === 'apiKey');
  if (needed.length > MOST_METHODS)
    fail(`${needed.length} schemes are alternatives, and an answer lists at most ${MOST_METHODS}`);
  if (needed.filter((n) => n.scheme.type === 'basic').length > 1)
    fail(`${names}: only one of several methods may have passwords`);
  if (keys.some((k) => k.scheme.place === AUTHORIZATION) && needed.length > keys.length)
    fail(`${names} are in the same header`);
  if (new Set(keys.map((k) => k.scheme.place)).size < keys.length) fail(`${names} are in the same place`);
  const scopes = new Set(needed.map((n) => [...n.scopes].sort().join(' ')));
  if (scopes.size > 1) fail(`${names} require different scopes`);
  if ([...scopes][0] !== '' && needed.some((n) => n.scheme.type !== 'jwt'))
    fail(`${names}: not all of them have scopes`);
  return { auth: methods('any', needed, from), parts: scopesPart(needed[0]!.scopes, scopesFrom) };
};

const accessOf = (list: SourceNode, schemes: Schemes): Access => {
  const items = list.items;
  const read = items.map((i) => alternativeOf(i, schemes));
  // An alternative that requires more than another one allows nothing more.
  const needed = read.filter(
    (a, i) => !read.some((b, j) => j !== i && b.size > 0 && isWithin(b, a) && (!isWithin(a, b) || j < i)),
  );
  const named = needed.filter((a) => a.size > 0);
  const scopesFrom = items.flatMap((i) => i.children).flatMap((c) => c.items);
  const from = items.flatMap((i) =>
    i.children.length === 0 ? [i] : i.children.flatMap((c) => (c.items.length === 0 ? [c] : c.items)),
  );
  if (named.length === 0) return { auth: { is: 'unstated', from }, parts: [] };
  const isOptional = named.length < needed.length;
  const single = named.every((a) => a.size === 1);
  if (named.length > 1 && !single) {
    // Several scopes of one scheme are alternatives that no answer can write, as are combinations of schemes.
    return fail('some alternatives require several schemes together');
  }
  if (named.length === 1 && !single)
    return isOptional
      ? fail('several schemes are required together, or none')
      : all([...named[0]!.values()], from, scopesFrom);
  const list1 = named.map((a) => [...a.values()][0]!);
  if (new Set(list1.map((n) => n.scheme.method.identity)).size < list1.length)
    return fail(`one of several scopes of ${list1[0]!.scheme.method.name} is enough, and allow.scopes requires all`);
  const access = any(list1, from, scopesFrom);
  if (!isOptional) return access;
  if (access.parts.length > 0) return fail('requests without a token are allowed, and tokens need scopes');
  return { auth: { ...access.auth, need: 'optional' } as NeutralAuth, parts: [] };
};

/** The access of an operation. What the document contains is read once for each list. */
export class Requirements {
  readonly #known = new Map<string, Access>();

  constructor(
    readonly root: SourceNode,
    readonly schemes: Schemes,
    readonly ledger: Ledger,
  ) {}

  /** What the document as a whole requires: nothing (an empty list), nothing or credentials (an empty alternative), or credentials. */
  get openness(): Openness {
    const { value } = this.root.get('security');
    if (!Array.isArray(value)) return 'closed';
    if (value.length === 0) return 'public';
    const { items } = this.root.get('security');
    // Of an empty alternative alone, it is not known whether it is meant.
    return items.some(isEmptyMap) && !items.every(isEmptyMap) ? 'optional' : 'closed';
  }

  /** What the document requires of all operations changes nothing if each says something else. */
  reportUnused(): void {
    const list = this.root.get('security');
    if (!this.#known.has(list.id)) for (const leaf of list.leaves) this.ledger.noEffect(leaf);
  }

  of(operation: SourceNode): Access {
    const own = operation.get('security');
    const list = own.value === undefined ? this.root.get('security') : own;
    const { id } = list;
    const known = this.#known.get(id);
    if (known) return known;
    const access = this.#read(list);
    this.#known.set(id, access);
    return access;
  }

  #read(list: SourceNode): Access {
    const from = [list];
    if (!Array.isArray(list.value))
      return { auth: { is: 'unstated', from: list.exists ? from : [this.root.get('security')] }, parts: [] };
    if (list.value.length === 0)
      return { auth: { is: 'public', reason: 'The OpenAPI document requires no security for it', from }, parts: [] };
    try {
      return accessOf(list, this.schemes);
    } catch (error) {
      if (!(error instanceof Untranslatable)) throw error;
      return { auth: { is: 'untranslatable', what: error.message, from }, parts: [] };
    }
  }
}
