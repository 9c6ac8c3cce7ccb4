import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { KindSchema } from './crd-schema.ts';

/** Beside this file in the sources, beside the bundle in the package: the same relative name serves both. */
const FOLDER = fileURLToPath(new URL('./schemas/', import.meta.url));

/** The schema of a kind, or undefined where we have none. Read on demand: EnvoyProxy's alone is 178 KB. */
export const readSchema = (apiVersion: string, kind: string): KindSchema | undefined => {
  const id = `${apiVersion.replace('/', '_')}_${kind}`;
  // The name comes from a manifest; it must not lead out of the folder.
  if (!/^[A-Za-z0-9._-]+$/.test(id)) return undefined;
  const file = `${FOLDER}${id}.json`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KindSchema) : undefined;
};
