import type { Application, ApplicationSet } from '../../crds/types/index.ts';
import type { Intent, TeamIntent } from '../../model/intent.ts';
import { note } from '../../objects/make.ts';
import { ARGOCD } from '../notes/delivery-notes.ts';
import { API, CHART, COMPARED_BY_SERVER, meta, SERVER, WAVE } from './argocd-object.ts';
import { platformProject, projectOfTeam } from './argocd-projects.ts';
import { type Delivered, type DeliveryFile, delivered, folderOfTeam, PLATFORM, unitName } from './unit.ts';

/** Retries until dependencies exist; without it Argo CD syncs a commit only once. */
const AUTOMATED = {
  automated: { prune: true, selfHeal: true },
  retry: { limit: 10, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
};

const source = (intent: Intent, folder: string) => ({
  repoURL: intent.delivery!.repository,
  targetRevision: intent.delivery!.revision,
  path: `${intent.delivery!.path}/${folder}`,
});

const root = (intent: Intent): Delivered =>
  delivered<Application>(
    {
      apiVersion: API,
      kind: 'Application',
      metadata: meta(intent, unitName(intent, 'root'), { annotations: COMPARED_BY_SERVER }),
      spec: {
        project: unitName(intent, PLATFORM),
        source: { ...source(intent, 'argocd/apps'), directory: { recurse: true } },
        destination: { server: SERVER, namespace: intent.delivery!.namespace },
        syncPolicy: { ...AUTOMATED, syncOptions: ['ServerSideApply=true'] },
      },
    },
    note('why', ARGOCD.root),
  );

const install = (intent: Intent): Delivered => {
  const { install: i, delivery: d } = intent;
  return delivered<Application>(
    {
      apiVersion: API,
      kind: 'Application',
      metadata: meta(intent, unitName(intent, 'envoy-gateway'), {
        wave: WAVE.install,
        annotations: COMPARED_BY_SERVER,
      }),
      spec: {
        project: unitName(intent, PLATFORM),
        sources: [
          {
            repoURL: CHART,
            chart: 'gateway-helm',
            targetRevision: i.version,
            helm: {
              releaseName: 'eg',
              valueFiles: [`$values/${d!.path}/${PLATFORM}/envoy-gateway-values.yaml`],
            },
          },
          { repoURL: d!.repository, targetRevision: d!.revision, ref: 'values' },
        ],
        destination: { server: SERVER, namespace: i.namespace },
        syncPolicy: { ...AUTOMATED, syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'] },
      },
    },
    note('why', ARGOCD.install),
  );
};

const platform = (intent: Intent): Delivered =>
  delivered<Application>(
    {
      apiVersion: API,
      kind: 'Application',
      metadata: meta(intent, unitName(intent, PLATFORM), { wave: WAVE.platform, annotations: COMPARED_BY_SERVER }),
      spec: {
        project: unitName(intent, PLATFORM),
        source: source(intent, PLATFORM),
        destination: { server: SERVER, namespace: intent.gateway.namespace },
        syncPolicy: { ...AUTOMATED, syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'] },
        revisionHistoryLimit: 10,
      },
    },
    note('why', ARGOCD.platform),
  );

/** The parts of a team's Application that the template of an ApplicationSet contains, too, with placeholders for names. */
const application = (intent: Intent, name: string, folder: string, namespace: string) => ({
  project: name,
  source: source(intent, folder),
  destination: { server: SERVER, namespace },
  syncPolicy: {
    ...AUTOMATED,
    // An object that another Application manages is rejected, not taken over.
    syncOptions: ['ServerSideApply=true', 'FailOnSharedResource=true'],
  },
  revisionHistoryLimit: 10,
});

const ofTeam = (intent: Intent, t: TeamIntent): Delivered =>
  delivered<Application>({
    apiVersion: API,
    kind: 'Application',
    metadata: meta(intent, unitName(intent, t.name), {
      wave: WAVE.teams,
      finalizer: true,
      annotations: COMPARED_BY_SERVER,
    }),
    spec: application(intent, unitName(intent, t.name), folderOfTeam(t.name), t.namespace),
  });

const setOfTeams = (intent: Intent, teams: readonly TeamIntent[]): Delivered =>
  delivered<ApplicationSet>(
    {
      apiVersion: API,
      kind: 'ApplicationSet',
      metadata: meta(intent, unitName(intent, 'teams'), { wave: WAVE.teams }),
      spec: {
        goTemplate: true,
        goTemplateOptions: ['missingkey=error'],
        generators: [
          {
            list: {
              elements: teams.map((t) => ({
                application: unitName(intent, t.name),
                folder: folderOfTeam(t.name),
                namespace: t.namespace,
              })),
            },
          },
        ],
        // A team that is removed from the list keeps its objects until somebody deletes them.
        syncPolicy: { preserveResourcesOnDeletion: true },
        template: {
          metadata: { name: '{{.application}}', annotations: { ...COMPARED_BY_SERVER } },
          spec: application(intent, '{{.application}}', '{{.folder}}', '{{.namespace}}'),
        },
      },
    },
    note('why', ARGOCD.set),
  );

/** The root Application, and below it one for the installation, one for the platform, and one for each team. */
export const argocdFiles = (intent: Intent): DeliveryFile[] => {
  const { teams, delivery } = intent;
  const list = teams!.teams;
  return [
    { path: 'argocd/root.yaml', words: 'argocd-root', delivered: [platformProject(intent), root(intent)] },
    {
      path: 'argocd/apps/platform.yaml',
      words: 'argocd-platform',
      delivered: [...(delivery!.install ? [install(intent)] : []), platform(intent)],
    },
    ...list.map(
      (t): DeliveryFile => ({
        path: `argocd/apps/team-${t.name}.yaml`,
        words: 'argocd-team',
        delivered: [projectOfTeam(intent, t), ...(delivery!.set ? [] : [ofTeam(intent, t)])],
      }),
    ),
    ...(delivery!.set
      ? [{ path: 'argocd/apps/teams.yaml', words: 'argocd-set' as const, delivered: [setOfTeams(intent, list)] }]
      : []),
  ];
};
