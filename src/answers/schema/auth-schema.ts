import * as z from 'zod';
import { authMethod } from '../../auth/kinds.ts';
import { later } from '../../values/later.ts';
import { cidr, clientId, label, word } from '../../values/scalars.ts';

/** So many methods may be accepted in place of each other. */
export const MOST_METHODS = 8;

/** The value of `auth` until a person decides. An import writes it; it is no method, and `generate` refuses it. */
export const UNDECIDED = 'undecided';

/** One method, or several. */
const names = z.union([label.transform((m) => [m]), z.array(label).min(1).max(MOST_METHODS)]);

/** Methods of which a request must satisfy each. */
const all = later(() =>
  z.strictObject({
    all: z.array(label).min(2).max(5).describe('Methods: a request must satisfy all of them.'),
  }),
);

/** Methods that a request without a credential need not satisfy. */
const optional = later(() =>
  z.strictObject({
    optional: z
      .union([label, z.array(label).min(1).max(MOST_METHODS)])
      .describe(
        'A method, or a list of which any is enough. A request without a credential is anonymous; one with an invalid credential gets 401.',
      ),
  }),
);

/**
 * A method's name, `none`, a list of which any is enough, methods of which all are required, or methods that a request without a
 * credential need not satisfy.
 */
export const authRef = z
  .union([names, all, optional])
  .describe(
    'A method of `auth.methods`, `none` (public), a list of methods of which any is enough, `all` with methods of which a request must satisfy each, or `optional` with methods for requests that have a credential. `undecided`: an import wrote it, and `generate` refuses it until you write one of the others.',
  );
export type AuthRef = z.output<typeof authRef>;

/** The names in `auth`; `none` for public. */
export const methodNames = (auth: AuthRef | undefined): readonly string[] =>
  auth === undefined ? [] : Array.isArray(auth) ? auth : 'all' in auth ? auth.all : [auth.optional].flat();

/** What is enough for a request, in words: `[a, b]` is `a` or `b`; `{ all: [a, b] }` is `a and b`. */
export const alternatives = (auth: AuthRef | undefined): readonly string[] =>
  requiresAll(auth)
    ? [methodNames(auth).join(' and ')]
    : isOptional(auth)
      ? [...methodNames(auth), 'no credential']
      : methodNames(auth);

/** Whether a request without a credential is anonymous. */
export const isOptional = (auth: AuthRef | undefined): boolean => auth !== undefined && 'optional' in auth;

/** Whether requests without a credential reach a service. */
export const isOpen = (auth: AuthRef | undefined): boolean => isOptional(auth) || methodNames(auth).includes('none');

/** Whether a request must satisfy each of several methods. */
export const requiresAll = (auth: AuthRef | undefined): boolean => auth !== undefined && 'all' in auth;

/** Whether nobody decided yet how clients authenticate. */
export const isUndecided = (auth: AuthRef | undefined): boolean =>
  Array.isArray(auth) && auth.length === 1 && auth[0] === UNDECIDED;

export const auth = z
  .strictObject({
    default: authRef
      .optional()
      .describe('Authentication of services without their own `auth` (default: the method, if there is exactly one).'),
    publicReason: word
      .optional()
      .describe('With `default: none`: why services are public; written as a comment above their policy.'),
    methods: z
      .record(label, authMethod)
      .optional()
      .describe('The methods of authentication, by names that you choose.'),
  })
  .transform(({ default: given, ...rest }) => {
    const [only, ...more] = Object.keys(rest.methods ?? {});
    const one = given ?? (only !== undefined && more.length === 0 ? [only] : undefined);
    return { ...(one && { default: one }), ...rest };
  })
  .describe('Authentication.');

/** Networks without access, whatever a request authenticates with. */
export const deny = later(() =>
  z
    .strictObject({
      cidrs: z
        .array(cidr)
        .min(1)
        .max(128)
        .describe('Networks (CIDR) from which requests get 403. IPv4 and IPv6 addresses are different networks.'),
    })
    .describe('Networks from which requests are denied, before `allow` and authentication are considered.'),
);

/** Restrictions in addition to authentication; a request must meet all of them. */
export const allow = later(() =>
  z
    .strictObject({
      scopes: z
        .array(word)
        .min(1)
        .max(16)
        .optional()
        .describe('Scopes: the token must have all of them (`scope` or `scp`).'),
      claims: z
        .record(z.string().min(1), z.union([word.transform((v) => [v]), z.array(word).min(1).max(128)]))
        .optional()
        .describe('Claims of the token: each must have one of its values.'),
      clients: z.array(clientId).min(1).max(256).optional().describe('API key clients that are allowed.'),
      cidrs: z.array(cidr).min(1).max(128).optional().describe('Networks (CIDR) from which requests are allowed.'),
    })
    .describe('Restrictions in addition to authentication; a request must meet all of them.'),
);
