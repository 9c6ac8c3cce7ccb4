import type { Loose } from '../objects/loose-objects.ts';

/** The field that sets a value. */
export interface Source {
  readonly object: Loose;
  /** As Kubernetes writes it: `spec.rules[0].timeouts.request`. */
  readonly field: string;
}

/** A value that applies, and what sets it; `source` undefined: a default of Envoy Gateway or of Envoy. */
export interface Setting<T> {
  readonly value: T;
  readonly source: Source | undefined;
}

export const setting = <T>(value: T, object: Loose, field: string): Setting<T> =>
  Object.freeze({ value, source: Object.freeze({ object, field }) });

export const byDefault = <T>(value: T): Setting<T> => Object.freeze({ value, source: undefined });
