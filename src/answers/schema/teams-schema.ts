import * as z from 'zod';
import { refusal } from '../../diagnostics/refusal.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { later } from '../../values/later.ts';
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

/** An external server as it is written, 443 unsaid. */
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
export const team = later(() =>
  z.strictObject({
    namespace: label
      .optional()
      .describe(withDefault("Namespace of the team's routes, policies and Services", DEFAULTS.team.namespace)),
    paths: z.array(path).min(1).max(64).describe('Path prefixes that only this team may serve.'),
    answers: answersFile.optional().describe('Answers file of the team, relative to this file: `teams/payments.yaml`.'),
    services: services.optional().describe('Services of the team, if they are in this file.'),
    auth: z
      .array(label)
      .min(1)
      .max(16)
      .optional()
      .describe(withDefault('Methods of auth.methods that the team may use', DEFAULTS.team.auth)),
    public: z
      .array(path)
      .min(1)
      .max(64)
      .optional()
      .describe(withDefault('Paths that the team may make public', DEFAULTS.team.public)),
    outside: z
      .array(server)
      .max(64)
      .optional()
      .describe(
        "External servers that the team's routes may use: `orders.example.net`. A list, even an empty one, also allows failover.",
      ),
    group: word.optional().describe(withDefault("Group of the team's members in the API server", DEFAULTS.team.group)),
    owners: z
      .array(owner)
      .min(1)
      .max(16)
      .optional()
      .describe("Owners of the team's folder in CODEOWNERS: `@acme/payments`."),
  }),
);
export type TeamAnswer = z.output<typeof team>;

export const teams = later(() =>
  z.record(label, team).describe('Teams by name; each serves a part of the API. Needs `layout: app-of-apps`.'),
);

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
export const delivery = later(() =>
  z
    .strictObject({
      tool: z
        .enum(['kustomize', 'argocd', 'flux'])
        .describe(
          'Tool that applies the manifests: `kustomize` (kubectl apply -k, by hand or in CI), `argocd` or `flux`.',
        ),
      repository: repository.optional().describe('URL of the Git repository that contains the output folder.'),
      path: folder
        .optional()
        .describe(withDefault('Path of the output folder in the repository', DEFAULTS.delivery.path)),
      revision: revision
        .optional()
        .describe(withDefault('Branch, or a tag as `refs/tags/v1.2`', DEFAULTS.delivery.revision)),
      namespace: label.optional().describe(withDefault('Namespace of Argo CD or Flux', DEFAULTS.delivery.namespace)),
      secret: objectName
        .optional()
        .describe(
          'With flux: name of the Secret, in the namespace of Flux, that gives access to a private repository.',
        ),
      install: z
        .boolean()
        .optional()
        .describe(
          withDefault(
            'With argocd: whether to generate an Application for Envoy Gateway itself',
            DEFAULTS.delivery.install,
          ),
        ),
      teams: z
        .enum(['applications', 'set'])
        .optional()
        .describe(
          withDefault(
            'With argocd: `applications` (one Application for each team) or `set` (one ApplicationSet)',
            DEFAULTS.delivery.teams,
          ),
        ),
    })
    .describe(withDefault('How the manifests are applied to the cluster', DEFAULTS.delivery.tool)),
);

/** A team's own answers file: everything else is the root's. */
export const teamFile = z
  .strictObject({
    version: z.literal(1).describe('Version of the team file format.'),
    team: label.describe('Name of the team in `teams` of the root file.'),
    services: services.describe('Services of the team.'),
    suppress: suppress.optional(),
  })
  .describe('Answers of one team.');
