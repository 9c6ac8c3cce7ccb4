import type { Answers } from '../schema/answers-schema.ts';
import { type Found, foundAt } from './rule.ts';

/** Layout, teams and delivery fit together. */
export const layoutRules = ({ layout, teams, delivery, services, owners }: Answers): Found[] => {
  const out: Found[] = [];
  const count = Object.keys(teams ?? {}).length;
  if (count > 0 && layout !== 'app-of-apps') out.push(foundAt(['teams'], 'TeamsNeedLayout'));
  if (count === 0 && layout === 'app-of-apps') out.push(foundAt(['layout'], 'TeamsMissing'));
  if (count === 0 && owners) out.push(foundAt(['owners'], 'OwnersNeedTeams'));
  if (count === 0 && services.length === 0) out.push(foundAt(['services'], 'MissingAnswer', { key: 'services' }));
  if (delivery && layout !== 'app-of-apps') out.push(foundAt(['delivery'], 'DeliveryNeedsLayout'));
  if (delivery && delivery.tool !== 'kustomize' && delivery.repository === undefined)
    out.push(foundAt(['delivery'], 'RepositoryMissing', { tool: delivery.tool }));
  for (const key of ['teams', 'install'] as const)
    if (delivery?.[key] !== undefined && delivery.tool !== 'argocd')
      out.push(foundAt(['delivery', key], 'ArgoOnly', { key, tool: delivery.tool }));
  if (delivery?.secret !== undefined && delivery.tool !== 'flux')
    out.push(foundAt(['delivery', 'secret'], 'FluxOnly', { tool: delivery.tool }));
  return out;
};
