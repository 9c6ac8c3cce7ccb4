import { counted } from '../../diagnostics/shown.ts';
import { shellWord } from '../../files/quote.ts';
import { validateOptions } from '../../files/validate-options.ts';
import { parentOf } from '../../model/gateway-labels.ts';
import type { Intent } from '../../model/intent.ts';
import { credentialFor, variablesOf } from '../../probes/credentials.ts';
import { folderOfTeam, PLATFORM } from '../../resources/delivery/unit.ts';
import { fileOf } from '../../stages.ts';

/** A line is not longer than this, without its indentation. */
const MOST_COLUMNS = 78;
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

/** The credentials with which validate.sh sends requests: without them it skips checks. */
const setCredentials = (intents: readonly Intent[]): string[] => {
  const credentials = intents.flatMap((i) => i.security).flatMap((policy) => credentialFor(policy) ?? []);
  const names = variablesOf(credentials).map((v) => v.name);
  if (names.length === 0) return [];
  const all = `# set ${names.join(', ')} (see --help), or checks are skipped:`;
  return [all.length <= MOST_COLUMNS ? all : `# set ${names.length} credentials (see --help), or checks are skipped:`];
};

/** What differs in the objects of a folder that the tool wrote before. */
export interface Change {
  /** The commands that apply these objects alone. */
  readonly commands: readonly string[];
  readonly changed: number;
  readonly deleted: number;
}

/** How to apply only a change, and to delete what is no longer generated. A long command is left to the runbook. */
const applyChange = (output: string, change: Change | undefined): string[] => {
  if (change === undefined) return [];
  const { commands, changed, deleted } = change;
  const [command = '', ...more] = commands.flatMap((c) => c.replaceAll(/ \\\n */g, ' '));
  const isShort = command.startsWith('kubectl apply -f ') && more.length === 0 && command.length <= MOST_COLUMNS;
  return [
    ...(isShort
      ? [`# or only the ${counted(changed, 'changed object')}, if the cluster has the others:`, command]
      : []),
    ...(deleted > 0 ? [`# then delete ${counted(deleted, 'object')}: ${output}/prune.sh --delete`] : []),
  ];
};

/** The commands after writing, in order: check and prepare the cluster, create Secrets, apply, wait, verify. */
export const nextSteps = (
  folder: string,
  intent: Intent,
  ofTeams: readonly Intent[] = [],
  change?: Change,
): string[] => {
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
      ...applyChange(output, change),
      wait,
      ...setCredentials([intent]),
      `${output}/${validate}`,
    ];
  const { tool, repository, path, revision } = delivery;
  const platform = `${output}/${PLATFORM}`;
  const many = teams.teams.length > MOST_TEAMS;
  const names = many ? ['NAME'] : teams.teams.map((t) => t.name);
  const each = many ? [`# NAME: each of the ${teams.teams.length} teams, such as ${teams.teams[0]!.name}`] : [];
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
    ...each,
    ...apply[tool],
    ...applyChange(output, change && { ...change, deleted: 0 }),
    wait,
    ...setCredentials([intent, ...ofTeams]),
    ...[platform, ...folders].map((f) => `${f}/${validate}`),
  ];
};
