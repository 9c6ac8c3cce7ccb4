import type { RoutePolicies, RouteView } from '../views.ts';
import { combinedServices } from './own/combined-service.ts';
import { rulePolicies } from './rule-policies.ts';

/** Authentication and the keys of a service that the policies of a rule mean. */
export const routePolicies = (view: RouteView): RoutePolicies => {
  const own = rulePolicies(view, view.settings, view.rule);
  return combinedServices(view).get(view.route)?.add(own) ?? own;
};
