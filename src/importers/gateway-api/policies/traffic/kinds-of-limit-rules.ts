// What a rule of a rate limit counts.
import { entries, type Fields, fields, isSet, text } from '../../../../effective/objects/loose-objects.ts';
import type { RateLimit } from '../../../../effective/requests/counted-limits.ts';

/** `key`: a counter for each value. `rest`: requests without the header. `all`: one counter for all requests. */
export type LimitRule =
  | { readonly kind: 'key'; readonly key: string; readonly method: string | undefined; readonly limit: RateLimit }
  | { readonly kind: 'rest'; readonly header: string; readonly method: string | undefined; readonly limit: RateLimit }
  | { readonly kind: 'all'; readonly limit: RateLimit }
  | { readonly kind: 'other'; readonly limit: RateLimit };

/** A counter for each address; the header by name otherwise. */
export const BY_ADDRESS = 'address';

const methodOf = (selector: Fields): string | undefined | 'other' => {
  const all = entries(selector.methods);
  if (all.length === 0) return undefined;
  const [first] = all;
  return all.length === 1 && first!.invert !== true ? (text(first!.value) ?? 'other') : 'other';
};

const EVERY_ADDRESS = new Set(['0.0.0.0/0', '::/0']);

export const limitRule = (limit: RateLimit): LimitRule => {
  const [selector, ...more] = limit.selectors;
  const other = { kind: 'other', limit } as const;
  if (!selector) return { kind: 'all', limit };
  const known = ['headers', 'sourceCIDR', 'methods'];
  if (more.length > 0 || Object.keys(selector).some((k) => isSet(selector[k]) && !known.includes(k))) return other;
  const method = methodOf(selector);
  const headers = entries(selector.headers);
  const source = fields(selector.sourceCIDR);
  if (method === 'other' || headers.length > 1) return other;
  const [header] = headers;
  if (!header) {
    const isEach = source.type === 'Distinct' && source.invert !== true && EVERY_ADDRESS.has(text(source.value) ?? '');
    return isEach ? { kind: 'key', key: BY_ADDRESS, method, limit } : other;
  }
  if (Object.keys(source).length > 0) return other;
  const name = (text(header.name) ?? '').toLowerCase();
  if (header.type === 'Distinct' && header.invert !== true) return { kind: 'key', key: name, method, limit };
  const isMissing = header.type === 'RegularExpression' && header.value === '.*' && header.invert === true;
  return isMissing ? { kind: 'rest', header: name, method, limit } : other;
};
