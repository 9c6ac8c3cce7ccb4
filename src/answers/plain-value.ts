import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Refusal } from '../diagnostics/refusal.ts';

/** Keys with a special meaning in JavaScript objects. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const PLAIN_TAG = /^tag:yaml\.org,2002:(map|seq|str|int|float|bool|null)$/;

type Report = (node: unknown, refusal: Refusal) => void;

const ALIAS = (what: string): Refusal => ({
  code: 'AliasInAnswers',
  what,
  why: 'Anchors, aliases and merge keys hide what is answered, and can make a small file endlessly large.',
  fix: 'Write the value where it is meant, and remove the others, too.',
});

const keyRefusal = (key: unknown, seen: ReadonlySet<string>): Refusal | undefined => {
  if (!isScalar(key) || typeof key.value !== 'string')
    return {
      code: 'KeyNotText',
      what: 'A key is not text.',
      why: 'Every key of the answers is a word.',
      fix:
        isScalar(key) && key.source ? `Put it in quotes: ${JSON.stringify(key.source.slice(0, 60))}.` : 'Write a word.',
    };
  if (key.value === '<<' && key.type === 'PLAIN') return ALIAS('The file uses a YAML merge key, <<.');
  if (FORBIDDEN_KEYS.has(key.value))
    return {
      code: 'ForbiddenKey',
      what: `${key.value} is not a key.`,
      why: 'It has a meaning of its own in JavaScript.',
      fix: 'Choose another name.',
    };
  if (seen.has(key.value))
    return {
      code: 'DuplicateKey',
      what: 'The key is there twice.',
      why: 'One of the two values would be lost.',
      fix: 'Keep one of them.',
    };
  return undefined;
};

/** The plain value of a YAML node. Aliases are not expanded; YAML features that answers must not use are reported. */
export const plainValue = (root: Node | null, report: Report): unknown => {
  // Reported once: a "billion laughs" file has very many aliases.
  let aliased = false;
  const alias = (node: unknown, what: string): void => {
    if (!aliased) report(node, ALIAS(what));
    aliased = true;
  };
  const map = (pairs: readonly Pair[]): Record<string, unknown> => {
    const out: Record<string, unknown> = {};
    const seen = new Set<string>();
    for (const { key, value } of pairs) {
      const refusal = keyRefusal(key, seen);
      if (refusal?.code === 'AliasInAnswers') alias(key, refusal.what);
      else if (refusal) report(key ?? value, refusal);
      const below = plain(value);
      if (isAlias(key)) plain(key);
      if (refusal || !isScalar(key)) continue;
      const name = key.value as string;
      judge(key);
      seen.add(name);
      out[name] = below;
    }
    return out;
  };
  const judge = (node: Node): void => {
    if (isAlias(node)) return;
    if (node.anchor) alias(node, `The file uses the YAML anchor &${node.anchor}.`);
    if (node.tag && !PLAIN_TAG.test(node.tag))
      report(node, {
        code: 'TagInAnswers',
        what: `The file uses the YAML tag ${node.tag.slice(0, 60)}.`,
        why: 'Answers are plain data.',
        fix: 'Remove the tag.',
      });
  };
  const plain = (node: unknown): unknown => {
    if (node === null || node === undefined) return null;
    if (isAlias(node)) return void alias(node, `The file uses the YAML alias *${node.source}.`);
    judge(node as Node);
    if (isScalar(node)) return node.value;
    if (isSeq(node)) return node.items.map(plain);
    return isMap(node) ? map(node.items as Pair[]) : undefined;
  };
  return plain(root);
};
