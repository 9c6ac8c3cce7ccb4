import { parse } from 'yaml';
import type { Problem } from '../../src/diagnostics/refusal.ts';
import { put } from '../keys/put.ts';

type Tree = Record<string, unknown>;

const yaml = (text: string): unknown => {
  try {
    return parse(text);
  } catch {
    return text;
  }
};

/** The values that a fix names for the key of its problem, as a person would copy them; none: the fix is only a sentence. */
export const valuesIn = ({ key, fix }: Pick<Problem, 'key' | 'fix'>): unknown[] => {
  const last = /([\w-]+)(?:\[\d+\])?$/.exec(key)?.[1] ?? '';
  const oneOf = /^Write one of (.+?)(?:, or \w+: (\{.*\}))?\.$/.exec(fix);
  if (oneOf) {
    const words = oneOf[1]!.replace(/, and others$/, '').split(', ');
    return [...words.map(yaml), ...(oneOf[2] === undefined ? [] : [yaml(oneOf[2])])];
  }
  const [, name, value] = /^(?:Write|Add) ([\w-]+): (.+)\.$/s.exec(fix) ?? [];
  if (name === last) return [yaml(value!)];
  const quoted = /^Put it in quotes: (.+)\.$/s.exec(fix)?.[1];
  if (quoted !== undefined) return [yaml(quoted)];
  const alone = /^Write (\S+)\.$/s.exec(fix)?.[1] ?? /^Write ([[{].*[\]}])\.$/s.exec(fix)?.[1];
  return alone === undefined || alone === 'text' ? [] : [yaml(alone)];
};

/** The answers with a fix applied. */
export const fixed = (answers: Tree, key: string, value: unknown): Tree => {
  const copy = structuredClone(answers);
  put(copy, key, value);
  return copy;
};
