// Random OpenAPI documents, each with what it says.
import fc from 'fast-check';
import { groupBy } from '../../../src/values/group-by.ts';
import type { Access, Documented } from './documented.ts';

/** Requirements, and what they mean. */
const SECURITY: Readonly<Record<string, { readonly security: unknown; readonly access: Access }>> = {
  public: { security: [], access: [[]] },
  token: { security: [{ token: [] }], access: [['token']] },
  key: { security: [{ key: [] }], access: [['key']] },
  basic: { security: [{ user: [] }], access: [['user']] },
  read: { security: [{ login: ['r'] }], access: [['login', 'login:r']] },
  write: { security: [{ login: ['r', 'w'] }], access: [['login', 'login:r', 'login:w']] },
  either: { security: [{ key: [] }, { token: [] }], access: [['key'], ['token']] },
  both: { security: [{ key: [], token: [] }], access: [['key', 'token']] },
  optional: { security: [{ key: [] }, {}], access: [['key'], []] },
  optionalToken: { security: [{ token: [] }, {}], access: [['token'], []] },
  scopesOrKey: { security: [{ login: ['r'] }, { key: [] }], access: [['login', 'login:r'], ['key']] },
  oneOfScopes: { security: [{ login: ['r'] }, { login: ['w'] }], access: [['login', 'login:r'], ['login', 'login:w']] },
  empty: { security: [{}], access: undefined },
  nothing: { security: null, access: undefined },
  text: { security: 'token', access: undefined },
  listOfText: { security: ['token'], access: undefined },
  textBeside: { security: [{ token: [] }, 'key'], access: undefined },
  nullBeside: { security: [{ token: [] }, null], access: undefined },
  unknown: { security: [{ other: [] }], access: undefined },
}; // biome-ignore format: a table
const ODD = ['empty', 'nothing', 'text', 'listOfText', 'textBeside', 'nullBeside', 'unknown', 'oneOfScopes'];
const kinds = (...list: string[]): fc.Arbitrary<string> => fc.constantFrom(...list);
const usual = kinds(...Object.keys(SECURITY).filter((k) => !ODD.includes(k)));

const HOSTS = { a: 'https://api.example.com', b: 'https://b.example.com' };
/** Servers, and the hosts and base paths that they mean. */
const SERVERS: readonly { readonly servers: unknown; readonly at: readonly (readonly [string | undefined, string])[] }[] = [
  { servers: [{ url: HOSTS.a }], at: [['api.example.com', '']] },
  { servers: [{ url: `${HOSTS.a}/v1/` }], at: [['api.example.com', '/v1']] },
  { servers: [{ url: HOSTS.a }, { url: `${HOSTS.b}/a` }], at: [['api.example.com', ''], ['b.example.com', '/a']] },
  { servers: [{ url: HOSTS.b }, { url: '/v2' }], at: [['b.example.com', '']] },
  { servers: [{ url: '/a' }], at: [[undefined, '/a']] },
  { servers: [{ url: `${HOSTS.a}:8443` }, { url: 'http://localhost:3000/x' }], at: [['api.example.com', '']] },
  {
    servers: [{ url: 'https://{env}.example.com/{v}', variables: { env: { enum: ['api', 'b'], default: 'b' }, v: { default: 'a' } } }],
    at: [['api.example.com', '/a'], ['b.example.com', '/a']],
  },
]; // biome-ignore format: a table

const segment = fc.constantFrom('a', 'b', 'a', 'c', 'A', '{x}', '{x}', '{y}', 'a{x}', '{x}.c', 'a.b', 'b%2Dc', 'b-c', 'é'); // biome-ignore format: a list
const path = fc
  .tuple(fc.array(segment, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '', '', '', '/', '/{proxy+}'))
  .map(([list, end]) => `/${list.map((s, i) => s.replace(/[xy]/, (c) => `${c}${i}`)).join('/')}${end}`);

interface Operation {
  readonly kind: string | undefined;
  readonly disabled: boolean;
  readonly limit: boolean;
  readonly servers: number | undefined;
}
interface Item {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly backend: boolean;
  readonly servers: number | undefined;
  readonly isRef: boolean;
}
const rarely = <T>(some: fc.Arbitrary<T>, weight = 14): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: some });
const flag = (weight: number): fc.Arbitrary<boolean> => rarely(fc.constant(true), weight).map((v) => v === true);
const server = fc.nat(SERVERS.length - 1);

const operation = (kind: fc.Arbitrary<string | undefined>): fc.Arbitrary<Operation> =>
  fc.record({ kind, disabled: flag(40), limit: flag(20), servers: rarely(server, 40) });
const ANY = 'x-amazon-apigateway-any-method';
const METHODS = ['get', 'post', 'delete', 'get', 'post', 'head', 'options', 'trace', ANY];
const item: fc.Arbitrary<Item> = fc.record({
  operations: fc.oneof(
    fc.dictionary(fc.constantFrom(...METHODS), operation(fc.oneof(fc.constant(undefined), fc.constant(undefined), usual)), { minKeys: 1, maxKeys: 3 }),
    fc.dictionary(fc.constantFrom('get', 'post'), operation(usual), { minKeys: 1 }),
    fc.dictionary(fc.constantFrom('get', 'post'), operation(kinds('public', 'key', 'read', ...ODD)), { minKeys: 1 }),
  ),
  backend: flag(8),
  servers: rarely(server, 20),
  isRef: flag(12),
}); // biome-ignore format: nested calls

/** The methods of `any` that no other operation of the path has. */
const OF_ANY = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

export interface RandomDocument {
  readonly text: string;
  readonly documented: readonly Documented[];
  /** What the document says of operations that say nothing. */
  readonly root: Access;
  readonly paths: readonly string[];
}

const baseOf = (index: number | undefined): (typeof SERVERS)[number] | undefined => index === undefined ? undefined : SERVERS[index]; // biome-ignore format: a line

const documentedIn = (
  paths: Readonly<Record<string, Item>>,
  root: { access: Access; servers: number | undefined },
): Documented[] =>
  Object.entries(paths).flatMap(([written, { operations, servers }]) =>
    Object.entries(operations).flatMap(([key, op]) => {
      const at = baseOf(op.servers) ?? baseOf(servers) ?? baseOf(root.servers);
      const others = Object.keys(operations).map((m) => m.toUpperCase());
      const methods = key === ANY ? OF_ANY.filter((m) => !others.includes(m)) : [key.toUpperCase()];
      const greedy = written.endsWith('/{proxy+}');
      return methods.flatMap((method) =>
        [...groupBy(at?.at ?? [[undefined, ''] as const], ([, base]) => base)].map(
          ([base, list]): Documented => ({
            method,
            segments: `${base}${written}`.split('/').filter((s) => s !== '' && s !== '{proxy+}'),
            slash: written.endsWith('/'),
            greedy,
            hosts: list.flatMap(([host]) => host ?? []),
            access: op.kind === undefined ? root.access : SECURITY[op.kind]!.access,
            disabled: op.disabled,
            written,
          }),
        ),
      );
    }),
  );

const SCHEMES = {
  token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  login: { type: 'oauth2', flows: {} },
  user: { type: 'http', scheme: 'basic' },
};

/** Documents with all that decides about access. */
export const randomDocuments: fc.Arbitrary<RandomDocument> = fc
  .record({
    paths: fc.dictionary(path, item, { minKeys: 1, maxKeys: 6 }),
    root: fc.oneof(fc.constant('token'), rarely(kinds('public', 'token', 'optionalToken', 'optional', 'read', 'either', ...ODD), 1)), // biome-ignore format: a call
    servers: rarely(server, 1),
  })
  .map(({ paths, root, servers }) => {
    const pathItems: Record<string, unknown> = {};
    const written = Object.entries(paths).map(([p, of], i) => {
      const value = {
        ...(of.backend && { 'x-kuadrant': { backendRefs: [{ name: 'other', port: 80 }] } }),
        ...(of.servers !== undefined && { servers: SERVERS[of.servers]!.servers }),
        ...Object.fromEntries(
          Object.entries(of.operations).map(([m, o]) => [
            m,
            {
              ...(o.kind !== undefined && { security: SECURITY[o.kind]!.security }),
              ...(o.disabled && { 'x-kuadrant': { enable: false } }),
              ...(o.limit && { 'x-ratelimit': '10/minute' }),
              ...(o.servers !== undefined && { servers: SERVERS[o.servers]!.servers }),
            },
          ]),
        ),
      };
      if (!of.isRef) return [p, value];
      pathItems[`item${i}`] = value;
      return [p, { $ref: `#/components/pathItems/item${i}` }];
    });
    const access = root === undefined ? undefined : SECURITY[root]!.access;
    return {
      text: JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'Random', version: '1' },
        ...(servers !== undefined && { servers: SERVERS[servers]!.servers }),
        ...(root !== undefined && { security: SECURITY[root]!.security }),
        paths: Object.fromEntries(written),
        components: { securitySchemes: SCHEMES, pathItems },
      }),
      documented: documentedIn(paths, { access, servers }),
      root: access,
      paths: Object.keys(paths),
    };
  });

/** Values of parameters: some are the text of another path at the same place. */
const VALUES = ['value', 'b', 'a', 'b.c'];

/** Requests for a document: its own paths with several values, and others. */
export const pathsFor = (documented: readonly Documented[]): string[] => {
  const all = documented.flatMap(({ segments, slash, greedy }) =>
    VALUES.flatMap((value) => {
      const own = `/${segments.join('/').replace(/\{[^}]*\}/g, value)}`;
      return [
        `${own}${greedy ? '/x/y' : slash ? '/' : ''}`,
        ...(value === 'value' ? [own, `${own}/`, `${own}/c`, `${own}x`, own.toUpperCase()] : []),
        ...(value === 'b' ? [`${own}/b`] : []),
      ];
    }),
  );
  return [...new Set(['/', ...all].map(encodeURI).map((p) => p.replaceAll('%25', '%')))];
};
