// Refuses answers that name a header which another part of the gateway needs.
import type { NamedHeader } from '../../auth/auth-kind.ts';
import { kindOf } from '../../auth/kinds.ts';
import type { ValuesOf } from '../../diagnostics/catalogue.ts';
import type { Answers } from '../schema/answers-schema.ts';
import type { ServiceAnswer } from '../schema/service-schema.ts';
import { type HeaderClass, type Headers, headersOf } from './header-classes.ts';
import { type Found, found, type Rule } from './rule.ts';

type At = (...path: PropertyKey[]) => PropertyKey[];

/** Headers of one answer, the classes that they must not have, and their use. */
interface Use {
  readonly names: readonly (readonly [name: string, at: readonly PropertyKey[]])[];
  readonly not: readonly HeaderClass[];
  readonly use: Exclude<ValuesOf<'ReservedHeader'>, { method: string }>['use'];
}

const OF_ENVOY: readonly HeaderClass[] = ['connection', 'forwarding', 'envoy', 'trace'];

const validate = ({ names, not, use }: Use, { classOf }: Headers): Found[] =>
  names.flatMap(([name, at]) => {
    const kind = classOf(name.toLowerCase());
    if (kind === undefined || !not.includes(kind)) return [];
    return [found(at, 'ReservedHeader', { header: name, use, is: kind })];
  });

/** Headers that a method reads and writes. */
const ofMethods = (auth: Answers['auth'], headers: Headers): Found[] =>
  Object.entries(auth?.methods ?? {}).flatMap(([method, m]): Found[] => {
    const at: At = (...path) => ['auth', 'methods', method, ...path];
    const named = kindOf(m).namedHeaders(m);
    const of = (use: NamedHeader['use']) =>
      named.filter((h) => h.use === use).map(({ name, path }) => [name, at(...path)] as const);
    const read = of('read')
      .filter(
        ([name]) => headers.writtenBy.has(name.toLowerCase()) || headers.classOf(name.toLowerCase()) === 'gateway',
      )
      .map(([header, place]) => found(place, 'AuthorizerHeaderRemoved', { method, header }));
    const set: Use = { names: of('set'), not: [...OF_ENVOY, 'gateway', 'credential'], use: 'authorizer' };
    const credential: Use = {
      names: of('credential').filter(([name]) => name !== 'authorization'),
      not: [...OF_ENVOY, 'gateway', 'credential'],
      use: 'apiKey',
    };
    return [...read, ...validate(set, headers), ...validate(credential, headersOf({ auth: undefined }))];
  });

/** Headers that select a service or its canary. */
const matched = (s: ServiceAnswer, at: At): Use[] => [
  {
    names: [
      ...Object.keys(s.headers ?? {}).map((name) => [name, at('headers', name)] as const),
      ...(s.canary?.header ? [[s.canary.header.name, at('canary', 'header')] as const] : []),
    ],
    not: [...OF_ENVOY, 'gateway', 'identity', 'credential'],
    use: 'match',
  },
];

/** Headers for consistent hashing and for credentials of external servers. */
const carried = (s: ServiceAnswer, at: At, headers: Headers): Found[] => {
  const hashed =
    s.loadBalancing && 'on' in s.loadBalancing && s.loadBalancing.on === 'header' ? s.loadBalancing : undefined;
  const key =
    hashed && headers.readBy.has(hashed.header.toLowerCase()) && hashed.header.toLowerCase() !== 'authorization';
  const out = key
    ? [
        found(at('loadBalancing'), 'ReservedHeader', {
          header: hashed.header,
          use: 'hash',
          method: headers.readBy.get(hashed.header.toLowerCase())!,
        }),
      ]
    : [];
  const use: Use = {
    names: hashed ? [[hashed.header, at('loadBalancing')]] : [],
    not: ['connection', 'trace'],
    use: 'hash',
  };
  const { identity } = s;
  const shown: Use = {
    names:
      typeof identity === 'object' && 'secret' in identity && identity.header !== undefined
        ? [[identity.header, at('identity', 'serviceToken', 'header')]]
        : [],
    not: [...OF_ENVOY, 'gateway', 'identity'],
    use: 'identity',
  };
  return [...out, ...(key ? [] : validate(use, headers)), ...validate(shown, headers)];
};

/** Refuses answers that use a header of another part of the gateway, or that let clients forge it. */
export const reservedHeaderRules: Rule = (answers) => {
  const headers = headersOf(answers);
  return [
    ...ofMethods(answers.auth, headers),
    ...answers.services.flatMap((s, i) => {
      const at: At = (...path) => ['services', i, ...path];
      return [...matched(s, at).flatMap((use) => validate(use, headers)), ...carried(s, at, headers)];
    }),
  ];
};
