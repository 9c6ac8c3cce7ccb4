import { type Refusal, refusal } from '../../diagnostics/refusal.ts';
import { headersCopiedBy } from '../../values/header-value.ts';
import type { Transform } from '../schema/transform-schema.ts';
import { type Headers, headersOf } from './header-classes.ts';
import { type Found, found, type Rule } from './rule.ts';

/** HTTPRoute filters: set, add and remove take 16 entries each. */
const MOST = 16;

/** Why a change of a header is refused; undefined: it is allowed. `kind`: set, add or remove. */
const refusalOf = (
  header: string,
  side: 'request' | 'response',
  kind: 'set' | 'add' | 'remove',
  { classOf, readBy }: Headers,
): Refusal | undefined => {
  const lower = header.toLowerCase();
  const is = classOf(lower);
  if (is === 'connection') return refusal('HopByHopHeader', { header });
  if (side === 'response') return undefined;
  if (is === 'gateway' || is === 'identity') return refusal('IdentityHeader', { header });
  // Removing a header before the service gets it is allowed if no part of the gateway reads it.
  if (is === 'credential' && (kind !== 'remove' || readBy.has(lower))) return refusal('CredentialHeader', { header });
  // X-Forwarded-Prefix is allowed: Envoy does not write it, and services read the prefix from it.
  if (lower === 'x-forwarded-prefix' && kind === 'set') return undefined;
  return is === 'forwarding' || is === 'envoy'
    ? refusal('ReservedHeader', { header, use: 'transform', is })
    : undefined;
};

const validate = (t: Transform | undefined, at: readonly PropertyKey[], headers: Headers): Found[] => {
  const out: Found[] = [];
  for (const side of ['request', 'response'] as const) {
    const changes = t?.[side];
    for (const kind of ['set', 'add', 'remove'] as const) {
      const entries = changes?.[kind];
      const names = Array.isArray(entries) ? entries : Object.keys(entries ?? {});
      if (names.length > MOST)
        out.push(found([...at, side, kind], 'TooManyHeaders', { count: names.length, most: MOST, withApi: false }));
      const seen = new Set<string>();
      for (const name of names) {
        const lower = name.toLowerCase();
        const here = [...at, side, kind, Array.isArray(entries) ? entries.indexOf(name) : name];
        if (seen.has(lower)) out.push(found(here, 'HeaderTwice', { header: name }));
        seen.add(lower);
        const wrong = refusalOf(name, side, kind, headers);
        if (wrong) out.push({ path: here, refusal: wrong });
        const value = kind === 'remove' ? '' : (changes?.[kind]?.[name] ?? '');
        // The schema refuses copies of headers that always contain credentials; which others do depends on the methods.
        if (headersCopiedBy(value).some((h) => headers.readBy.has(h)))
          out.push(found(here, 'CredentialInHeaderValue', { value }));
      }
    }
  }
  return out;
};

/** The changes of the API and of a service together are one filter. */
const together = (api: Transform | undefined, own: Transform | undefined, at: readonly PropertyKey[]): Found[] =>
  (['request', 'response'] as const).flatMap((side) =>
    (['set', 'add', 'remove'] as const).flatMap((kind) => {
      const namesOf = (t: Transform | undefined): string[] => {
        const entries = t?.[side]?.[kind] ?? [];
        return (Array.isArray(entries) ? entries : Object.keys(entries)).map((n) => n.toLowerCase());
      };
      const [a, b] = [namesOf(api), namesOf(own)];
      const all = new Set([...a, ...b]);
      return all.size > MOST && a.length <= MOST && b.length <= MOST
        ? [found([...at, side, kind], 'TooManyHeaders', { count: all.size, most: MOST, withApi: true })]
        : [];
    }),
  );

/** Of two names that differ only in case, Gateway API uses the first and ignores the other. */
const matchedTwice = (headers: Readonly<Record<string, string>> | undefined, at: readonly PropertyKey[]): Found[] => {
  const seen = new Set<string>();
  return Object.keys(headers ?? {}).flatMap((name) => {
    const before = seen.size;
    seen.add(name.toLowerCase());
    return seen.size > before ? [] : [found([...at, name], 'HeaderTwice', { header: name })];
  });
};

/** Refuses header changes that would forge the identity of a client or break a connection. */
export const headerRules: Rule = (answers) => {
  const headers = headersOf(answers);
  return [
    ...validate(answers.transform, ['transform'], headers),
    ...answers.services.flatMap((s, i) => [
      ...validate(s.transform, ['services', i, 'transform'], headers),
      ...(s.transform && answers.transform
        ? together(answers.transform, s.transform, ['services', i, 'transform'])
        : []),
      ...matchedTwice(s.headers, ['services', i, 'headers']),
    ]),
  ];
};
