import type { Intent } from '../model/intent.ts';
import type { Resource } from '../objects/resource.ts';
import { probesOf } from '../probes/probe-list.ts';
import { layout } from './manifest-layout.ts';
import { lookedAt } from './pointers.ts';
import { type OutputFile, render } from './render.ts';
import { renderValidate } from './validate-script.ts';

/** All files of the output folder, from the model and its objects. */
export const filesOf = (
  intent: Intent,
  resources: readonly Resource[],
  answersFile: string,
  toolVersion: string,
  rootFile = answersFile,
): Map<string, OutputFile> => {
  const objects = resources.map((r) => r.object);
  const probes = lookedAt(probesOf(intent, objects), intent, layout(resources, intent.services.length));
  return render({
    intent,
    resources,
    answersFile,
    rootFile,
    toolVersion,
    validate: renderValidate(intent, probes, { answersFile, toolVersion }),
  });
};
