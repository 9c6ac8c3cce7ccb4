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

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export const isObject = (v: unknown): v is JsonObject => typeof v === 'object' && v !== null && !Array.isArray(v);
/** Sets an own property, also for the key `__proto__`, for which an assignment would not. */
export const put = (o: JsonObject, key: string, value: Json): void => {
  if (key === '__proto__')
    Object.defineProperty(o, key, { value, writable: true, enumerable: true, configurable: true });
  else o[key] = value;
};
/** The path of a field below another one. */
export const dot = (path: string, key: string): string => (path ? `${path}.${key}` : key);

/** Deep equality; the order of keys has no effect. */
export const canonical = (v: Json): string =>
  Array.isArray(v)
    ? `[${v.map(canonical).join(',')}]`
    : isObject(v)
      ? `{${Object.keys(v)
          .sort()
          .map((k) => `${JSON.stringify(k)}:${canonical(v[k]!)}`)
          .join(',')}}`
      : JSON.stringify(v);
