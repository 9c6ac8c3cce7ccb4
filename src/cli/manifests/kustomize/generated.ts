// ConfigMaps and Secrets that a kustomization generates. They keep their plain name: kustomize adds a hash, and changes the
// references that it knows.
import { basename, resolve } from 'node:path';
import { type Json, type JsonObject, put } from '../../../admission/admission-schema.ts';
import { type Fields, fields, text } from '../../../effective/objects/loose-objects.ts';
import type { KubernetesObject } from '../../../objects/resource.ts';
import { changed, type Item } from './item.ts';
import { type Kustomization, strings } from './kustomization.ts';

/** The text of a file; undefined if it cannot be read. */
export type ReadPlain = (path: string) => string | undefined;

const pairOf = (line: string): [string, string] => {
  const at = line.indexOf('=');
  const value = line.slice(at + 1);
  return [line.slice(0, at).trim(), /^(["']).*\1$/s.test(value) ? value.slice(1, -1) : value];
};

/** The data of a generator; `isWhole` is false if a file of it cannot be read. */
const dataOf = (folder: string, generator: Fields, read: ReadPlain): { data: [string, string][]; isWhole: boolean } => {
  const data: [string, string][] = strings(generator.literals).map(pairOf);
  let isWhole = true;
  for (const entry of strings(generator.files)) {
    const at = entry.indexOf('=');
    const path = entry.slice(at + 1);
    const content = read(resolve(folder, path));
    if (content === undefined) isWhole = false;
    data.push([at < 0 ? basename(path) : entry.slice(0, at), content ?? '']);
  }
  for (const path of [...strings(generator.envs), ...strings([generator.env])]) {
    const content = read(resolve(folder, path));
    if (content === undefined) isWhole = false;
    for (const line of (content ?? '').split('\n'))
      if (line.includes('=') && !line.trimStart().startsWith('#')) data.push(pairOf(line.trimEnd()));
  }
  return { data, isWhole };
};

const objectOf = (kind: string, generator: Fields, data: readonly [string, string][]): KubernetesObject => {
  const content: JsonObject = {};
  for (const [key, value] of data) put(content, key, kind === 'Secret' ? Buffer.from(value).toString('base64') : value);
  const namespace = text(generator.namespace);
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name: text(generator.name) ?? '', ...(namespace !== undefined && { namespace }) },
    ...(kind === 'Secret' && { type: text(generator.type) ?? 'Opaque' }),
    data: content,
  } as KubernetesObject;
};

/**
 * The objects with those that the generators of a kustomization add or change. `isWhole`: false if one cannot be made, because a
 * file is missing; it may be decrypted or downloaded before the build.
 */
export const withGenerated = (
  items: readonly Item[],
  k: Kustomization,
  read: ReadPlain,
): { items: Item[]; isWhole: boolean } => {
  const all = [...items];
  let isAllWhole = true;
  for (const [field, kind] of [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ] as const) {
    const list = k.fields[field];
    for (const [i, value] of (Array.isArray(list) ? list : []).entries()) {
      const generator = fields(value);
      if (text(generator.name) === undefined) continue;
      const { data, isWhole } = dataOf(k.folder, generator, read);
      if (!isWhole) {
        isAllWhole = false;
        continue;
      }
      const object = objectOf(kind, generator, data);
      const changes = generator.behavior === 'merge' || generator.behavior === 'replace';
      const at = changes
        ? all.findIndex(
            ({ object: o }) => o.kind === kind && o.apiVersion === 'v1' && o.metadata.name === object.metadata.name,
          )
        : -1;
      const known = all[at];
      const place = { source: k.source, part: k.part, index: 0, path: [field, i] };
      if (known) {
        const before = generator.behavior === 'merge' ? fields((known.object as { data?: unknown }).data) : {};
        const merged = { ...before, ...fields((object as { data?: unknown }).data) } as unknown as Json;
        all[at] = changed(known, { ...known.object, data: merged } as unknown as KubernetesObject);
      } else all.push({ ...place, object, earlier: [] });
    }
  }
  return { items: all, isWhole: isAllWhole };
};
