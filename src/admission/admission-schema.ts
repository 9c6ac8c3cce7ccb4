/** One error, of the type and at the field that the API server would name. */
export interface AdmissionError {
  readonly type: string;
  readonly field: string;
  readonly message: string;
  /** The value would be a string if it were in quotes. */
  readonly lacksQuotes?: boolean;
  /** The source: the CRD's schema, one of its CEL rules, or the rules for the metadata of every object. */
  readonly by: 'schema' | 'rule' | 'metadata';
}
/** An error before it is known which stage it came from. */
export type Fault = Omit<AdmissionError, 'by'>;

export { canonical, isObject, type Json, type JsonObject, put } from '../values/json-value.ts';

/** The path of a field below another one. */
export const dot = (path: string, key: string): string => (path ? `${path}.${key}` : key);
