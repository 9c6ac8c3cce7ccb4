import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { admissionFindings } from '../checks/admission/findings.ts';
import { loadAdmission } from '../checks/admission/load.ts';
import type { Finding } from '../checks/finding.ts';
import { checkReferences } from '../checks/references.ts';
import type { KubernetesObject } from '../resources/resource.ts';
import { collectAnswers } from './answers.ts';
import { build, refuseAnswers } from './generate.ts';
import { EXIT, type Options, UserError, type Voice, type World } from './world.ts';

/** Files that stand in an output folder and are no objects. */
const NOT_OBJECTS = new Set([
  'kustomization.yaml',
  'kustomization.yml',
  'envoy-gateway-values.yaml',
  'api-gateway.yaml',
]);

const yamlFiles = (path: string): string[] => {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((e) =>
      e.isDirectory()
        ? yamlFiles(join(path, e.name))
        : /\.(ya?ml|json)$/.test(e.name) && !NOT_OBJECTS.has(e.name)
          ? [join(path, e.name)]
          : [],
    );
};

const isObject = (v: unknown): v is KubernetesObject =>
  typeof v === 'object' && v !== null && 'kind' in v && 'apiVersion' in v && 'metadata' in v;

const readObjects = (world: World, paths: readonly string[]): KubernetesObject[] =>
  paths.flatMap((shown) => {
    let files: string[];
    try {
      files = yamlFiles(resolve(world.cwd, shown));
    } catch {
      throw new UserError(`${shown}: there is no such file or folder.`);
    }
    return files.flatMap((file) => {
      const documents = parseAllDocuments(readFileSync(file, 'utf8'), { logLevel: 'silent' });
      const list = Array.isArray(documents) ? documents : [];
      const bad = list.flatMap((d) => d.errors)[0];
      if (bad) throw new UserError(`${file}: ${bad.message.split('\n')[0]}`);
      return list
        .map((d) => d.toJS({ maxAliasCount: 100 }) as unknown)
        .filter((o) => o !== null)
        .map((o) => {
          if (!isObject(o) || typeof o.metadata?.name !== 'string')
            throw new UserError(`${file}: a document is no Kubernetes object (apiVersion, kind, metadata.name).`);
          return o;
        });
    });
  });

/** `check`: admission and references over answers, or over manifests of any origin. */
export const check = async (
  world: World,
  voice: Voice,
  options: Options,
  paths: readonly string[],
): Promise<number> => {
  let findings: readonly Finding[];
  let count = 0;
  if (paths.length === 0 || options.file !== undefined) {
    const { source, result } = await collectAnswers(world, options);
    if ('problems' in result) return refuseAnswers(voice, result.problems, options.json === true);
    findings = (await build(result.answers, source.name)).findings;
  } else {
    const objects = readObjects(world, paths);
    count = objects.length;
    findings = [...admissionFindings(objects, await loadAdmission()), ...checkReferences(objects)];
  }
  const errors = findings.filter((f) => f.severity === 'error').length;
  if (options.json === true) voice.result(`${JSON.stringify({ ok: errors === 0, findings }, null, 2)}\n`);
  else
    for (const f of findings)
      voice.result(`${f.severity}: ${f.resource}${f.field ? ` ${f.field}` : ''}: ${f.message} [${f.code}]\n`);
  voice.talk(
    `${count > 0 ? `${count} objects, ` : ''}${errors} error(s), ${findings.length - errors} other finding(s)`,
  );
  return errors > 0 ? EXIT.findings : EXIT.fine;
};
