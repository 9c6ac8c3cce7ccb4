// The content of Secrets and ConfigMaps.
import { containsUnknown } from '../../objects/unknown-value.ts';
import { fields, type Loose, text } from './loose-objects.ts';

type WithData = Loose & { readonly data?: unknown; readonly stringData?: unknown; readonly binaryData?: unknown };

/** One value: undefined where it cannot be read, because it is encrypted or a placeholder. */
export interface Entry {
  readonly key: string;
  readonly value: string | undefined;
  /** `data.key` or `stringData.key`. */
  readonly field: string;
}

const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

const decoded = (value: unknown): string | undefined => {
  const written = text(value);
  return written === undefined || containsUnknown(written) || !BASE64.test(written)
    ? undefined
    : Buffer.from(written, 'base64').toString();
};

const written = (value: unknown): string | undefined => (containsUnknown(value) ? undefined : text(value));

const known = new WeakMap<Loose, readonly Entry[]>();

/** The entries of a Secret, decoded, or of a ConfigMap, in the order of their keys. `stringData` overwrites `data`, as in the API server. */
export const dataOf = (object: Loose): readonly Entry[] => {
  const entries = known.get(object) ?? read(object);
  known.set(object, entries);
  return entries;
};

const read = (object: Loose): readonly Entry[] => {
  const { data, stringData } = object as WithData;
  const isSecret = object.kind === 'Secret';
  const entries = new Map<string, Entry>();
  for (const [key, value] of Object.entries(fields(data)))
    entries.set(key, { key, value: isSecret ? decoded(value) : written(value), field: `data.${key}` });
  if (isSecret)
    for (const [key, value] of Object.entries(fields(stringData)))
      entries.set(key, { key, value: written(value), field: `stringData.${key}` });
  return [...entries.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
};

/** Whether a ConfigMap has binary data. */
export const hasBinaryData = (object: Loose): boolean =>
  Object.keys(fields((object as WithData).binaryData)).length > 0;
