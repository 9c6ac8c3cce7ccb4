import * as z from 'zod';
import { refusal } from '../../diagnostics/refusal.ts';
import { label, objectName, path, ruled, word } from '../../values/scalars.ts';
import { isPort, urlProblem } from '../../values/urls.ts';
import { service } from './service-schema.ts';
import { suppress } from './suppress-schema.ts';

const FILE = /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[\w.-]+(?:\/[\w.-]+)*\.ya?ml$/;
const answersFile = ruled(
  (s) => (FILE.test(s) && s.length < 200 ? undefined : refusal('InvalidFileName', { value: s })),
  FILE,
);

const HOST_AND_PORT = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:\d{1,5})?$/;
const server = ruled(
  (s) =>
    HOST_AND_PORT.test(s) && isPort(s.split(':')[1] ?? '443') ? undefined : refusal('InvalidServer', { value: s }),
  HOST_AND_PORT,
).transform((s) => ({ host: s.split(':')[0]!, port: Number(s.split(':')[1] ?? 443) }));

/** A server outside as it is written, 443 unsaid. */
export const showServer = ({ host, port }: { host: string; port: number }): string =>
  port === 443 ? host : `${host}:${port}`;

const OWNER = /^[^\s#]+$/;
/** A user, a group or an address, as CODEOWNERS knows it: a blank begins another one, and # a comment. */
export const owner = ruled(
  (s) => (OWNER.test(s) && s.length <= 253 ? undefined : refusal('InvalidOwner', { value: s })),
  OWNER,
);

const services = z.array(service).min(1).max(20000);

/** A team, as the root file says it: what it owns, and how far it may go. */
export const team = z.strictObject({
  namespace: label.optional().describe("Namespace of the team's routes, policies and Services; its name unless said."),
  paths: z.array(path).min(1).max(64).describe('Path prefixes that this team, and nobody else, serves.'),
  answers: answersFile.optional().describe("The team's own answers file, beside this one: teams/payments.yaml."),
  services: services.optional().describe('Its services, where they stand in this file.'),
  auth: z.array(label).min(1).max(16).optional().describe('Methods of auth.methods that it may use; all unless said.'),
  public: z.array(path).min(1).max(64).optional().describe('Paths that it may leave open; none unless said.'),
  outside: z
    .array(server)
    .max(64)
    .optional()
    .describe(
      'Servers outside the cluster that its routes may lead to. A list, even an empty one, also allows failover.',
    ),
  group: word
    .optional()
    .describe("Group of the team's people as the API server knows it; the team's name unless said."),
  owners: z.array(owner).min(1).max(16).optional().describe('For CODEOWNERS: @acme/payments.'),
});
export type TeamAnswer = z.output<typeof team>;

export const teams = z
  .record(label, team)
  .describe('Teams that serve a part of the API each, by name. Needs `layout: app-of-apps`.');

const REPOSITORY = /^(?:https:\/\/|ssh:\/\/)(?:git@)?[A-Za-z0-9.-]+(?::\d{1,5})?\/[\w./~-]+$/;
/** As `git clone` also takes it, and no tool that reads manifests. */
const SCP = /^([\w.-]+@[A-Za-z0-9.-]+):([\w./~-]+)$/;
const repository = ruled(
  (s) =>
    REPOSITORY.test(s) && s.length < 500 && urlProblem(s.replace('://git@', '://')) === undefined
      ? undefined
      : refusal('InvalidRepository', { suggestion: SCP.test(s) ? s.replace(SCP, 'ssh://$1/$2') : undefined }),
  REPOSITORY,
);
const FOLDER = /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[\w.-]+(?:\/[\w.-]+)*$/;
const folder = ruled(
  (s) => (FOLDER.test(s) && s.length < 200 ? undefined : refusal('InvalidFolder', { in: 'repository', value: s })),
  FOLDER,
);
const REVISION = /^(?!.*\.\.)[\w][\w./-]{0,199}$/;
const revision = ruled((s) => (REVISION.test(s) ? undefined : refusal('InvalidRevision', { value: s })), REVISION);

/** What brings the manifests from the repository into the cluster. */
export const delivery = z
  .strictObject({
    tool: z.enum(['kustomize', 'argocd', 'flux']).describe('`kustomize`: kubectl apply -k, by hand or from CI.'),
    repository: repository.optional().describe('The Git repository that holds the output folder.'),
    path: folder.optional().describe('The output folder in it; `manifests` unless said.'),
    revision: revision.optional().describe('A branch, or a tag as refs/tags/v1.2; `main` unless said.'),
    namespace: label.optional().describe('Of Argo CD or Flux; `argocd` or `flux-system` unless said.'),
    secret: objectName
      .optional()
      .describe('With flux: the Secret with which it reads a private repository, in its namespace.'),
    install: z.boolean().optional().describe('With argocd: an Application for Envoy Gateway itself; true unless said.'),
    teams: z
      .enum(['applications', 'set'])
      .optional()
      .describe('With argocd: an Application for each team, or one ApplicationSet; `applications` unless said.'),
  })
  .describe('How the manifests get into the cluster.');
export type DeliveryAnswer = z.output<typeof delivery>;

/** A team's own answers file: everything else is the root's. */
export const teamFile = z
  .strictObject({
    version: z.literal(1).describe('Of this format.'),
    team: label.describe('Its name in `teams` of the root file.'),
    services: services.describe("The team's services."),
    suppress: suppress.optional(),
  })
  .describe("A team's answers.");
