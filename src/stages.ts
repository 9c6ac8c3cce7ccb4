// The files of the output folder. Nobody else writes their names: code says which file it means, and asks here for its path.
import redis from '../templates/headers/05-redis.hbs';
import secrets from '../templates/headers/07-secrets.hbs';
import gatewayClass from '../templates/headers/10-gatewayclass.hbs';
import teams from '../templates/headers/15-teams.hbs';
import gateway from '../templates/headers/20-gateway.hbs';
import certificate from '../templates/headers/30-certificate.hbs';
import guards from '../templates/headers/35-guards.hbs';
import httpRoutes from '../templates/headers/40-httproutes.hbs';
import securityPolicies from '../templates/headers/50-securitypolicies.hbs';
import extensions from '../templates/headers/55-extensions.hbs';
import backendTrafficPolicies from '../templates/headers/60-backendtrafficpolicies.hbs';
import clientTrafficPolicy from '../templates/headers/70-clienttrafficpolicy.hbs';
import observability from '../templates/headers/80-observability.hbs';
import mesh from '../templates/headers/85-mesh.hbs';
import network from '../templates/headers/90-network.hbs';
import isolation from '../templates/headers/95-closed.hbs';
import own from '../templates/headers/97-own.hbs';

interface StageDefinition {
  /** Name of the file without `.yaml`, and of the folder where the stage is one. */
  readonly name: string;
  /** What the file is for: the words of its header. */
  readonly header: TemplateSpecification;
  /** `platform`: where teams share a Gateway, only the platform's unit has it. */
  readonly owner: 'platform' | 'each unit';
  /** Grows with the number of services, so that it becomes a folder with a file for each. */
  readonly grows: boolean;
  /**
   * `argocd.argoproj.io/sync-wave`: Argo CD sorts by wave and kind, not by file. What denies comes before what serves. It prunes
   * in reverse, so a route goes before its policies.
   */
  readonly wave: number;
}

const stage = (
  name: string,
  header: TemplateSpecification,
  owner: StageDefinition['owner'],
  wave: number,
  { grows = false } = {},
): StageDefinition => ({ name, header, owner, grows, wave });

/**
 * The numbered files, in apply order. Policies come before routes: a route that changes its policy then finds the new one in the
 * cluster, and is never without any. The ClientTrafficPolicy lists the authorizers and logins of the listener, which their policies
 * need. The numbers stay as they are, because files of an earlier version would be left over.
 */
export const STAGES = {
  redis: stage('05-redis', redis, 'platform', -10),
  secrets: stage('07-secrets', secrets, 'each unit', -8),
  gatewayClass: stage('10-gatewayclass', gatewayClass, 'platform', -5),
  teams: stage('15-teams', teams, 'platform', -3),
  gateway: stage('20-gateway', gateway, 'platform', 0),
  certificate: stage('30-certificate', certificate, 'platform', 0),
  guards: stage('35-guards', guards, 'each unit', 5),
  securityPolicies: stage('50-securitypolicies', securityPolicies, 'each unit', 10, { grows: true }),
  extensions: stage('55-extensions', extensions, 'each unit', 10, { grows: true }),
  backendTrafficPolicies: stage('60-backendtrafficpolicies', backendTrafficPolicies, 'each unit', 10, { grows: true }),
  clientTrafficPolicy: stage('70-clienttrafficpolicy', clientTrafficPolicy, 'platform', 5),
  httpRoutes: stage('40-httproutes', httpRoutes, 'each unit', 15, { grows: true }),
  observability: stage('80-observability', observability, 'platform', 20),
  mesh: stage('85-mesh', mesh, 'each unit', 25, { grows: true }),
  network: stage('90-network', network, 'each unit', 30, { grows: true }),
  isolation: stage('95-closed', isolation, 'each unit', 35),
  own: stage('97-own', own, 'platform', 40),
} as const satisfies Record<string, StageDefinition>;

export type Stage = keyof typeof STAGES;

/** Place of a stage in the apply order, from 0. */
export const RANK = Object.fromEntries(Object.keys(STAGES).map((s, i) => [s, i])) as Readonly<Record<Stage, number>>;

/** The files of a unit that hold no objects. */
export const FILES = {
  runbook: 'README.md',
  install: 'install.sh',
  helmValues: 'envoy-gateway-values.yaml',
  kustomization: 'kustomization.yaml',
  prune: 'prune.sh',
  validate: 'validate.sh',
  validateEngine: 'validate-engine.sh',
  codeOwners: 'CODEOWNERS',
} as const;

/** A file to look at when a check fails. */
export type LookAt = Stage | 'helmValues';

/** From so many services on, a stage that grows is a folder with a file for each service, so that a change stays a small diff. */
const FOLDERS_FROM = 50;

/** A DNS name: it cannot lead out of its folder, and two of them are two files where case does not count. */
const OWNER = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;

/** The file of a stage, where it is one. */
export const fileOf = (s: Stage): string => `${STAGES[s].name}.yaml`;

/** The folder of a stage, where it is one. */
export const folderOf = (s: Stage): string => `${STAGES[s].name}/`;

/** `40-httproutes.yaml` in a text, without a path in front of it. */
const IN_TEXT = /(?<![\w/.-])\d\d-[a-z]+\.yaml/g;
const BY_FILE: ReadonlyMap<string, Stage> = new Map((Object.keys(STAGES) as Stage[]).map((s) => [fileOf(s), s]));

/** A text in which the names of numbered files are replaced. */
export const replaceFiles = (text: string, by: (stage: Stage) => string): string =>
  text.replace(IN_TEXT, (file) => {
    const stage = BY_FILE.get(file);
    return stage === undefined ? file : by(stage);
  });

/** The path of the file that holds an object. `owner`: its service, or the name of its shared file; `services`: how many there are. */
export const pathOf = (s: Stage, owner: string, services: number): string => {
  if (!OWNER.test(owner)) throw new Error(`no file can be named after ${JSON.stringify(owner)}`);
  return STAGES[s].grows && services >= FOLDERS_FROM ? `${folderOf(s)}${owner}.yaml` : fileOf(s);
};
