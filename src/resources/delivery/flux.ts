import type { Intent, TeamIntent } from '../../intent/model.ts';
import { labels, note } from '../make.ts';
import type { KubernetesObject, Note } from '../resource.ts';
import { accountOf, type Delivered, type DeliveryFile, folderOfTeam, PLATFORM, unitName } from './unit.ts';

const of = (object: object, ...notes: Note[]): Delivered => ({ object: object as KubernetesObject, notes });

const meta = (intent: Intent, name: string) => ({
  name,
  namespace: intent.delivery!.namespace,
  labels: labels(intent),
});

/** A word is a branch; a tag is said in full (source.toolkit.fluxcd.io/v1 GitRepository, spec.ref.name). */
const refOf = (revision: string): object => (revision.startsWith('refs/') ? { name: revision } : { branch: revision });

const repository = (intent: Intent): Delivered =>
  of(
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: meta(intent, intent.gateway.name),
      spec: {
        interval: '1m',
        url: intent.delivery!.repository,
        ref: refOf(intent.delivery!.revision),
      },
    },
    note('todo', 'a private repository needs secretRef: the Secret with which Flux reads it.', 'spec'),
  );

const kustomization = (intent: Intent, unit: string, folder: string, more: object) => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: meta(intent, unitName(intent, unit)),
  spec: {
    interval: '10m',
    retryInterval: '1m',
    timeout: '5m',
    sourceRef: { kind: 'GitRepository', name: intent.gateway.name },
    path: `./${intent.delivery!.path}/${folder}`,
    prune: true,
    wait: true,
    ...more,
  },
});

/** A team's unit is applied as an account that may do what the team may do, and nothing else. */
const ofTeam = (intent: Intent, t: TeamIntent): Delivered[] => {
  const account = accountOf(intent, t.name);
  return [
    of(
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta(intent, account) },
      note(
        'why',
        `Flux applies the unit of ${t.name} as this account, which the platform's unit gives the rights of the team.`,
      ),
    ),
    of(
      kustomization(intent, t.name, folderOfTeam(t.name), {
        serviceAccountName: account,
        dependsOn: [{ name: unitName(intent, PLATFORM) }],
      }),
      note('why', 'After the platform: its guard rails are there before a route is.', 'spec', 'dependsOn'),
    ),
  ];
};

/** A source, a Kustomization for the platform and one for each team that depends on it. */
export const fluxFiles = (intent: Intent): DeliveryFile[] => [
  {
    path: 'flux/platform.yaml',
    words: 'flux-platform',
    delivered: [repository(intent), of(kustomization(intent, PLATFORM, PLATFORM, {}))],
  },
  ...intent.teams!.teams.map(
    (t): DeliveryFile => ({
      path: `flux/team-${t.name}.yaml`,
      words: 'flux-team',
      delivered: ofTeam(intent, t),
    }),
  ),
];
