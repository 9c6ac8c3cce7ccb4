import type { Case, Compared } from './compare.mjs';

export interface Row {
  readonly because: string;
  readonly in: Readonly<Record<string, readonly string[]>>;
}
export type Result = Compared & { readonly one: Case };
export const settle: (
  results: readonly Result[],
  tables?: {
    readonly undecidable?: readonly (Row & { readonly reason: string })[];
    readonly right?: readonly (Row & { readonly code: string })[];
  },
) => string[];
export const measure: (results: readonly Result[]) => { readonly recall: number; readonly precision: number };
