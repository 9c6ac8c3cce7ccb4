// The configuration of Envoy Gateway, if the files contain it.
import { basename } from 'node:path';
import { parse } from 'yaml';
import { canonical, type Json } from '../../admission/admission-schema.ts';
import { fields } from '../../effective/objects/loose-objects.ts';
import type { KubernetesObject } from '../../objects/resource.ts';
import { VALUES } from './about-files.ts';
import type { FileSet } from './file-set.ts';

/** Values of Envoy Gateway's chart, by their usual names. */
const VALUES_FILES = /^envoy-gateway-values.*\.ya?ml$/;

const loosely = (text: unknown): unknown => {
  try {
    return typeof text === 'string'
      ? parse(text, { logLevel: 'silent', uniqueKeys: false, maxAliasCount: -1 })
      : undefined;
  } catch {
    return undefined;
  }
};

/** The configuration in an object: the ConfigMap that a running Envoy Gateway reads, or the values of its chart. */
const configOf = (o: KubernetesObject): unknown => {
  const { data, spec } = o as { data?: unknown; spec?: unknown };
  if (o.kind === 'ConfigMap' && o.metadata.name === 'envoy-gateway-config')
    return loosely(fields(data)['envoy-gateway.yaml']);
  return o.kind === 'HelmRelease' ? fields(fields(fields(spec).values).config).envoyGateway : undefined;
};

/** The configuration as a file of its own, which a standalone Envoy Gateway reads. */
const inFile = (text: string): unknown => {
  if (!/^kind:[ \t]*EnvoyGateway[ \t]*\r?$/m.test(text)) return undefined;
  const config = loosely(text);
  return fields(config).kind === 'EnvoyGateway' ? config : undefined;
};

/** The configuration that the files contain; undefined if there is none, or if there are different ones. */
export const configIn = (files: FileSet, paths: readonly string[], objects: readonly KubernetesObject[]): unknown => {
  const [values, ...more] = paths.filter((path) => VALUES_FILES.test(basename(path)));
  // Further files, such as envoy-gateway-values-addon.yaml, may be given to Helm as well.
  if (values && more.length === 0 && basename(values) === VALUES)
    return fields(fields(loosely(files.read(values).text)).config).envoyGateway;
  const ofFiles = paths.map((path) => inFile(files.read(path).text));
  const [first, ...others] = [...objects.map(configOf), ...ofFiles].filter((c) => c !== undefined);
  return others.every((c) => canonical(c as Json) === canonical(first as Json)) ? first : undefined;
};
