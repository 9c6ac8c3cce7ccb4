// Credentials that validate.sh sends.

/**
 * A credential of a request, as the name of the variable that contains it; the value is never in a manifest or in argv.
 * `none`: no credential. `bearer`, `basic`: the Authorization header. `raw`: a whole header line.
 */
export type Credential =
  | { readonly as: 'none' }
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
