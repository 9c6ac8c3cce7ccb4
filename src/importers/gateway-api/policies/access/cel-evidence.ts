// What a CEL expression of a generated rule requires. An expression that is not one of these could require anything.
import { FILTERS_HEADER } from '../../../../auth/allow-rule.ts';

/** What an expression requires in addition to the principal of its rule. */
export interface Evidence {
  /** A verified token of this provider. */
  readonly provider?: string;
  /** A user name that basic authentication has set in this header. */
  readonly userHeader?: string;
  /** A filter of the listener: the name of its policy. */
  readonly chain?: string;
  /** A claim that has one of the values, as text or in a list. */
  readonly claim?: { readonly name: string; readonly values: readonly string[] };
}

/** Splits at an operator that is outside of parentheses and quotes. */
const split = (text: string, operator: '&&' | '||'): string[] => {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quote !== '') {
      if (c === '\\') i++;
      else if (c === quote) quote = '';
    } else if (c === '"' || c === "'") quote = c;
    else if (c === '(' || c === '[') depth++;
    else if (c === ')' || c === ']') depth--;
    else if (depth === 0 && text.startsWith(operator, i)) {
      parts.push(text.slice(start, i).trim());
      start = i + operator.length;
      i++;
    }
  }
  return [...parts, text.slice(start).trim()];
};

/** The parentheses around all of an expression are removed. */
const bare = (text: string): string => {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (let i = 0; i < text.length - 1; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) return text;
  }
  return text.slice(1, -1).trim();
};

const PAYLOAD = String.raw`metadata\.filter_metadata\['envoy\.filters\.http\.jwt_authn'\]\['([a-z0-9.-]+)'\]`;
const TOKEN = new RegExp(`^'exp' in ${PAYLOAD}$`);
const IN_HEADERS = /^'([a-z0-9-]+)' in request\.headers$/;
const NAMED = new RegExp(String.raw`^request\.headers\['${FILTERS_HEADER}'\]\.contains\(',([a-z0-9.:-]+),'\)$`);
const EQUALS = new RegExp(`^${PAYLOAD}\\[("(?:[^"\\\\]|\\\\.)*")\\] == ("(?:[^"\\\\]|\\\\.)*")$`);
const CONTAINS = new RegExp(`^("(?:[^"\\\\]|\\\\.)*") in ${PAYLOAD}\\[("(?:[^"\\\\]|\\\\.)*")\\]$`);

const unquoted = (text: string): string | undefined => {
  try {
    return String(JSON.parse(text));
  } catch {
    return undefined;
  }
};

/** `(payload["role"] == "a" || "a" in payload["role"])` */
const claimOf = (text: string): Evidence[] | undefined => {
  const alternatives = split(bare(text), '||');
  const names = new Set<string>();
  const providers = new Set<string>();
  const asText = new Set<string>();
  const inList = new Set<string>();
  for (const part of alternatives) {
    const equals = EQUALS.exec(part);
    const contains = CONTAINS.exec(part);
    const [provider, name, value] = equals
      ? [equals[1], equals[2], equals[3]]
      : contains
        ? [contains[2], contains[3], contains[1]]
        : [];
    const read = value === undefined ? undefined : unquoted(value);
    const claim = name === undefined ? undefined : unquoted(name);
    if (provider === undefined || claim === undefined || read === undefined) return undefined;
    names.add(claim);
    providers.add(provider);
    (equals ? asText : inList).add(read);
  }
  const values = [...asText];
  const isBoth = values.length === inList.size && values.every((v) => inList.has(v));
  if (names.size !== 1 || providers.size !== 1 || !isBoth) return undefined;
  return [{ provider: [...providers][0]!, claim: { name: [...names][0]!, values } }];
};

const atom = (text: string): Evidence[] | undefined => {
  const inner = bare(text);
  if (split(inner, '&&').length > 1) return evidenceOf(inner);
  const token = TOKEN.exec(inner);
  if (token) return [{ provider: token[1]! }];
  const named = NAMED.exec(inner);
  if (named) return [{ chain: named[1]! }];
  const header = IN_HEADERS.exec(inner);
  if (header) return header[1] === FILTERS_HEADER ? [] : [{ userHeader: header[1]! }];
  return claimOf(text);
};

/** All that an expression requires; undefined: it contains something else. */
export const evidenceOf = (cel: string): Evidence[] | undefined => {
  const all = split(cel, '&&').map(atom);
  return all.every((a) => a !== undefined) ? all.flat() : undefined;
};
