import { type Refusal, refusal } from '../../diagnostics/refusal.ts';
import { headersCopiedBy } from '../../values/header-value.ts';
import type { Transform } from '../schema/service-schema.ts';
import { type Headers, headersOf } from './header-classes.ts';
import { type Found, found, type Rule } from './rule.ts';

/** HTTPRoute filters: set, add and remove take 16 entries each. */
const MOST = 16;

/** What a change of one header is refused for; `kind`: set, add or remove. */
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
  // What nobody reads may be removed before the service sees it.
  if (is === 'credential' && (kind !== 'remove' || readBy.has(lower))) return refusal('CredentialHeader', { header });
  // Envoy does not write it: it informs a service of the prefix under which it is served.
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
        // The headers that every setup counts among credentials are refused with the value's form.
        if (headersCopiedBy(value).some((h) => headers.readBy.has(h)))
          out.push(found(here, 'CredentialInHeaderValue', { value }));
      }
    }
  }
  return out;
};

/** A service's changes are laid over those of the whole API, into one filter. */
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

/** Gateway API takes the first of two names that differ in case only, and ignores the other. */
const matchedTwice = (headers: Readonly<Record<string, string>> | undefined, at: readonly PropertyKey[]): Found[] => {
  const seen = new Set<string>();
  return Object.keys(headers ?? {}).flatMap((name) => {
    const before = seen.size;
    seen.add(name.toLowerCase());
    return seen.size > before ? [] : [found([...at, name], 'HeaderTwice', { header: name })];
  });
};

/** Header changes neither forge who a client is nor touch what belongs to a connection. */
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
