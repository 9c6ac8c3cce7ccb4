// AppProjects: limit what is deployed for the platform and for each team, whatever the repository contains.

import type { AppProject } from '../../crds/types/index.ts';
import type { Intent, TeamIntent } from '../../model/intent.ts';
import { note } from '../../objects/make.ts';
import { ARGOCD } from '../notes/delivery-notes.ts';
import { kindsOfTeam } from '../teams/kinds-of-team.ts';
import { API, CHART, meta, SERVER, WAVE } from './argocd-object.ts';
import { type Delivered, delivered, PLATFORM, platformNamespaces, unitName } from './unit.ts';

export const platformProject = (intent: Intent): Delivered => {
  const { delivery: d } = intent;
  const namespaces = [...new Set([d!.namespace, ...platformNamespaces(intent)])];
  return delivered<AppProject>(
    {
      apiVersion: API,
      kind: 'AppProject',
      metadata: meta(intent, unitName(intent, PLATFORM)),
      spec: {
        description: ARGOCD.platformDescription,
        sourceRepos: [d!.repository, CHART],
        destinations: namespaces.map((namespace) => ({ server: SERVER, namespace })),
        clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      },
    },
    note('why', ARGOCD.platformProject),
  );
};

export const projectOfTeam = (intent: Intent, t: TeamIntent): Delivered =>
  delivered<AppProject>(
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
            description: ARGOCD.roleDescription,
            groups: [t.group],
            policies: ['get', 'sync'].map(
              (verb) =>
                `p, proj:${unitName(intent, t.name)}:team, applications, ${verb}, ${unitName(intent, t.name)}/*, allow`,
            ),
          },
        ],
      },
    },
    note('why', ARGOCD.teamProject(t.name)),
  );
