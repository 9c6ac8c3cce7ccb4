// The content of Secrets and ConfigMaps.
import { containsUnknown, isUnknown } from '../../objects/unknown-value.ts';
import { fields, type Loose, text } from './loose-objects.ts';

type WithData = Loose & {
  readonly data?: unknown;
  readonly stringData?: unknown;
  readonly binaryData?: unknown;
  readonly type?: unknown;
};

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

/** Longer values of certificates and keys are not read; they are a few kilobytes. */
const LONGEST = 200_000;

/** What an object contains under a key. */
export type Content =
  | { readonly state: 'absent' }
  /** Something replaces the value before it is applied, so it is not known. */
  | { readonly state: 'unknown' }
  | { readonly state: 'text'; readonly text: string };

/** The certificate or the key of a Secret or ConfigMap under a key. The value of a Secret is never shown. */
export const contentOf = (object: Loose, key: string): Content => {
  const entry = dataOf(object).find((e) => e.key === key);
  if (!entry) return { state: 'absent' };
  const { value } = entry;
  return value === undefined || value.length > LONGEST || isUnknown(value)
    ? { state: 'unknown' }
    : { state: 'text', text: value };
};

/** The type of a Secret. */
export const secretType = (secret: Loose): string => text((secret as WithData).type) ?? 'Opaque';

/** Whether a ConfigMap has binary data. */
export const hasBinaryData = (object: Loose): boolean =>
  Object.keys(fields((object as WithData).binaryData)).length > 0;
