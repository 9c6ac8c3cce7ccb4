import type { Answers } from '../schema/schema.ts';
import type { Transform } from '../schema/service.ts';
import { type Found, found, type Rule } from './rule.ts';

/** Set by the gateway after authentication, in every setup. */
const OWN = ['x-client-id', 'x-basic-user', 'x-gateway-filters'];
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'host',
]);
/** HTTPRoute filters: set, add and remove take 16 entries each. */
const MOST = 16;

const identity = ({ auth }: Answers): Set<string> =>
  new Set([
    ...OWN,
    ...Object.values(auth?.methods ?? {}).flatMap((m) =>
      m.type === 'jwt' ? Object.values(m.claims ?? {}).map((h) => h.toLowerCase()) : [],
    ),
  ]);

const judge = (t: Transform | undefined, at: readonly PropertyKey[], ids: ReadonlySet<string>): Found[] => {
  const out: Found[] = [];
  for (const side of ['request', 'response'] as const) {
    const changes = t?.[side];
    for (const kind of ['set', 'add', 'remove'] as const) {
      const entries = changes?.[kind];
      const names = Array.isArray(entries) ? entries : Object.keys(entries ?? {});
      if (names.length > MOST)
        out.push(
          found(
            [...at, side, kind],
            'TooManyHeaders',
            `${names.length} headers are changed.`,
            `A filter takes ${MOST} at most.`,
            'Change fewer.',
          ),
        );
      const seen = new Set<string>();
      for (const name of names) {
        const lower = name.toLowerCase();
        const here = [...at, side, kind, Array.isArray(entries) ? entries.indexOf(name) : name];
        if (seen.has(lower))
          out.push(
            found(
              here,
              'HeaderTwice',
              `${name} is there twice.`,
              'Header names do not tell upper from lower case.',
              'Keep one.',
            ),
          );
        seen.add(lower);
        if (HOP_BY_HOP.has(lower))
          out.push(
            found(
              here,
              'HopByHopHeader',
              `${name} cannot be changed.`,
              'It belongs to one connection, not to the request.',
              'Remove it.',
            ),
          );
        if (side === 'request' && ids.has(lower))
          out.push(
            found(
              here,
              'IdentityHeader',
              `${name} says who the client is.`,
              'Only authentication may set it; a change here would remove or forge it.',
              'Choose another header.',
            ),
          );
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
        ? [
            found(
              [...at, side, kind],
              'TooManyHeaders',
              `${all.size} headers are changed, with those of the whole API.`,
              `A filter takes ${MOST} at most.`,
              'Change fewer here, or in transform at the top.',
            ),
          ]
        : [];
    }),
  );

/** Gateway API takes the first of two names that differ in case only, and ignores the other. */
const matchedTwice = (headers: Readonly<Record<string, string>> | undefined, at: readonly PropertyKey[]): Found[] => {
  const seen = new Set<string>();
  return Object.keys(headers ?? {}).flatMap((name) => {
    const before = seen.size;
    seen.add(name.toLowerCase());
    return seen.size > before
      ? []
      : [
          found(
            [...at, name],
            'HeaderTwice',
            `${name} is there twice.`,
            'Header names do not tell upper from lower case.',
            'Keep one.',
          ),
        ];
  });
};

/** Header changes neither forge who a client is nor touch what belongs to a connection. */
export const headerRules: Rule = (answers) => {
  const ids = identity(answers);
  return [
    ...judge(answers.transform, ['transform'], ids),
    ...answers.services.flatMap((s, i) => [
      ...judge(s.transform, ['services', i, 'transform'], ids),
      ...(s.transform && answers.transform
        ? together(answers.transform, s.transform, ['services', i, 'transform'])
        : []),
      ...matchedTwice(s.headers, ['services', i, 'headers']),
    ]),
  ];
};
