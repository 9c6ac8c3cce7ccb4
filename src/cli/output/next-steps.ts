import { shellWord } from '../../files/quote.ts';
import { validateOptions } from '../../files/validate-options.ts';
import { parentOf } from '../../model/gateway-labels.ts';
import type { Intent } from '../../model/intent.ts';
import { folderOfTeam, PLATFORM } from '../../resources/delivery/unit.ts';
import { fileOf } from '../../stages.ts';

/** Above this number, teams are not listed one by one. */
const MOST_TEAMS = 3;
/** Above this number, Secrets are counted, not named. */
const MOST_SECRETS = 3;

/** Secrets that the manifests need and that a person creates. */
const secretsOf = (intents: readonly Intent[]): string[] => [
  ...new Set(intents.filter((i) => i.secretStore === undefined).flatMap((i) => i.secrets.map((s) => s.name))),
];

/** The step that creates the Secrets, as a comment: the runbook has a command for each. */
const createSecrets = (intents: readonly Intent[], runbook: string): string[] => {
  const names = secretsOf(intents);
  if (names.length === 0) return [];
  const which = names.length > MOST_SECRETS ? `${names.length} Secrets` : `Secret ${names.join(', ')}`;
  return [`# create ${which}: commands in ${runbook}`];
};

/** The commands after writing, in order: check and prepare the cluster, create Secrets, apply, wait, verify. */
export const nextSteps = (folder: string, intent: Intent, ofTeams: readonly Intent[] = []): string[] => {
  const output = shellWord(folder);
  const { teams, delivery } = intent;
  const validate = `validate.sh${validateOptions(intent)}`;
  const { byThisFile } = intent.install;
  const install = (at: string): string[] => (byThisFile ? [`${at}/install.sh --check`, `${at}/install.sh`] : []);
  const { name, namespace } = parentOf(intent.gateway);
  const gateway = `-n ${shellWord(namespace)} gateway/${shellWord(name)}`;
  const wait = `kubectl wait --for=condition=Programmed --timeout=5m ${gateway}`;
  if (!teams || !delivery)
    return [
      ...install(output),
      ...createSecrets([intent], `${output}/README.md`),
      ...(intent.gateway.attach ? [`kubectl apply -f ${output}/${fileOf('guards')}`] : []),
      `kubectl apply -k ${output}`,
      wait,
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
    ...install(platform),
    ...createSecrets([intent, ...ofTeams], `README.md of each folder`),
    ...apply[tool],
    wait,
    ...[platform, ...folders].map((f) => `${f}/${validate}`),
  ];
};
