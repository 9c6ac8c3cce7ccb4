import type { RoutePolicies, RouteView } from '../views.ts';
import { combinedServices } from './own/combined-service.ts';
import { settingsOf } from './own/own-routes.ts';
import { rulePolicies } from './rule-policies.ts';

/** Authentication and the keys of a service that the policies of a rule mean. */
export const routePolicies = (view: RouteView): RoutePolicies => {
  const own = rulePolicies(view, view.settings, view.rule);
  const found = combinedServices(view).get(view.route);
  if (!found) return own;
  // Their policies are read for the report, too.
  for (const route of [...found.service.variants.flat(), ...found.service.open]) {
    const settings = settingsOf(view.snapshot, route, 0);
    if (settings) rulePolicies(view, settings, undefined);
  }
  return found.add(own);
};
