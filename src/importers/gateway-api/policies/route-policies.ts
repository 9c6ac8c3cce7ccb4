import type { RoutePolicies, RouteView } from '../views.ts';

/** Authentication and the keys of a service that the policies of a rule mean. */
export const routePolicies = ({ settings, source, rule }: RouteView): RoutePolicies => {
  const { security } = settings;
  return security
    ? {
        auth: {
          is: 'untranslatable',
          what: `SecurityPolicy ${security.policy.metadata.name}`,
          from: source.from(security.policy, 'spec'),
        },
        parts: [],
      }
    : { auth: { is: 'unstated', from: [rule] }, parts: [] };
};
