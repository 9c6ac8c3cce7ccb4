import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { parse } from 'yaml';
import { type Finding, finding } from '../diagnostics/finding.ts';
import { fields } from '../effective/objects/loose-objects.ts';
import { originOf } from '../files/checksum.ts';
import { isRunFolder } from '../files/journal.ts';
import { ANSWERS_FILE } from '../values/defaults.ts';
import { readText, reasonOf } from './manifests/text.ts';

/** Helm values of Envoy Gateway, which contain its configuration. */
const VALUES = 'envoy-gateway-values.yaml';
const KUSTOMIZATION = /^kustomization\.ya?ml$/;
/** Files of an output folder that contain no Kubernetes objects. */
const isNoObject = (name: string): boolean => name === VALUES || name === ANSWERS_FILE || KUSTOMIZATION.test(name);
const SEALED = /\.(ya?ml|sh|md)$/;

/** The files in the given paths. */
export interface ManifestFiles {
  /** Files with objects, sorted by name. */
  readonly objects: readonly string[];
  /** Findings about the files themselves; `resource` is the file, relative to the working directory. */
  readonly findings: readonly Finding[];
  /** The configuration of Envoy Gateway, if the files include its Helm values. */
  readonly config: unknown;
}

/** All files below a path, sorted. `unread` is called for each folder that cannot be opened. */
const below = (path: string, unread: (path: string, error: unknown) => void): string[] => {
  if (!statSync(path).isDirectory()) return [path];
  let list: ReturnType<typeof contents>;
  try {
    list = contents(path);
  } catch (error) {
    unread(path, error);
    return [];
  }
  return list
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((e) =>
      e.isDirectory()
        ? isRunFolder(e.name)
          ? []
          : below(join(path, e.name), unread)
        : e.isFile()
          ? [join(path, e.name)]
          : [],
    );
};
const contents = (path: string) => readdirSync(path, { withFileTypes: true });

/** The content of a YAML file that is not validated itself; undefined if it is not YAML. */
const loosely = (path: string): unknown => {
  try {
    return parse(readText(path).text, { logLevel: 'silent', uniqueKeys: false });
  } catch {
    return undefined;
  }
};

const missingFrom = (path: string, shown: string): Finding[] => {
  const { resources } = fields(loosely(path));
  return (Array.isArray(resources) ? resources : [])
    .filter((r): r is string => typeof r === 'string' && !r.includes('://') && !existsSync(join(dirname(path), r)))
    .map((file) => finding('FileMissing', shown, '', { file }));
};

/**
 * The files below a path, which may itself be a file. Throws Node's error if the path does not exist.
 * `cwd`: file names in findings are relative to it.
 */
export const manifestFiles = (cwd: string, path: string): ManifestFiles => {
  const unread: Finding[] = [];
  const all = below(path, (folder, error) => {
    const name = relative(cwd, folder) || folder;
    unread.push(finding('FileUnreadable', name, '', { case: 'folder', of: reasonOf(error) }));
  });
  const findings = all.flatMap((file) => {
    const shown = relative(cwd, file) || file;
    return [
      ...(SEALED.test(file) && statSync(file).isFile() && originOf(readText(file).text) === 'edited'
        ? [finding('EditedByHand', shown, '')]
        : []),
      ...(KUSTOMIZATION.test(basename(file)) ? missingFrom(file, shown) : []),
    ];
  });
  const values = all.find((file) => basename(file) === VALUES);
  const { config } = fields(values && loosely(values));
  return {
    objects: all.filter((file) => file === path || (/\.(ya?ml|json)$/.test(file) && !isNoObject(basename(file)))),
    findings: [...unread, ...findings],
    config: fields(config).envoyGateway,
  };
};
