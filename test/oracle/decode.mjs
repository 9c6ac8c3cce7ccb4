// An object as the decoder of the tests reads it: Go ignores the case of fields (`Name`, `backoff`), the API server does not.
import { existsSync, readFileSync } from 'node:fs';

const schemas = new Map();

/** The schema of a kind among those of the tool, or undefined. */
export const schemaOf = (apiVersion, kind) => {
  const id = `${apiVersion.replace('/', '_')}_${kind}`;
  if (!schemas.has(id)) {
    const file = new URL(`../../src/crds/schemas/${id}.json`, import.meta.url);
    schemas.set(id, existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).schema : undefined);
  }
  return schemas.get(id);
};

const isMap = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

const decoded = (value, schema) => {
  if (Array.isArray(value)) return schema?.items ? value.map((v) => decoded(v, schema.items)) : value;
  if (!isMap(value) || !schema?.properties) return value;
  const names = new Map(Object.keys(schema.properties).map((name) => [name.toLowerCase(), name]));
  return Object.fromEntries(
    Object.entries(value).map(([key, v]) => {
      const name = schema.properties[key] ? key : (names.get(key.toLowerCase()) ?? key);
      return [name, decoded(v, schema.properties[name])];
    }),
  );
};

/** The object with the fields' own case; an object whose kind has no schema is returned as it is. */
export const decode = (object) => {
  const schema = schemaOf(object.apiVersion, object.kind);
  return schema ? { ...object, spec: decoded(object.spec, schema.properties.spec) } : object;
};
