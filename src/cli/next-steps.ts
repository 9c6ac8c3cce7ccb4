import { shellWord } from '../files/quote.ts';
import { validateOptions } from '../files/validate-options.ts';
import type { Intent } from '../model/intent.ts';
import { folderOfTeam, PLATFORM } from '../resources/delivery/unit.ts';
import { fileOf } from '../stages.ts';

/** Above this number, teams are not listed one by one. */
const MOST_TEAMS = 8;

/** The commands after writing, in order: check the cluster, apply, verify. */
export const nextSteps = (folder: string, intent: Intent): string[] => {
  const output = shellWord(folder);
  const { teams, delivery } = intent;
  const validate = `validate.sh${validateOptions(intent)}`;
  const { byThisFile } = intent.install;
  if (!teams || !delivery)
    return [
      ...(byThisFile ? [`${output}/install.sh --check`] : []),
      ...(intent.gateway.attach ? [`kubectl apply -f ${output}/${fileOf('guards')}`] : []),
      `kubectl apply -k ${output}`,
      `${output}/${validate}`,
    ];
  const { tool, repository, path, revision } = delivery;
  const platform = `${output}/${PLATFORM}`;
  const names = teams.teams.length > MOST_TEAMS ? ['NAME'] : teams.teams.map((t) => t.name);
  const folders = names.map((name) => `${output}/${folderOfTeam(name)}`);
  const push = [`# First push the manifests to ${revision}, folder ${path}, of`, `# ${repository}`];
  const apply = {
    kustomize: [`kubectl apply -k ${platform}`, ...folders.map((f) => `kubectl apply -k ${f}`)],
    argocd: [...push, `kubectl apply -f ${output}/argocd/root.yaml`],
    flux: [...push, `kubectl apply -k ${output}/flux`],
  };
  return [
    ...(byThisFile ? [`${platform}/install.sh --check`] : []),
    ...apply[tool],
    ...[platform, ...folders].map((f) => `${f}/${validate}`),
  ];
};
