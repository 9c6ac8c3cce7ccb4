// Types that make a forgotten case a compile error.

/** The end of a switch or chain over a closed union: a member without a case does not compile, since it is no `never`. */
export const unreachable = (missed: never): never => {
  throw new Error(`internal error: no case for ${JSON.stringify(missed)}`);
};

// biome-ignore lint/suspicious/noExplicitAny: any function, whatever its parameters are
type AnyFunction = (...args: any[]) => unknown;

/** The keys of T that a parameter type names. A parameter that takes the whole of T names none of them: it shows nothing. */
type NamedBy<P, T> = P extends object
  ? T extends P
    ? [keyof T] extends [keyof P]
      ? never
      : keyof P & keyof T
    : never
  : never;

/** The keys of T that a function reads, by its parameters of type `Pick<T, ...>`. */
export type ReadBy<F, T> = F extends (...args: infer P) => unknown
  ? { [I in keyof P]: NamedBy<NonNullable<P[I]>, T> }[number]
  : never;

/** A key that changes no output, and why. */
export interface NoEffect {
  readonly noEffect: string;
}

type Consumers<T> = { readonly [K in keyof Required<T>]: AnyFunction | NoEffect };

/** The record, if each function reads its key; else what is wrong in place of the function. */
type Checked<T, R> = {
  readonly [K in keyof R]: K extends keyof T
    ? R[K] extends AnyFunction
      ? K extends ReadBy<R[K], T>
        ? R[K]
        : `no parameter of this function is a Pick with the key ${string & K}`
      : R[K]
    : 'not a key of the answers';
};

/**
 * A record with one consumer for each key of T: a function with a parameter `Pick<T, ...>` that names the key. A key without
 * a row, a row without a key, and a function that does not name its key do not compile.
 *
 *   const SERVICE = consumers<ServiceAnswer>()({ timeout: timeoutOf, ... });
 */
export const consumers =
  <T extends object>() =>
  <const R extends Consumers<T>>(record: R & Checked<T, R>): R =>
    record;
