// Credentials that validate.sh sends.

/**
 * A credential of a request, as the name of the variable that contains it; the value is never in a manifest or in argv.
 * `none`: no credential. `bearer`, `basic`: the Authorization header. `raw`: a whole header line.
 */
export type Credential =
  | { readonly as: 'none' }
  | HeldCredential
  /** All of them, where a policy requires several methods. */
  | { readonly as: 'several'; readonly all: readonly HeldCredential[] };

export type HeldCredential =
  | (Held & { readonly as: 'bearer' | 'basic' | 'raw' })
  | (Held & { readonly as: 'header' | 'query' | 'cookie'; readonly name: string });

interface Held {
  readonly variable: string;
  /** What the variable must contain. */
  readonly holds: string;
}

/** `TOKEN_CUSTOMERS`: the variable for a method or a client. */
export const variableOf = (prefix: string, ...names: readonly string[]): string =>
  [prefix, ...names.map((n) => n.toUpperCase().replace(/[^A-Z0-9]+/g, '_'))].join('_');

/** The parts of a credential. */
export const partsOf = (c: Credential): readonly HeldCredential[] =>
  c.as === 'none' ? [] : c.as === 'several' ? c.all : [c];

/** One credential of several. One in the query is the first, because the others are headers. */
export const combined = (credentials: readonly Credential[]): Credential => {
  const byVariable = new Map(credentials.flatMap(partsOf).map((c) => [c.variable, c]));
  const all = [...byVariable.values()].sort((a, b) => Number(b.as === 'query') - Number(a.as === 'query'));
  const [first] = all;
  if (!first) return { as: 'none' };
  return all.length > 1 ? { as: 'several', all } : first;
};

/** A request with a credential of the right form that the gateway must refuse with 401. */
export interface WorthlessCredential {
  /** The end of the probe's id. */
  readonly id: string;
  readonly title: string;
  /** Headers; they contain no secret. */
  readonly headers: readonly string[];
  /** Sent in a place that the gateway must not read. */
  readonly credential?: Credential;
  /** Sent only to routes that handle requests without a credential. */
  readonly fallbackOnly: boolean;
}
