import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { parse } from 'yaml';
import type { Finding } from '../checks/finding.ts';
import { isRunFolder } from '../files/journal.ts';
import { originOf } from '../files/seal.ts';
import { MOST_MANIFEST, readText, Unreadable } from './read-bounded.ts';

/** Helm values of Envoy Gateway, which hold its configuration. */
const VALUES = 'envoy-gateway-values.yaml';
const KUSTOMIZATION = /^kustomization\.ya?ml$/;
/** Files that stand in an output folder and are no objects. */
const isNoObject = (name: string): boolean =>
  name === VALUES || name === 'api-gateway.yaml' || KUSTOMIZATION.test(name);
const SEALED = /\.(ya?ml|sh|md)$/;

/** What stands in the paths that were given. */
export interface ManifestFiles {
  /** Files with objects, in the order of their names. */
  readonly objects: readonly string[];
  /** What can be said of the files themselves; `resource` is the file, as seen from the working folder. */
  readonly findings: readonly Finding[];
  /** Envoy Gateway's own configuration, where the Helm values are among the files. */
  readonly config: unknown;
}

const below = (path: string): string[] => {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((e) =>
      e.isDirectory() ? (isRunFolder(e.name) ? [] : below(join(path, e.name))) : e.isFile() ? [join(path, e.name)] : [],
    );
};

/** YAML of a file that is not checked itself: undefined where it is none. */
const loosely = (path: string): unknown => {
  try {
    return parse(readText(path, MOST_MANIFEST), { logLevel: 'silent' });
  } catch {
    return undefined;
  }
};

/** None of ours is larger than any file of manifests; of others the seal is not looked for. */
const sealedText = (path: string): string => {
  try {
    return readText(path, MOST_MANIFEST);
  } catch (error) {
    if (error instanceof Unreadable) return '';
    throw error;
  }
};

const aboutFile = (resource: string, code: string, message: string): Finding => ({
  code,
  severity: 'warning',
  resource,
  field: '',
  message,
});

const missingFrom = (path: string, shown: string): Finding[] => {
  const { resources } = (loosely(path) ?? {}) as { resources?: unknown };
  return (Array.isArray(resources) ? resources : [])
    .filter((r) => typeof r === 'string' && !r.includes('://') && !existsSync(join(dirname(path), r)))
    .map((r) =>
      aboutFile(
        shown,
        'FileMissing',
        `${r} is named here and is not there, so nothing can be applied. Generate again.`,
      ),
    );
};

/**
 * What there is below one path, which may be a file. Throws what Node throws where there is nothing.
 * `cwd`: the folder from which files are named.
 */
export const manifestFiles = (cwd: string, path: string): ManifestFiles => {
  const all = below(path);
  const findings = all.flatMap((file) => {
    const shown = relative(cwd, file) || file;
    return [
      ...(SEALED.test(file) && statSync(file).isFile() && originOf(sealedText(file)) === 'edited'
        ? [
            aboutFile(
              shown,
              'EditedByHand',
              'This generated file was changed by hand, so it is not what the answers say. Change the answers, and generate again.',
            ),
          ]
        : []),
      ...(KUSTOMIZATION.test(basename(file)) ? missingFrom(file, shown) : []),
    ];
  });
  const values = all.find((file) => basename(file) === VALUES);
  const { config } = ((values && loosely(values)) ?? {}) as { config?: { envoyGateway?: unknown } };
  return {
    objects: all.filter((file) => file === path || (/\.(ya?ml|json)$/.test(file) && !isNoObject(basename(file)))),
    findings,
    config: config?.envoyGateway,
  };
};
