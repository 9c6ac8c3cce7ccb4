import { constant, define, type Group } from '../definition.ts';
import { typeNames } from '../type-names.ts';

export const layoutRefusals = {
  TeamsNeedLayout: constant(
    'error',
    {
      what: 'teams is set, and layout is not app-of-apps.',
      why: 'Only layout: app-of-apps generates a unit for each team, and admission policies that isolate teams from each other.',
      fix: 'Write layout: app-of-apps, or remove teams.',
    },
    {
      before: 'teams: { payments: { paths: [/v1/payments], answers: teams/payments.yaml } }',
      after: 'layout: app-of-apps\nteams: { payments: { paths: [/v1/payments], answers: teams/payments.yaml } }',
    },
  ),
  TeamsMissing: constant('error', {
    what: 'layout is app-of-apps, and there is no team.',
    why: 'This layout writes one unit for each team.',
    fix: 'Add teams: { payments: { paths: [/v1/payments], answers: teams/payments.yaml } }.',
  }),
  OwnersNeedTeams: constant('error', {
    what: 'owners is set, and there is no team.',
    why: 'owners is written to CODEOWNERS, which is generated only if several teams change one repository.',
    fix: 'Remove owners, or write layout: app-of-apps with teams.',
  }),
  DeliveryNeedsLayout: constant('error', {
    what: 'delivery is set, and layout is not app-of-apps.',
    why: 'Applications are generated for units: one for the platform and one for each team.',
    fix: 'Write layout: app-of-apps with teams, or remove delivery. Without it, any tool can apply the folder as a kustomization.',
  }),
  RepositoryMissing: define<{ tool: string }>({
    severity: 'error',
    sample: { tool: 'flux' },
    words: ({ tool }) => ({
      what: `delivery.tool is ${tool}, and delivery.repository is not set.`,
      why: `${tool === 'flux' ? 'Flux' : 'Argo CD'} reads the manifests from a Git repository.`,
      fix: 'Add repository: https://git.example.com/acme/gateway.git.',
    }),
  }),
  ArgoOnly: define<{ key: string; tool: string }>({
    severity: 'error',
    sample: { key: 'install', tool: 'flux' },
    words: ({ key, tool }) => ({
      what: `delivery.${key} is set, and delivery.tool is ${tool}.`,
      why: `delivery.${key} applies to Argo CD only.`,
      fix: `Write tool: argocd, or remove ${key}.`,
    }),
  }),
  FluxOnly: define<{ tool: string }>({
    severity: 'error',
    sample: { tool: 'argocd' },
    words: ({ tool }) => ({
      what: `delivery.secret is set, and delivery.tool is ${tool}.`,
      why: 'A GitRepository of Flux names its Secret; Argo CD finds its Secret by a label.',
      fix: 'Write tool: flux, or remove secret.',
    }),
  }),
  MissingAnswer: define<
    | { key: 'services' }
    | { key: string; expected: readonly string[]; form?: string | undefined }
    | { key: string; flag: string; asked: string }
  >({
    severity: 'error',
    sample: { key: 'hostname', expected: ['string'] },
    example: { before: 'version: 1', after: 'version: 1\nhostname: api.example.com' },
    words: (values) =>
      'flag' in values
        ? {
            what: `${values.key} is not set (${values.asked}).`,
            why: 'It has no safe default.',
            fix: `Pass ${values.flag}.`,
          }
        : 'expected' in values
          ? {
              what: `The answer ${values.key} is missing.`,
              why: 'It is required and has no default.',
              fix: values.form
                ? `Add ${values.key}: ${values.form}.`
                : `Add ${values.key} (${typeNames(values.expected)}).`,
            }
          : {
              what: 'There are no services.',
              why: 'A gateway without services, redirects, responses and streams has no routes.',
              fix: 'Add services: [{ name: users, path: /v1/users, backend: user-service:8080 }].',
            },
  }),
} as const satisfies Group;
