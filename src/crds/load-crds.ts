import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { KindSchema } from './crd-schema.ts';

/** Next to this file in the sources and next to the bundle in the package, so one relative path is right for both. */
const FOLDER = fileURLToPath(new URL('./schemas/', import.meta.url));

const loaded = new Map<string, KindSchema | undefined>();

/** The schema of a kind, or undefined for an unknown kind. Loaded on demand and once: EnvoyProxy's alone has 178 KB. */
export const readSchema = (apiVersion: string, kind: string): KindSchema | undefined => {
  const id = `${apiVersion.replace('/', '_')}_${kind}`;
  // The name comes from a manifest and must not contain a path out of the folder.
  if (!/^[A-Za-z0-9._-]+$/.test(id)) return undefined;
  if (!loaded.has(id)) {
    const file = `${FOLDER}${id}.json`;
    loaded.set(id, existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KindSchema) : undefined);
  }
  return loaded.get(id);
};
