// Routes that another controller may serve.
import { joined, riskOf } from '../diagnostics/catalogue.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { ENVOY_GATEWAY, GATEWAY_API, groupOf, type Loose } from '../effective/objects/loose-objects.ts';
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

/** Whether a route refers to a kind of Envoy Gateway, which no other controller knows. */
const namesUs = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(namesUs);
  return Object.entries(value).some(([key, v]) => (key === 'group' && v === ENVOY_GATEWAY) || namesUs(v));
};

/** The finding, or a warning instead of an error that is one only if Envoy Gateway serves the route. */
export const judged = (snapshot: Snapshot, object: Loose, found: Finding): Finding => {
  const { code, severity, words } = found;
  if (severity !== 'error' || !OF_ENVOY_GATEWAY.has(code)) return found;
  if (groupOf(object) !== GATEWAY_API || !object.kind.endsWith('Route')) return found;
  if (!mayBeOfOthers(snapshot, object) || namesUs(object.spec)) return found;
  const unsure = { ...words, why: `${words.why} The files do not show whether Envoy Gateway serves the route.` };
  return { ...found, severity: 'warning', risk: riskOf(code, 'warning'), words: unsure, message: joined(unsure) };
};
