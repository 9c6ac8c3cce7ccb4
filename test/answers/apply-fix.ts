import { parse } from 'yaml';
import { keyPath } from '../../src/answers/key-path.ts';
import { schemasAt } from '../../src/answers/known-keys.ts';
import type { Problem } from '../../src/diagnostics/refusal.ts';
import { leaves } from '../keys/leaves.ts';
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

/** Every key of the answers, wherever it is. */
const KEYS = new Set(leaves().flatMap((at) => at.replaceAll('[]', '').split('.')));
/** `tls: { secret: NAME }` in a sentence, but not a key inside of a map. */
const SHOWN = new RegExp(
  `(?<=^|[\\s(\`])(?<![{,] )(${[...KEYS].join('|')}): (\\{(?:[^{}]|\\{[^{}]*\\})*\\}|\\[.*?\\](?=[\\s.,)\`]|$)|"[^"]*"|[^\\s{[]\\S*)`,
  'g',
);
/** What a person must fill in: `...`, a key without a value, `service:port`. */
const OPEN = /\.\.\.|\{ \w+ \}|service:port/;

/** The answers that a fix shows as YAML. A word in capitals is a name that the user has. */
export const answersIn = (fix: string): [key: string, value: unknown][] =>
  [...fix.matchAll(SHOWN)]
    .filter(([, , value]) => !OPEN.test(value!))
    .map(([, key, value]) => {
      const text = value!
        .replace(/[.,)`]+$/, '')
        .replace(/\bPORT\b/g, '8080')
        .replace('sha256:DIGEST', `sha256:${'0'.repeat(64)}`)
        .replace(/\b[A-Z][A-Z_]+\b(?!-)/g, 'name');
      return [key!, yaml(text)];
    });

/** The places above a key, itself first, the root last; then a service and a method, about which rules of other keys are. */
export const placesAbove = (key: string): string[] => {
  const steps = key.match(/[^.[\]]+|\[\d+\]/g) ?? [];
  const above = [...steps.keys(), steps.length].reverse();
  return [...above.map((n) => steps.slice(0, n).join('.').replaceAll('.[', '[')), 'services[0]', 'auth.methods.m'];
};

/** Whether the answers have a key; keys that users name are unknown here. */
export const isKnown = (key: string): boolean => schemasAt(keyPath(key)).length > 0;
