import type { Intent } from '../intent/model.ts';
import { probesOf } from '../proof/list.ts';
import { renderValidate } from '../proof/render.ts';
import type { Resource } from '../resources/resource.ts';
import { type OutputFile, render } from './render.ts';

/** All files of the output folder, from the model and its objects. */
export const filesOf = (
  intent: Intent,
  resources: readonly Resource[],
  answersFile: string,
  toolVersion: string,
  rootFile = answersFile,
): Map<string, OutputFile> => {
  const probes = probesOf(
    intent,
    resources.map((r) => r.object),
  );
  return render({
    intent,
    resources,
    answersFile,
    rootFile,
    toolVersion,
    validate: renderValidate(intent, probes, { answersFile, toolVersion }),
  });
};
