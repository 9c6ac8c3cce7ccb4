// Converts YAML nodes to JSON as kubectl does with Go's yaml library, which merges `<<`, limits the expansion of aliases, and
// accepts only values that JSON has.
import { type Document, isAlias, isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { type Json, type JsonObject, put } from '../../admission/admission-schema.ts';
import type { ValuesOf } from '../../diagnostics/catalogue.ts';
import {
  isQuotedDefault,
  isUnknown,
  type Variables,
  withDefaultsOf,
  withVariables,
} from '../../objects/unknown-value.ts';
import { unmasked } from '../../values/masked-text.ts';
import { MOST_LEVELS } from './depth.ts';
import { goScalar, isOldWord } from './go-scalar.ts';
import type { Problem } from './text.ts';

interface Anchored {
  readonly value: Json;
  /** The number of nodes, with aliases expanded. */
  readonly size: number;
  readonly levels: number;
}

const BINARY = 'tag:yaml.org,2002:binary';
const SMALL = 400_000;
const LARGE = 4_000_000;

/** The maximum ratio of values from aliases to all values (gopkg.in/yaml, decode.go). */
const allowedRatio = (count: number): number =>
  count <= SMALL ? 0.99 : count >= LARGE ? 0.1 : 0.99 - (0.89 * (count - SMALL)) / (LARGE - SMALL);

/** Whether a key is an unquoted `<<`, which Go's library writes as `!!merge <<`; in quotes it is a normal key. */
const isMerge = (key: unknown): boolean => isScalar(key) && key.source === '<<' && key.type === 'PLAIN';

/** Begins a list, a map, an alias or another value that is no plain scalar. */
const NOT_PLAIN = /^[[{&*!|>%@`]/;

/**
 * The value of a text with placeholders, which counts as known as far as they have defaults. Flux replaces them in the text of the
 * manifest, so `${REPLICAS:=1}` is a number even if it was in quotes; then it stays unknown, because envsubst keeps the quotes.
 */
const substituted = (written: string, isPlain: boolean, variables: Variables): Json => {
  const text = withVariables(written, variables);
  const value = withDefaultsOf(text);
  if (value === written || isQuotedDefault(text)) return value;
  if (NOT_PLAIN.test(value)) return written;
  const plain = isUnknown(value) ? value : goScalar(value);
  return isPlain ? plain : typeof plain === 'string' ? value : written;
};

/** The text of a key without quotes: kubectl makes a string of a number or a boolean. */
export const keyText = (node: Scalar): string => {
  const value = node.type === 'PLAIN' && node.tag === undefined ? goScalar(node.source ?? '') : node.value;
  if (typeof value === 'string') return value;
  // A number that JavaScript does not write as Go does is kept as it was written.
  return typeof value === 'boolean' || Number.isSafeInteger(value) ? String(value) : (node.source ?? String(value));
};

const offsetOf = (node: unknown): number => (node as { range?: readonly number[] | null } | null)?.range?.[0] ?? 0;

class Reader {
  constructor(
    private readonly isMasked: boolean,
    /** SOPS writes the document again when it decrypts it, with quotes around the words of YAML 1.1. */
    private readonly isEncrypted: boolean,
    private readonly variables: Variables,
  ) {}

  readonly problems: Problem[] = [];
  /** 'open': its value is still being read, so an alias to it would contain itself. */
  private readonly anchors = new Map<string, Anchored | 'open'>();
  private count = 0;
  private fromAliases = 0;
  private refused = false;
  /** Nesting depth of the value that was read last. */
  private levels = 0;

  private bad(node: unknown, values: ValuesOf<'FileUnreadable'>): null {
    this.problems.push({ code: 'FileUnreadable', offset: offsetOf(node), values });
    return null;
  }

  read(node: unknown): Json {
    this.count++;
    if (isAlias(node)) return this.alias(node);
    const anchor = (node as { anchor?: string } | null)?.anchor;
    const before = this.count;
    if (anchor) this.anchors.set(anchor, 'open');
    const value = this.plain(node);
    // An anchor of the same name inside the value replaces this one, which begins before it.
    if (anchor && this.anchors.get(anchor) === 'open')
      this.anchors.set(anchor, { value, size: this.count - before + 1, levels: this.levels });
    return value;
  }

  private plain(node: unknown): Json {
    if (isMap(node)) return this.map(node);
    if (isSeq(node)) {
      const list: Json[] = [];
      let levels = 0;
      for (const item of node.items) {
        list.push(this.read(item));
        levels = Math.max(levels, this.levels);
      }
      this.levels = levels + 1;
      return list;
    }
    this.levels = 0;
    return isScalar(node) ? this.scalar(node) : null;
  }

  private scalar(node: Scalar): Json {
    const isPlain = node.type === 'PLAIN' && node.tag === undefined;
    const source = node.source ?? '';
    const value = isPlain ? (this.isEncrypted && isOldWord(source) ? source : goScalar(source)) : node.value;
    if (typeof value === 'string') {
      if (node.tag === BINARY) return Buffer.from(value, 'base64').toString('utf8');
      const text = this.isMasked ? unmasked(value) : value;
      return text.includes('${') ? substituted(text, isPlain, this.variables) : text;
    }
    if (typeof value === 'number' && !Number.isFinite(value))
      return this.bad(node, { case: 'number', of: node.source ?? String(value) });
    return typeof value === 'number' || typeof value === 'boolean' ? value : null;
  }

  private alias(node: { source: string }): Json {
    const found = this.anchors.get(node.source);
    this.levels = 0;
    if (!found) return this.bad(node, { case: 'alias', of: node.source });
    if (found === 'open') return this.bad(node, { case: 'circle', of: node.source });
    this.count += found.size;
    this.fromAliases += found.size;
    this.levels = found.levels;
    const fault = this.tooMuch(node.source, found.levels);
    if (fault === undefined) return found.value;
    // Reported once: the aliases that follow are too much as well.
    if (this.refused) return null;
    this.refused = true;
    return this.bad(node, fault);
  }

  private tooMuch(name: string, levels: number): ValuesOf<'FileUnreadable'> | undefined {
    if (levels > MOST_LEVELS) return { case: 'aliasDeep', of: { name, levels: MOST_LEVELS } };
    return this.fromAliases > 100 && this.count > 1000 && this.fromAliases / this.count > allowedRatio(this.count)
      ? { case: 'aliasMany', of: { name, values: this.count } }
      : undefined;
  }

  private map(node: YAMLMap): Json {
    const map: JsonObject = {};
    const seen = new Set<string>();
    const merged: Pair[] = [];
    let levels = 0;
    for (const pair of node.items) {
      if (isMerge(pair.key)) {
        merged.push(pair);
        continue;
      }
      const key = this.key(pair.key);
      const value = this.read(pair.value);
      levels = Math.max(levels, this.levels);
      if (key === undefined) continue;
      if (seen.has(key)) this.problems.push({ code: 'DuplicateField', offset: offsetOf(pair.key), values: { key } });
      seen.add(key);
      put(map, key, value);
    }
    for (const pair of merged) {
      this.merge(map, pair);
      levels = Math.max(levels, this.levels);
    }
    this.levels = levels + 1;
    return map;
  }

  private key(node: unknown): string | undefined {
    if (isScalar(node) && typeof node.value === 'string' && !node.anchor) {
      const key = keyText(node);
      return this.isMasked ? unmasked(key) : key;
    }
    const before = this.problems.length;
    const value = isMap(node) || isSeq(node) ? undefined : this.read(node);
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return isScalar(node) ? keyText(node) : String(value);
    if (this.problems.length > before) return undefined;
    this.bad(node, { case: 'key' });
    return undefined;
  }

  /** `<<` adds missing keys from other maps; if several maps have a key, the first one wins. */
  private merge(map: JsonObject, pair: Pair): void {
    const value = this.read(pair.value);
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one !== 'object' || one === null || Array.isArray(one)) {
        this.bad(pair.key, { case: 'merge' });
        return;
      }
      for (const [k, v] of Object.entries(one)) if (!Object.hasOwn(map, k)) put(map, k, v);
    }
  }
}

const NONE: Variables = new Map();
/** With this annotation or label, Flux replaces nothing in an object. */
const SUBSTITUTE = 'kustomize.toolkit.fluxcd.io/substitute';
const isExcluded = (map: YAMLMap): boolean =>
  ['annotations', 'labels'].some((key) => map.getIn(['metadata', key, SUBSTITUTE]) === 'disabled');

/**
 * The value of a document; kubectl refuses the document if a problem has the code FileUnreadable. `variables`: what Flux replaces
 * in it.
 */
export const jsonOf = (
  { contents }: Document.Parsed,
  isMasked = false,
  variables = NONE,
): { value: Json; problems: readonly Problem[] } => {
  const map = isMap(contents) ? (contents as YAMLMap) : undefined;
  const given = variables.size > 0 && map && isExcluded(map) ? NONE : variables;
  const reader = new Reader(isMasked, isMap(map?.get('sops')), given);
  return { value: reader.read(contents), problems: reader.problems };
};
