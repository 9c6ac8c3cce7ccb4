import { fields } from '../../../effective/objects/loose-objects.ts';
import type { Part } from '../../neutral/neutral.ts';
import type { RoutePolicies, RouteView } from '../source-views.ts';
import { combinedServices } from './own/combined-service.ts';
import { isGenerated, settingsOf } from './own/own-routes.ts';
import { rulePolicies } from './rule-policies.ts';

const WEB_SOCKET: Part = { key: 'protocol', value: 'websocket', from: [] };

/**
 * A generated route for WebSockets: its requests have no limit, but the listener waits for a complete request no longer than usual,
 * which it would if the timeout were answered.
 */
const isWebSocket = ({ route, settings }: RouteView): boolean => {
  const { http } = fields(fields(settings.client.policy?.spec).timeout);
  const { requestReceivedTimeout, streamIdleTimeout } = fields(http);
  return (
    isGenerated(route) &&
    fields(settings.rule.timeouts).request === '0s' &&
    streamIdleTimeout === '1h' &&
    requestReceivedTimeout !== '0s'
  );
};

/** Authentication and the keys of a service that the policies of a rule mean. */
export const routePolicies = (view: RouteView): RoutePolicies => {
  const plain = rulePolicies(view, view.settings, view.rule);
  const own = isWebSocket(view) ? { ...plain, parts: [...plain.parts, WEB_SOCKET] } : plain;
  const found = combinedServices(view).get(view.route);
  if (!found) return own;
  // Their policies are read for the report, too.
  for (const route of [...found.service.variants.flat(), ...found.service.open]) {
    const settings = settingsOf(view.snapshot, route, 0);
    if (settings) rulePolicies(view, settings, undefined);
  }
  return found.add(own);
};
