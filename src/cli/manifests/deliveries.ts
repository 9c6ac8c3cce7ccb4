// What Flux and Argo CD set on the objects of a folder.
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Fields, fields, groupOf, text } from '../../effective/objects/loose-objects.ts';
import type { KubernetesObject } from '../../objects/resource.ts';
import type { Delivery } from './kustomize/build.ts';
import { strings } from './kustomize/kustomization.ts';

/** The specs of an object that delivers folders: Kustomization (Flux), Application (Argo CD). */
const folderOf = (path: string | undefined, from: string): string | undefined => {
  if (path === undefined || /[${}<]/.test(path)) return undefined;
  // The path starts at the root of the repository, which is one of the folders above.
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const full = resolve(folder, path.replace(/^\/+/, './'));
    if (existsSync(full) && statSync(full).isDirectory()) return full;
    if (dirname(folder) === folder) return undefined;
  }
};

const known = (v: unknown): string | undefined => {
  const value = text(v);
  return value === undefined || value === '' || /[${}<]/.test(value) ? undefined : value;
};

const fluxDelivery = (spec: Fields, from: string): readonly [string, Delivery] | undefined => {
  const folder = folderOf(text(spec.path) ?? './', from);
  if (folder === undefined) return undefined;
  const components = strings(spec.components).map((path) => resolve(folder, path));
  return [folder, { targetNamespace: known(spec.targetNamespace), components }];
};

const argoDeliveries = (spec: Fields, from: string): (readonly [string, Delivery])[] =>
  [spec.source, ...(Array.isArray(spec.sources) ? spec.sources : [])].flatMap((source) => {
    const folder = folderOf(text(fields(source).path), from);
    return folder === undefined
      ? []
      : [[folder, { defaultNamespace: known(fields(spec.destination).namespace) }] as const];
  });

const deliveriesIn = (o: KubernetesObject, from: string): (readonly [string, Delivery])[] => {
  const spec = fields((o as { spec?: unknown }).spec);
  if (o.kind === 'Kustomization' && groupOf(o) === 'kustomize.toolkit.fluxcd.io') {
    const found = fluxDelivery(spec, from);
    return found ? [found] : [];
  }
  if (o.kind === 'Application' && groupOf(o) === 'argoproj.io') return argoDeliveries(spec, from);
  return [];
};

/** The folder that an object delivers is among the files: it is no producer of unknown objects. */
export const deliversFolder = (o: KubernetesObject, from: string): boolean => deliveriesIn(o, from).length > 0;

const merged = (a: Delivery | undefined, b: Delivery): Delivery => {
  if (!a) return b;
  // Several deliveries of a folder to different namespaces: its objects have no certain namespace.
  const same = <K extends 'targetNamespace' | 'defaultNamespace'>(key: K) => (a[key] === b[key] ? a[key] : undefined);
  return {
    targetNamespace: same('targetNamespace'),
    defaultNamespace: same('defaultNamespace'),
    components: [...new Set([...(a.components ?? []), ...(b.components ?? [])])],
  };
};

/** Deliveries by their folder. `objects`: with the absolute path of the file that contains each. */
export const deliveriesOf = (objects: Iterable<readonly [KubernetesObject, string]>): Map<string, Delivery> => {
  const all = new Map<string, Delivery>();
  for (const [o, from] of objects)
    for (const [folder, delivery] of deliveriesIn(o, from)) all.set(folder, merged(all.get(folder), delivery));
  return all;
};
