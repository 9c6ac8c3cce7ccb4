import { FILES } from '../stages.ts';
import { withChecksum } from './checksum.ts';
import { yamlHeader } from './header.ts';
import { helmValues } from './helm-values.ts';
import { installScript } from './install-script.ts';
import { withPointers } from './pointers.ts';
import { pruneScript } from './prune-script.ts';
import type { RenderInput } from './render-input.ts';
import { runbook } from './runbook.ts';
import { teamRunbook } from './team-runbook.ts';
import { renderEngine } from './validate-script.ts';
import { emitYaml } from './yaml.ts';

/** A file of the output folder. */
export interface OutputFile {
  readonly text: string;
  readonly executable: boolean;
}

type Yaml = (words: Parameters<typeof yamlHeader>[0], path: string, documents: readonly string[]) => OutputFile;

/** Files that install Envoy Gateway; not part of a team's unit. */
const installation = (input: RenderInput, script: (text: string) => OutputFile, yaml: Yaml): [string, OutputFile][] => {
  const { values, notes } = helmValues(input.intent);
  return [
    [FILES.install, script(installScript(input))],
    [FILES.helmValues, yaml('envoy-gateway-values', FILES.helmValues, [emitYaml(values, notes)])],
  ];
};

/** Every file of the output folder by its path, in dependency order. Equal input gives equal bytes. */
export const render = (input: RenderInput): Map<string, OutputFile> => {
  const { intent, files } = input;
  const yaml: Yaml = (words, path, documents) => ({
    text: withChecksum(`${yamlHeader(words, path, input)}${documents.join('---\n')}`, 'hash'),
    executable: false,
  });
  const script = (text: string): OutputFile => ({ text: withChecksum(text, 'hash'), executable: true });
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    sortOptions: { order: 'fifo' },
    resources: files.map((f) => f.path),
  };
  const readme = withPointers(intent.team === undefined ? runbook(input) : teamRunbook(input), files);
  return new Map<string, OutputFile>([
    [FILES.runbook, { text: withChecksum(readme, 'markdown'), executable: false }],
    ...(intent.team === undefined && intent.install.byThisFile ? installation(input, script, yaml) : []),
    [FILES.kustomization, yaml('kustomization', FILES.kustomization, [emitYaml(kustomization)])],
    ...files.map((f): [string, OutputFile] => [
      f.path,
      yaml(
        f.stage,
        f.path,
        f.resources.map((r) => emitYaml(r.object, r.notes)),
      ),
    ]),
    ...(intent.team === undefined ? [[FILES.prune, script(pruneScript(input))] as [string, OutputFile]] : []),
    [FILES.validate, script(input.validate)],
    [FILES.validateEngine, script(renderEngine(input.toolVersion))],
  ]);
};
