import type { Intent } from '../model/intent.ts';
import type { Resource } from '../objects/resource.ts';
import { probesOf } from '../probes/probe-list.ts';
import { layout } from './manifest-layout.ts';
import { type PlacedProbe, placed } from './pointers.ts';
import { type OutputFile, render } from './render.ts';
import { renderValidate } from './validate-script.ts';

/** All probes of validate.sh, each with the file to look at when it fails. */
export const probesWithFiles = (
  intent: Intent,
  resources: readonly Resource[],
  files = layout(resources, intent.services.length),
): PlacedProbe[] => {
  const objects = resources.map((r) => r.object);
  return placed(probesOf(intent, objects), intent, files);
};

/** All files of the output folder, from the model and its objects. */
export const filesOf = (
  intent: Intent,
  resources: readonly Resource[],
  answersFile: string,
  toolVersion: string,
  rootFile = answersFile,
): Map<string, OutputFile> => {
  const files = layout(resources, intent.services.length);
  const validate = renderValidate(intent, probesWithFiles(intent, resources, files), { answersFile, toolVersion });
  return render({ intent, files, answersFile, rootFile, toolVersion, validate });
};
