import { constant, define, type Group } from '../definition.ts';
import { typeNames } from '../type-names.ts';

export const layoutRefusals = {
  TeamsNeedLayout: constant('error', {
    what: 'Teams are given, and the layout is one folder of one owner.',
    why: 'Teams get units of their own, and guard rails that keep them apart.',
    fix: 'Write layout: app-of-apps, or remove teams.',
  }),
  TeamsMissing: constant('error', {
    what: 'The layout is app-of-apps, and there is no team.',
    why: 'Nobody would own an app.',
    fix: 'Add teams: { payments: { paths: [/v1/payments], answers: teams/payments.yaml } }.',
  }),
  OwnersNeedTeams: constant('error', {
    what: 'owners is given, and there is no team.',
    why: 'It is for CODEOWNERS, which is written where several teams change one repository.',
    fix: 'Remove owners, or write layout: app-of-apps with teams.',
  }),
  DeliveryNeedsLayout: constant('error', {
    what: 'delivery is given, and the layout is one folder.',
    why: 'Applications are written for units: one of the platform, one for each team.',
    fix: 'Write layout: app-of-apps with teams, or remove delivery; the folder is a kustomization that any tool applies.',
  }),
  RepositoryMissing: define<{ tool: string }>({
    severity: 'error',
    sample: { tool: 'flux' },
    words: ({ tool }) => ({
      what: `${tool} has no repository to read.`,
      why: 'It fetches the manifests itself.',
      fix: 'Add repository: https://git.example.com/acme/gateway.git.',
    }),
  }),
  ArgoOnly: define<{ key: string; tool: string }>({
    severity: 'error',
    sample: { key: 'clients', tool: 'flux' },
    words: ({ key, tool }) => ({
      what: `delivery.${key} is given, and the tool is ${tool}.`,
      why: 'Applications and ApplicationSets are of Argo CD.',
      fix: `Write tool: argocd, or remove ${key}.`,
    }),
  }),
  FluxOnly: define<{ tool: string }>({
    severity: 'error',
    sample: { tool: 'flux' },
    words: ({ tool }) => ({
      what: `delivery.secret is given, and the tool is ${tool}.`,
      why: 'A GitRepository of Flux names the Secret with which it is read; Argo CD finds its own by a label.',
      fix: 'Write tool: flux, or remove secret.',
    }),
  }),
  MissingAnswer: define<
    { key: 'services' } | { key: string; expected: readonly string[] } | { key: string; flag: string; asked: string }
  >({
    severity: 'error',
    sample: { key: 'hostname', expected: ['string'] },
    words: (values) =>
      'flag' in values
        ? {
            what: `Not answered: ${values.asked} (${values.key}).`,
            why: 'There is no terminal to ask on, and no default is safe.',
            fix: `Give ${values.flag}.`,
          }
        : 'expected' in values
          ? {
              what: `The answer ${values.key} is missing.`,
              why: 'It is needed and has no default.',
              fix: `Add it: ${typeNames(values.expected)}.`,
            }
          : {
              what: 'services is missing.',
              why: 'A gateway without services has nothing to serve.',
              fix: 'Add services: with name, path and backend of each.',
            },
  }),
} as const satisfies Group;
