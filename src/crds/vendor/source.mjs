// Where a schema comes from: the files of a folder, and the name, version and digest that are recorded of each.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Files below a folder whose name matches, sorted, so that every machine reads them in the same order. */
export const filesBelow = (dir, name) =>
  readdirSync(dir, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((e) => {
      const path = join(dir, e.name);
      return e.isDirectory() ? filesBelow(path, name) : name.test(e.name) ? [path] : [];
    });

/** A file of the Go module cache names its project and version itself: .../github.com/envoyproxy/gateway@v1.9.1/charts/... */
const MODULE = /\/pkg\/mod\/([^@]+)@(v[^/]+)\/(.+)$/;

/** A file's text, and what is recorded of it. Nothing of the machine's own folders is. */
export const originOf = (path, version) => {
  const text = readFileSync(path, 'utf8');
  const module = MODULE.exec(realpathSync(path).replaceAll('\\', '/'));
  const announced =
    /^ {4}(?:gateway\.networking\.k8s\.io\/bundle-version|operator\.prometheus\.io\/version): "?([^"\s]+)/m.exec(text);
  return {
    text,
    source: module ? `${module[1]}/${module[3]}` : basename(path),
    version: version ?? module?.[2] ?? announced?.[1] ?? 'unknown',
    digest: createHash('sha256').update(text).digest('hex'),
  };
};

/** The file name of a kind in src/crds/schemas; a kind of the core group has no group in it. */
export const fileOf = (group, version, kind) => `${[group, version, kind].filter(Boolean).join('_')}.json`;
