// The methods of a SecurityPolicy. A request must satisfy all of its fields.
import { fields, isSet } from '../../../../effective/objects/loose-objects.ts';
import { apiKeyOfPolicy } from '../methods/api-key-of-policy.ts';
import { basicOfPolicy } from '../methods/basic-of-policy.ts';
import { extAuthOfPolicy } from '../methods/ext-auth-of-policy.ts';
import { asOneMethod, jwtOfPolicy } from '../methods/jwt-of-policy.ts';
import type { MethodOfPolicy, MethodReader } from '../methods/method-of-policy.ts';
import { oidcOfPolicy, withIdToken } from '../methods/oidc-of-policy.ts';
import type { PolicyRoom } from '../policy-room.ts';
import { onlyKnown, Unsaid } from '../unsaid.ts';

/** In the order in which generate lists the methods of `all`. */
const READERS: readonly (readonly [field: string, read: MethodReader])[] = [
  ['apiKeyAuth', apiKeyOfPolicy],
  ['basicAuth', basicOfPolicy],
  ['oidc', oidcOfPolicy],
  ['jwt', jwtOfPolicy],
  ['extAuth', extAuthOfPolicy],
];

/** Methods, and whether a request must satisfy each of them or any. */
export interface Methods {
  readonly need: 'any' | 'all';
  readonly methods: readonly MethodOfPolicy[];
  /** Requests without a token pass the method. */
  readonly isOptional: boolean;
}

const KNOWN = [
  'targetRef',
  'targetRefs',
  'targetSelectors',
  'mergeType',
  'cors',
  'authorization',
  ...READERS.map(([field]) => field),
];

/** Methods with the names that generate made the name of the policy of. Names of providers are those of their methods. */
const named = (methods: readonly MethodOfPolicy[], room: PolicyRoom, without?: string): MethodOfPolicy[] => {
  const names = room.methodNames;
  const those = methods.filter((m) => m.type !== without);
  if (names.length !== those.length) return [...methods];
  return methods.map((m) => (m.type === 'jwt' ? m : { ...m, name: names[those.indexOf(m)] ?? m.name }));
};

/** The methods of a policy. Throws `Unsaid`. */
export const methodsOf = (room: PolicyRoom): Methods => {
  const { spec } = room;
  const other = Object.keys(spec).find((key) => isSet(spec[key]) && !KNOWN.includes(key));
  if (other !== undefined) throw new Unsaid(`no answer contains ${other}`, other);
  const groups = READERS.flatMap(([field, read]) => (isSet(spec[field]) ? [read(fields(spec[field]), room)] : []));
  const isOptional = fields(spec.jwt).optional === true;
  if (groups.length <= 1) return { need: 'any', methods: named(groups.flat(), room), isOptional };
  if (isOptional) throw new Unsaid('an optional token in addition to another method', 'jwt.optional');
  const each = groups.map((g) => {
    if (g.length > 1 && g[0]!.type !== 'jwt')
      throw new Unsaid('several Secrets together with another method', g[0]!.type);
    return asOneMethod(g);
  });
  const isLoginWithToken = isSet(fields(spec.oidc).forwardIDToken);
  const one = named(each, room, isLoginWithToken ? 'jwt' : undefined);
  const login = one.find((m) => m.type === 'oidc');
  const token = one.find((m) => m.type === 'jwt');
  const verified = login && token ? withIdToken(login, token, fields(spec.oidc)) : undefined;
  if (!verified) {
    onlyKnown(fields(fields(spec.oidc).forwardIDToken), 'oidc.forwardIDToken');
    return { need: 'all', methods: one, isOptional };
  }
  for (const node of room.from('oidc.forwardIDToken')) room.view.ledger.carried(node);
  const methods = one.flatMap((m) => (m === login ? [verified] : m === token ? [] : [m]));
  return { need: methods.length > 1 ? 'all' : 'any', methods, isOptional };
};
