import { routesWithoutServices } from '../own-services.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { type Found, found } from './rule.ts';

/** Checks that layout, teams and delivery are consistent, and that the gateway has a route. */
export const layoutRules = (answers: Answers): Found[] => {
  const { layout, teams, delivery, services, owners } = answers;
  const out: Found[] = [];
  const count = Object.keys(teams ?? {}).length;
  if (count > 0 && layout !== 'app-of-apps') out.push(found(['teams'], 'TeamsNeedLayout'));
  if (count === 0 && layout === 'app-of-apps') out.push(found(['layout'], 'TeamsMissing'));
  if (count === 0 && owners) out.push(found(['owners'], 'OwnersNeedTeams'));
  if (count === 0 && services.length === 0 && !routesWithoutServices(answers))
    out.push(found(['services'], 'MissingAnswer', { key: 'services' }));
  if (delivery && layout !== 'app-of-apps') out.push(found(['delivery'], 'DeliveryNeedsLayout'));
  if (delivery && delivery.tool !== 'kustomize' && delivery.repository === undefined)
    out.push(found(['delivery'], 'RepositoryMissing', { tool: delivery.tool }));
  for (const key of ['teams', 'install'] as const)
    if (delivery?.[key] !== undefined && delivery.tool !== 'argocd')
      out.push(found(['delivery', key], 'ArgoOnly', { key, tool: delivery.tool }));
  if (delivery?.secret !== undefined && delivery.tool !== 'flux')
    out.push(found(['delivery', 'secret'], 'FluxOnly', { tool: delivery.tool }));
  return out;
};
