// Routes that another controller may serve.
import { joined, riskOf } from '../diagnostics/catalogue.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { controllerOfClass, isForeign, isNamedForOthers } from '../effective/gateways/controllers.ts';
import {
  ENVOY_GATEWAY,
  entries,
  fields,
  GATEWAY_API,
  groupOf,
  type Loose,
  refOf,
} from '../effective/objects/loose-objects.ts';
import { mayBeOfOthers } from '../effective/routes/parents.ts';
import type { Snapshot } from '../effective/snapshot.ts';

/** What Envoy Gateway refuses in a route, and other implementations of Gateway API may accept. */
const OF_ENVOY_GATEWAY = new Set<string>([
  'InvalidKind',
  'InvalidRule',
  'UnsupportedAddressType',
  'UnsupportedRefValue',
  'UnsupportedValue',
]);

/** The core group, and groups that all implementations share. */
const STANDARD = /^$|(^|\.)(k8s|x-k8s)\.io$/;

/** The groups of all kinds to which a route refers. */
function* groupsIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, v] of Object.entries(value))
    if (key === 'group' && typeof v === 'string') yield v;
    else yield* groupsIn(v);
}

/** Whether a GatewayClass or a Gateway of another controller is among the objects. */
const hasOthers = (snapshot: Snapshot): boolean =>
  snapshot.of('GatewayClass').some((c) => controllerOfClass(snapshot, c) === 'foreign') ||
  snapshot.of('Gateway').some((gateway) => isForeign(snapshot, gateway));

/**
 * The finding, or a warning instead of an error that is one only if Envoy Gateway serves the route. Files without any sign of another
 * controller are meant for Envoy Gateway: nobody would check them here otherwise.
 */
export const judged = (snapshot: Snapshot, object: Loose, found: Finding): Finding => {
  const { code, severity, words } = found;
  if (severity !== 'error' || !OF_ENVOY_GATEWAY.has(code)) return found;
  if (groupOf(object) !== GATEWAY_API || !object.kind.endsWith('Route')) return found;
  const groups = [...groupsIn(object.spec)];
  // No other controller knows the kinds of Envoy Gateway.
  if (!mayBeOfOthers(snapshot, object) || groups.includes(ENVOY_GATEWAY)) return found;
  const isMeantForOthers =
    groups.some((g) => !STANDARD.test(g)) ||
    snapshot.index(hasOthers) ||
    entries(fields(object.spec).parentRefs).map(refOf).some(isNamedForOthers);
  if (!isMeantForOthers) return found;
  const unsure = { ...words, why: `${words.why} The files do not show whether Envoy Gateway serves the route.` };
  return { ...found, severity: 'warning', risk: riskOf(code, 'warning'), words: unsure, message: joined(unsure) };
};
