import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { ValuesOf } from '../diagnostics/catalogue.ts';
import { type Refusal, refusal } from '../diagnostics/refusal.ts';

/** Keys with a special meaning in JavaScript objects. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const PLAIN_TAG = /^tag:yaml\.org,2002:(map|seq|str|int|float|bool|null)$/;

type Report = (node: unknown, why: Refusal) => void;

/** Why a key cannot be one; undefined: it can. A merge key is reported with the aliases. */
const keyRefusal = (key: unknown, seen: ReadonlySet<string>): Refusal | undefined => {
  if (!isScalar(key) || typeof key.value !== 'string')
    return refusal('KeyNotText', { source: isScalar(key) ? key.source : undefined });
  if (FORBIDDEN_KEYS.has(key.value)) return refusal('ForbiddenKey', { key: key.value });
  return seen.has(key.value) ? refusal('DuplicateAnswer') : undefined;
};

const isMergeKey = (key: unknown): boolean => isScalar(key) && key.value === '<<' && key.type === 'PLAIN';

/** The plain value of a YAML node. Aliases are not expanded; YAML features that answers must not use are reported. */
export const plainValue = (root: Node | null, report: Report): unknown => {
  // Reported once: a "billion laughs" file has very many aliases.
  let aliased = false;
  const alias = (node: unknown, values: ValuesOf<'AliasInAnswers'>): void => {
    if (!aliased) report(node, refusal('AliasInAnswers', values));
    aliased = true;
  };
  const map = (pairs: readonly Pair[]): Record<string, unknown> => {
    const out: Record<string, unknown> = {};
    const seen = new Set<string>();
    for (const { key, value } of pairs) {
      const merge = isMergeKey(key);
      if (merge) alias(key, { kind: 'mergeKey' });
      const wrong = merge ? undefined : keyRefusal(key, seen);
      if (wrong) report(key ?? value, wrong);
      const below = plain(value);
      if (isAlias(key)) plain(key);
      if (merge || wrong || !isScalar(key)) continue;
      const name = key.value as string;
      validate(key);
      seen.add(name);
      out[name] = below;
    }
    return out;
  };
  const validate = (node: Node): void => {
    if (isAlias(node)) return;
    if (node.anchor) alias(node, { kind: 'anchor', name: node.anchor });
    if (node.tag && !PLAIN_TAG.test(node.tag)) report(node, refusal('TagInAnswers', { tag: node.tag }));
  };
  const plain = (node: unknown): unknown => {
    if (node === null || node === undefined) return null;
    if (isAlias(node)) return void alias(node, { kind: 'alias', name: node.source });
    validate(node as Node);
    if (isScalar(node)) return node.value;
    if (isSeq(node)) return node.items.map(plain);
    return isMap(node) ? map(node.items as Pair[]) : undefined;
  };
  return plain(root);
};
