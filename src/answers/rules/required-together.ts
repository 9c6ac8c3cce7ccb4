// `auth: { all: [...] }`: Envoy Gateway requires all kinds in one policy, but only one method of a kind.
import { type AuthMethod, type AuthType, kindOf, withIdToken } from '../../auth/kinds.ts';
import { type Found, found } from './rule.ts';

interface Entry {
  readonly name: string;
  readonly m: AuthMethod;
}

/** The header in which a request has the credential of a method; undefined: it is elsewhere. */
export const headerOf = (m: AuthMethod): string | undefined => {
  const place = kindOf(m).match?.place(m);
  return place?.in === 'header' ? place.name : undefined;
};

/** A method whose credential is in the query or in a cookie, which gRPC calls do not have. */
export const outsideHeaders = (all: readonly Entry[]): Entry | undefined =>
  all.find(({ m }) => ['query', 'cookie'].includes(kindOf(m).match?.place(m).in ?? ''));

/** Two methods of a kind: Envoy Gateway would accept either of them. */
const sameKind = (all: readonly Entry[], at: readonly PropertyKey[]): Found[] => {
  const first = new Map<AuthType, string>();
  return all.flatMap(({ name, m }) => {
    const other = first.get(m.type);
    if (other === undefined) first.set(m.type, name);
    return other === undefined || other === name
      ? []
      : [found(at, 'MethodsNotCombined', { because: 'sameKind', methods: [other, name], type: m.type })];
  });
};

/** Two methods that read the same header: a request has one value in it. */
const sameHeader = (all: readonly Entry[], at: readonly PropertyKey[]): Found[] => {
  const owner = new Map<string, Entry>();
  return all.flatMap((entry) => {
    const header = headerOf(entry.m)?.toLowerCase();
    const other = header === undefined ? undefined : owner.get(header);
    if (header !== undefined && !other) owner.set(header, entry);
    return other && other.m.type !== entry.m.type
      ? [found(at, 'MethodsNotCombined', { because: 'sameHeader', methods: [other.name, entry.name], header: header! })]
      : [];
  });
};

/** Why a request cannot satisfy all methods of a list; empty: it can. */
export const requiredTogether = (
  names: readonly string[],
  methods: Readonly<Record<string, AuthMethod>>,
  grpc: boolean,
  at: readonly PropertyKey[],
): Found[] => {
  const all = names.flatMap((name): Entry[] =>
    Object.hasOwn(methods, name) ? withIdToken({ name, ...methods[name]! }).map((m) => ({ name, m })) : [],
  );
  const login = all.find(({ m }) => kindOf(m).login);
  // The filter of keys comes before that of the login, and a browser that returns from the provider sends no key.
  const key = all.find(({ m }) => m.type === 'apiKey' && m.cookie === undefined);
  const inHttp = outsideHeaders(all);
  return [
    ...sameKind(all, at),
    ...sameHeader(all, at),
    ...(login && key ? [found(at, 'MethodsNotCombined', { because: 'login', methods: [login.name, key.name] })] : []),
    ...(grpc && inHttp
      ? [
          found(at, 'MethodsNotDistinct', {
            because: 'grpc',
            methods: [inHttp.name],
            place: kindOf(inHttp.m).match!.place(inHttp.m).in,
          }),
        ]
      : []),
  ];
};
