import type { GitRepository, Kustomization } from '../../crds/types/index.ts';
import type { Intent, TeamIntent } from '../../model/intent.ts';
import { note } from '../../objects/make.ts';
import type { KubernetesObject } from '../../objects/resource.ts';
import { FLUX } from '../notes/delivery-notes.ts';
import {
  accountOf,
  type Delivered,
  type DeliveryFile,
  delivered,
  folderOfTeam,
  PLATFORM,
  toolMeta,
  unitName,
} from './unit.ts';

/** A name without "refs/" is a branch; a tag needs its full ref (source.toolkit.fluxcd.io/v1 GitRepository, spec.ref.name). */
const refOf = (revision: string): NonNullable<NonNullable<GitRepository['spec']>['ref']> =>
  revision.startsWith('refs/') ? { name: revision } : { branch: revision };

const repository = (intent: Intent): Delivered => {
  const { secret } = intent.delivery!;
  return delivered<GitRepository>(
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: toolMeta(intent, intent.gateway.name),
      spec: {
        interval: '1m',
        url: intent.delivery!.repository,
        ref: refOf(intent.delivery!.revision),
        ...(secret !== undefined && { secretRef: { name: secret } }),
      },
    },
    ...(secret === undefined ? [note('todo', FLUX.privateRepository, 'spec')] : []),
  );
};

const kustomization = (
  intent: Intent,
  unit: string,
  folder: string,
  more: Partial<NonNullable<Kustomization['spec']>>,
): Kustomization => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: toolMeta(intent, unitName(intent, unit)),
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

/** Flux applies a team's unit as an account that has only the permissions of the team. */
const ofTeam = (intent: Intent, t: TeamIntent): Delivered[] => {
  const account = accountOf(intent, t.name);
  return [
    delivered<KubernetesObject>(
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: toolMeta(intent, account) },
      note('why', FLUX.account(t.name)),
    ),
    delivered<Kustomization>(
      kustomization(intent, t.name, folderOfTeam(t.name), {
        serviceAccountName: account,
        dependsOn: [{ name: unitName(intent, PLATFORM) }],
      }),
      note('why', FLUX.afterPlatform, 'spec', 'dependsOn'),
    ),
  ];
};

/** A source, a Kustomization for the platform and one for each team that depends on it. */
export const fluxFiles = (intent: Intent): DeliveryFile[] => [
  {
    path: 'flux/platform.yaml',
    words: 'flux-platform',
    delivered: [repository(intent), delivered<Kustomization>(kustomization(intent, PLATFORM, PLATFORM, {}))],
  },
  ...intent.teams!.teams.map(
    (t): DeliveryFile => ({
      path: `flux/team-${t.name}.yaml`,
      words: 'flux-team',
      delivered: ofTeam(intent, t),
    }),
  ),
];
