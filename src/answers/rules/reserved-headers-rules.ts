// Headers that an answer names must not be those that another part of the gateway needs.

import type { NamedHeader } from '../../auth/auth-kind.ts';
import { kindOf } from '../../auth/kinds.ts';
import type { Answers } from '../schema/answers-schema.ts';
import type { ServiceAnswer } from '../schema/service-schema.ts';
import { type HeaderClass, type Headers, headersOf, SAYS } from './header-classes.ts';
import { type Found, found, type Rule } from './rule.ts';

type At = (...path: PropertyKey[]) => PropertyKey[];

/** Headers of one answer, the classes that it must not name, and why. */
interface Use {
  readonly names: readonly (readonly [name: string, at: readonly PropertyKey[]])[];
  readonly not: readonly HeaderClass[];
  readonly why: string;
  readonly fix: string;
}

const OF_ENVOY: readonly HeaderClass[] = ['connection', 'forwarding', 'envoy', 'trace'];

const judge = ({ names, not, why, fix }: Use, { classOf }: Headers): Found[] =>
  names.flatMap(([name, at]) => {
    const kind = classOf(name.toLowerCase());
    if (kind === undefined || !not.includes(kind)) return [];
    return [found(at, 'ReservedHeader', `${name} ${SAYS[kind]}.`, why, fix)];
  });

/** What one method reads and writes. */
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
      .map(([name, place]) => removed(name, place, `The authorizer ${method}`));
    const written: Use = {
      names: of('set'),
      not: [...OF_ENVOY, 'gateway', 'credential'],
      why: 'Headers that the authorizer sets are removed from every request first, so that no client can forge them; whatever needs this one would miss it.',
      fix: 'Let the authorizer answer in a header of its own, such as X-Auth-User.',
    };
    const credential: Use = {
      names: of('credential').filter(([name]) => name !== 'authorization'),
      not: [...OF_ENVOY, 'gateway', 'credential'],
      why: 'The header has another meaning on the way, so a key in it would be changed, lost or shown to others.',
      fix: 'Send the key in a header of its own, such as X-API-Key.',
    };
    return [...read, ...judge(written, headers), ...judge(credential, headersOf({ auth: undefined }))];
  });

const removed = (name: string, at: readonly PropertyKey[], who: string): Found =>
  found(
    at,
    'ReadHeaderRemoved',
    `${who} reads ${name}, which is removed from every request.`,
    'Authentication sets this header (claims, headersToBackend, or the gateway itself), so what clients send in it goes first.',
    'Use another header in one of the two answers.',
  );

/** Headers by which a service or its canary is chosen. */
const matched = (s: ServiceAnswer, at: At): Use[] => [
  {
    names: [
      ...Object.keys(s.headers ?? {}).map((name) => [name, at('headers', name)] as const),
      ...(s.canary?.header ? [[s.canary.header.name, at('canary', 'header')] as const] : []),
    ],
    not: [...OF_ENVOY, 'gateway', 'identity', 'credential'],
    why: 'A route is chosen before authentication, by what the client sends: this header is removed, rewritten or secret there.',
    fix: 'Ask for a header of its own, such as X-Api-Version.',
  },
];

/** Headers by which a service's requests reach an endpoint or a server outside. */
const carried = (s: ServiceAnswer, at: At, headers: Headers): Found[] => {
  const hashed =
    s.loadBalancing && 'on' in s.loadBalancing && s.loadBalancing.on === 'header' ? s.loadBalancing : undefined;
  const key =
    hashed && headers.readBy.has(hashed.header.toLowerCase()) && hashed.header.toLowerCase() !== 'authorization';
  const out = key
    ? [
        found(
          at('loadBalancing'),
          'ReservedHeader',
          `${hashed.header} carries the key of ${headers.readBy.get(hashed.header.toLowerCase())}.`,
          'The key is removed once it was checked, so all requests would be alike and go to one endpoint.',
          'Hash a claim header, a cookie of its own, or sourceIP.',
        ),
      ]
    : [];
  const use: Use = {
    names: hashed ? [[hashed.header, at('loadBalancing')]] : [],
    not: ['connection', 'trace'],
    why: 'It is the same in all requests or another one in each, so alike requests would not go to the same endpoint.',
    fix: 'Hash a header that names the client, a cookie, or sourceIP.',
  };
  const { identity } = s;
  const shown: Use = {
    names:
      typeof identity === 'object' && 'secret' in identity && identity.header !== undefined
        ? [[identity.header, at('identity', 'serviceToken', 'header')]]
        : [],
    not: [...OF_ENVOY, 'gateway', 'identity'],
    why: "The gateway's credential would replace what the service has to learn from this header.",
    fix: 'Write the header in which the server expects the credential, such as Authorization or X-API-Key.',
  };
  return [...out, ...(key ? [] : judge(use, headers)), ...judge(shown, headers)];
};

/** No answer takes a header away from another part of the gateway, or lets a client speak in its name. */
export const reservedHeaderRules: Rule = (answers) => {
  const headers = headersOf(answers);
  return [
    ...ofMethods(answers.auth, headers),
    ...answers.services.flatMap((s, i) => {
      const at: At = (...path) => ['services', i, ...path];
      return [...matched(s, at).flatMap((use) => judge(use, headers)), ...carried(s, at, headers)];
    }),
  ];
};
