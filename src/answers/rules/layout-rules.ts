import type { Answers } from '../schema/answers-schema.ts';
import { type Found, found } from './rule.ts';

/** Layout, teams and delivery fit together. */
export const layoutRules = ({ layout, teams, delivery, services, owners }: Answers): Found[] => {
  const out: Found[] = [];
  const count = Object.keys(teams ?? {}).length;
  if (count > 0 && layout !== 'app-of-apps')
    out.push(
      found(
        ['teams'],
        'TeamsNeedLayout',
        'Teams are given, and the layout is one folder of one owner.',
        'Teams get units of their own, and guard rails that keep them apart.',
        'Write layout: app-of-apps, or remove teams.',
      ),
    );
  if (count === 0 && layout === 'app-of-apps')
    out.push(
      found(
        ['layout'],
        'TeamsMissing',
        'The layout is app-of-apps, and there is no team.',
        'Nobody would own an app.',
        'Add teams: { payments: { paths: [/v1/payments], answers: teams/payments.yaml } }.',
      ),
    );
  if (count === 0 && owners)
    out.push(
      found(
        ['owners'],
        'OwnersNeedTeams',
        'owners is given, and there is no team.',
        'It is for CODEOWNERS, which is written where several teams change one repository.',
        'Remove owners, or write layout: app-of-apps with teams.',
      ),
    );
  if (count === 0 && services.length === 0)
    out.push(
      found(
        ['services'],
        'MissingAnswer',
        'services is missing.',
        'A gateway without services has nothing to serve.',
        'Add services: with name, path and backend of each.',
      ),
    );
  if (delivery && layout !== 'app-of-apps')
    out.push(
      found(
        ['delivery'],
        'DeliveryNeedsLayout',
        'delivery is given, and the layout is one folder.',
        'Applications are written for units: one of the platform, one for each team.',
        'Write layout: app-of-apps with teams, or remove delivery; the folder is a kustomization that any tool applies.',
      ),
    );
  if (delivery && delivery.tool !== 'kustomize' && delivery.repository === undefined)
    out.push(
      found(
        ['delivery'],
        'RepositoryMissing',
        `${delivery.tool} has no repository to read.`,
        'It fetches the manifests itself.',
        'Add repository: https://git.example.com/acme/gateway.git.',
      ),
    );
  for (const key of ['teams', 'install'] as const)
    if (delivery?.[key] !== undefined && delivery.tool !== 'argocd')
      out.push(
        found(
          ['delivery', key],
          'ArgoOnly',
          `delivery.${key} is given, and the tool is ${delivery.tool}.`,
          'Applications and ApplicationSets are of Argo CD.',
          `Write tool: argocd, or remove ${key}.`,
        ),
      );
  if (delivery?.secret !== undefined && delivery.tool !== 'flux')
    out.push(
      found(
        ['delivery', 'secret'],
        'FluxOnly',
        `delivery.secret is given, and the tool is ${delivery.tool}.`,
        'A GitRepository of Flux names the Secret with which it is read; Argo CD finds its own by a label.',
        'Write tool: flux, or remove secret.',
      ),
    );
  return out;
};
