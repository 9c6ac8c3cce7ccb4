import type { Refusal } from '../diagnostics/refusal.ts';

/** A zod issue, as far as it is read here (zod 4, core.$ZodIssue). */
export interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Zod's name of a type; where several are possible, all of them. */
  readonly expected?: string | readonly string[];
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly errors?: readonly (readonly Issue[])[];
  readonly issues?: readonly Issue[];
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly params?: { readonly refusal?: Refusal };
  /** Of a discriminated union: the key that decides, and the values that it may have. */
  readonly discriminator?: string;
  readonly options?: readonly unknown[];
}

/** The types that an issue expects, by zod's names. */
export const expectedOf = ({ expected = [] }: Issue): readonly string[] =>
  typeof expected === 'string' ? [expected] : expected;
