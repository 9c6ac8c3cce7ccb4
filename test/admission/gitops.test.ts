import { expect, test } from 'vitest';
import type {
  Application,
  ApplicationSet,
  AppProject,
  GitRepository,
  Kustomization,
} from '../../src/crds/types/index.ts';
import { core } from './objects.ts';
import { seen } from './seen.ts';

const STOPPED = 'Invalid <nil>';
const REPO = 'https://git.example.com/platform/gateway.git';
const source = { repoURL: REPO, targetRevision: 'main', path: 'gateway', directory: { recurse: true } };
const destination = { server: 'https://kubernetes.default.svc', namespace: 'edge' };
const metadata = { name: 'api-gateway', namespace: 'argocd' };

const APPLICATION: Application['spec'] = {
  project: 'platform',
  source,
  destination,
  syncPolicy: {
    automated: { prune: true, selfHeal: true },
    syncOptions: ['ServerSideApply=true'],
    retry: { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
  },
  ignoreDifferences: [{ group: 'gateway.envoyproxy.io', kind: 'EnvoyProxy', jsonPointers: ['/status'] }],
};
const TEMPLATE: ApplicationSet['spec']['template'] = {
  metadata: { name: '{{.name}}-gateway' },
  spec: { project: 'platform', source, destination: { server: '{{.server}}', namespace: 'edge' } },
};
const SET: ApplicationSet['spec'] = {
  goTemplate: true,
  goTemplateOptions: ['missingkey=error'],
  generators: [
    { clusters: { selector: { matchLabels: { gateway: 'yes' } }, values: { size: 'small' } } },
    {
      matrix: {
        generators: [
          { git: { repoURL: REPO, revision: 'main', directories: [{ path: 'gateways/*' }] } },
          { list: { elements: [{ anything: { at: 'all' } }] } },
        ],
      },
    },
  ],
  strategy: { type: 'RollingSync', rollingSync: { steps: [{ maxUpdate: '25%' }] } },
  syncPolicy: { preserveResourcesOnDeletion: true, applicationsSync: 'create-update' },
  template: TEMPLATE,
};
const PROJECT: AppProject['spec'] = {
  sourceRepos: [REPO],
  destinations: [{ server: destination.server, namespace: 'edge' }],
  clusterResourceWhitelist: [{ group: 'gateway.networking.k8s.io', kind: 'GatewayClass' }],
  roles: [{ name: 'sync', policies: ['p, proj:platform:sync, applications, sync, platform/*, allow'] }],
};
const REPOSITORY: GitRepository['spec'] = { interval: '1m0s', url: REPO, ref: { branch: 'main' } };
const KUSTOMIZATION: Kustomization['spec'] = {
  interval: '10m0s',
  retryInterval: '1m',
  path: './gateway',
  prune: true,
  wait: true,
  sourceRef: { kind: 'GitRepository', name: 'gateway' },
  dependsOn: [{ name: 'envoy-gateway' }],
  postBuild: { substituteFrom: [{ kind: 'ConfigMap', name: 'cluster' }] },
};

/** Rendered manifests go to a branch of their own, not to the root of it. */
const HYDRATED = {
  drySource: { repoURL: REPO, targetRevision: 'main', path: 'gateway' },
  syncSource: { targetBranch: 'rendered', path: '.' },
};

const application = (spec: object) => core('argoproj.io/v1alpha1', 'Application', 'a', { ...APPLICATION, ...spec });
const set = (spec: object) => core('argoproj.io/v1alpha1', 'ApplicationSet', 'a', { ...SET, ...spec });
const project = (spec: object) => core('argoproj.io/v1alpha1', 'AppProject', 'a', { ...PROJECT, ...spec });
const repository = (spec: object) =>
  core('source.toolkit.fluxcd.io/v1', 'GitRepository', 'a', { ...REPOSITORY, ...spec });
const kustomization = (spec: object) =>
  core('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'a', { ...KUSTOMIZATION, ...spec });

test('what Argo CD and Flux take', () => {
  const argo = 'argoproj.io/v1alpha1';
  const all: (Application | ApplicationSet | AppProject | GitRepository | Kustomization)[] = [
    { apiVersion: argo, kind: 'Application', metadata, spec: APPLICATION },
    { apiVersion: argo, kind: 'ApplicationSet', metadata, spec: SET },
    { apiVersion: argo, kind: 'AppProject', metadata, spec: PROJECT },
    { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository', metadata, spec: REPOSITORY },
    { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata, spec: KUSTOMIZATION },
  ];
  expect(all.map(seen)).toEqual(all.map(() => []));
  const finalizers = ['resources-finalizer.argocd.argoproj.io'];
  expect(seen({ ...all[0], metadata: { ...metadata, finalizers } })).toEqual([]);
});

test.each([
  ['an unknown field', { sources: [{ ...source, revision: 'main' }] }, ['unknown spec.sources[0].revision']],
  ['no project', { project: undefined }, ['Required spec.project', STOPPED]],
  ['no destination', { destination: undefined }, ['Required spec.destination', STOPPED]],
  ['a source of no repository', { source: { path: 'a' } }, ['Required spec.source.repoURL', STOPPED]],
  ['rendered manifests in the root', { sourceHydrator: HYDRATED }, ['Invalid spec.sourceHydrator.syncSource.path']],
  [
    'a switch that is a text',
    { syncPolicy: { automated: { prune: 'true' } } },
    ['TypeInvalid spec.syncPolicy.automated.prune', STOPPED],
  ],
])('an Application with %s', (_, spec, expected) => {
  expect(seen(application(spec))).toEqual(expected);
});

const matrix = (...generators: object[]) => ({ generators: [{ matrix: { generators } }] });
test.each([
  ['an unknown generator', { generators: [{ cluster: {} }] }, ['unknown spec.generators[0].cluster']],
  ['no generators', { generators: undefined }, ['Required spec.generators', STOPPED]],
  ['no template', { template: undefined }, ['Required spec.template', STOPPED]],
  [
    'a template of no project',
    { template: { ...TEMPLATE, spec: { ...TEMPLATE.spec, project: undefined } } },
    ['Required spec.template.spec.project', STOPPED],
  ],
  [
    'rendered manifests in the root',
    { template: { ...TEMPLATE, spec: { ...TEMPLATE.spec, sourceHydrator: HYDRATED } } },
    ['Invalid spec.template.spec.sourceHydrator.syncSource.path'],
  ],
  [
    'a policy that is none',
    { syncPolicy: { applicationsSync: 'create' } },
    ['NotSupported spec.syncPolicy.applicationsSync', STOPPED],
  ],
  [
    'a generator of git without a revision',
    { generators: [{ git: { repoURL: REPO } }] },
    ['Required spec.generators[0].git.revision', STOPPED],
  ],
  [
    'an override that is no template',
    { generators: [{ list: { template: { ...TEMPLATE, meta: {} } } }] },
    ['unknown spec.generators[0].list.template.meta'],
  ],
  [
    'such generators in a matrix',
    matrix({ git: { repoURL: REPO } }, { lists: {} }),
    [
      'unknown spec.generators[0].matrix.generators[1].lists',
      'Required spec.generators[0].matrix.generators[0].git.revision',
      STOPPED,
    ],
  ],
  [
    'a merge by nothing',
    { generators: [{ merge: { generators: [] } }] },
    ['Required spec.generators[0].merge.mergeKeys', STOPPED],
  ],
  // Not taken in so deep (vendor/shallow.mjs): Argo CD does not read it either.
  ['an override in a matrix, which may be anything', matrix({ list: { template: { meta: {} } } }), []],
])('an ApplicationSet with %s', (_, spec, expected) => {
  expect(seen(set(spec))).toEqual(expected);
});

test.each([
  ['an unknown field', { destination: [] }, ['unknown spec.destination']],
  [
    'a kind of no group',
    { clusterResourceWhitelist: [{ kind: 'GatewayClass' }] },
    ['Required spec.clusterResourceWhitelist[0].group', STOPPED],
  ],
  ['a role of no name', { roles: [{ policies: [] }] }, ['Required spec.roles[0].name', STOPPED]],
  ['one repository, not a list', { sourceRepos: REPO }, ['TypeInvalid spec.sourceRepos', STOPPED]],
])('an AppProject with %s', (_, spec, expected) => {
  expect(seen(project(spec))).toEqual(expected);
});

test.each([
  ['an unknown field', { branch: 'main' }, ['unknown spec.branch']],
  ['no url', { url: undefined }, ['Required spec.url', STOPPED]],
  ['a url that is none', { url: 'git.example.com/platform' }, ['Invalid spec.url']],
  ['an interval without a unit', { interval: '60' }, ['Invalid spec.interval']],
  ['a provider that is none', { provider: 'gitlab' }, ['NotSupported spec.provider', STOPPED]],
  ['an account, but no provider that takes one', { serviceAccountName: 'flux' }, ['Invalid spec']],
])('a GitRepository with %s', (_, spec, expected) => {
  expect(seen(repository(spec))).toEqual(expected);
});

test.each([
  ['an unknown field', { source: {} }, ['unknown spec.source']],
  ['no word on what is to be deleted', { prune: undefined }, ['Required spec.prune', STOPPED]],
  ['no source', { sourceRef: undefined }, ['Required spec.sourceRef', STOPPED]],
  [
    'a source of another kind',
    { sourceRef: { kind: 'HelmRepository', name: 'a' } },
    ['NotSupported spec.sourceRef.kind', STOPPED],
  ],
  ['a timeout in days', { timeout: '1d' }, ['Invalid spec.timeout']],
  [
    'a cluster named twice',
    { kubeConfig: { secretRef: { name: 'a' }, configMapRef: { name: 'a' } } },
    ['Invalid spec.kubeConfig'],
  ],
  ['a cluster not named', { kubeConfig: {} }, ['Invalid spec.kubeConfig']],
])('a Kustomization with %s', (_, spec, expected) => {
  expect(seen(kustomization(spec))).toEqual(expected);
});
