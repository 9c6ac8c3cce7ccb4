// Formats values as YAML, short ones in one line.
import { stringify } from 'yaml';

/** Columns; longer values become blocks. */
export const WIDTH = 100;

export type Tree = Record<string, unknown>;
export const isTree = (v: unknown): v is Tree => typeof v === 'object' && v !== null && !Array.isArray(v);
export const equal = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => equal(x, b[i]));
  if (!isTree(a) || !isTree(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => Object.hasOwn(b, k) && equal(a[k], b[k]));
};

/** Names, paths and backends of more characters than any word of YAML (`false`): the library, which is slow, leaves them unquoted, but quotes `e00191`, a number of YAML 1.1. */
const PLAIN = /^(?!e-?\d+$)[a-z/](?:[a-z0-9_/.-]|:(?=[a-z0-9]))*$/;
const LONGEST_WORD = 5;
/** Short keys, such as `path`; all that YAML reads as something else are words of YAML. */
const SHORT = /^(?!(?:yes|off|true|null|false)$)[a-z]{3,5}$/;

/** A word is unquoted if the YAML library would leave it so, also for YAML 1.1; all other text is quoted. */
export const answerScalar = (s: string): string =>
  (s.length > LONGEST_WORD ? PLAIN : SHORT).test(s) || stringify(s, { compat: 'yaml-1.1', lineWidth: 0 }) === `${s}\n`
    ? s
    : JSON.stringify(s);

/** In flow style, commas and brackets end a plain scalar, so only words without them are unquoted. */
const flowScalar = (v: unknown): string =>
  typeof v === 'string'
    ? /^[A-Za-z/][A-Za-z0-9_./@+-]*$/.test(v)
      ? answerScalar(v)
      : JSON.stringify(v)
    : JSON.stringify(v);

/** A value in one line. */
export const flow = (v: unknown): string => {
  if (Array.isArray(v)) return `[${v.map(flow).join(', ')}]`;
  if (!isTree(v)) return flowScalar(v);
  const parts = Object.entries(v)
    .filter(([, x]) => x !== undefined)
    .map(([k, x]) => `${flowScalar(k)}: ${flow(x)}`);
  return parts.length > 0 ? `{ ${parts.join(', ')} }` : '{}';
};

export const entries = (v: Tree): [string, unknown][] => Object.entries(v).filter(([, x]) => x !== undefined);

/** A value below a key: in the key's line if it fits into `room` columns, else as a block. */
export const block = (v: unknown, indent: string, room: number): string => {
  if (!isTree(v) && !Array.isArray(v)) return ` ${typeof v === 'string' ? answerScalar(v) : JSON.stringify(v)}\n`;
  const listOfMaps = Array.isArray(v) && v.some(isTree);
  const short = listOfMaps || room <= 0 ? undefined : flow(v);
  if (short !== undefined && short.length <= room) return ` ${short}\n`;
  if (Array.isArray(v)) return `\n${v.map((x) => item(x, indent)).join('')}`;
  return `\n${entries(v)
    .map(([k, x]) => `${indent}  ${answerScalar(k)}:${block(x, `${indent}  `, WIDTH - indent.length - k.length - 4)}`)
    .join('')}`;
};

export const item = (v: unknown, indent: string): string => {
  const short = flow(v);
  if (!isTree(v) || short.length <= WIDTH - indent.length - 4)
    return `${indent}  - ${isTree(v) ? short : typeof v === 'string' ? answerScalar(v) : short}\n`;
  return entries(v)
    .map(
      ([k, x], i) =>
        `${indent}  ${i === 0 ? '- ' : '  '}${answerScalar(k)}:${block(x, `${indent}    `, WIDTH - indent.length - k.length - 8)}`,
    )
    .join('');
};
