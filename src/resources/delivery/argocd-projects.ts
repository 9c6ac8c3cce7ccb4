// What may be deployed for whom, whatever stands in the repository.
import type { Intent, TeamIntent } from '../../model/intent.ts';
import { note } from '../../objects/make.ts';
import { kindsOfTeam } from '../teams/kinds.ts';
import { API, CHART, meta, SERVER, WAVE } from './argocd-object.ts';
import { type Delivered, delivered, PLATFORM, platformNamespaces, unitName } from './unit.ts';

export const platformProject = (intent: Intent): Delivered => {
  const { delivery: d } = intent;
  const namespaces = [...new Set([d!.namespace, ...platformNamespaces(intent)])];
  return delivered(
    {
      apiVersion: API,
      kind: 'AppProject',
      metadata: meta(intent, unitName(intent, PLATFORM)),
      spec: {
        description: 'The Gateway, what closes it by default, and what teams may do.',
        sourceRepos: [d!.repository, CHART],
        destinations: namespaces.map((namespace) => ({ server: SERVER, namespace })),
        clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      },
    },
    note('why', 'Who may change this project, or what it deploys, may change everything here: administrators only.'),
  );
};

export const projectOfTeam = (intent: Intent, t: TeamIntent): Delivered =>
  delivered(
    {
      apiVersion: API,
      kind: 'AppProject',
      metadata: meta(intent, unitName(intent, t.name), { wave: WAVE.projects }),
      spec: {
        description: `Team ${t.name}: ${t.paths.join(', ')}`,
        sourceRepos: [intent.delivery!.repository],
        destinations: [{ server: SERVER, namespace: t.namespace }],
        clusterResourceWhitelist: [],
        namespaceResourceWhitelist: kindsOfTeam(intent, t).map(({ group, kind }) => ({ group, kind })),
        roles: [
          {
            name: 'team',
            description: 'Look, synchronise, and roll back.',
            groups: [t.group],
            policies: ['get', 'sync'].map(
              (verb) =>
                `p, proj:${unitName(intent, t.name)}:team, applications, ${verb}, ${unitName(intent, t.name)}/*, allow`,
            ),
          },
        ],
      },
    },
    note('why', `What can be deployed for ${t.name}, whatever stands in the repository: its kinds, in its namespace.`),
  );
