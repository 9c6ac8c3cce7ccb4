// Locations of clients (validateAuthorizationGeoIP in securitypolicy.go): they need settings of the listener and of its proxies.
import type { ValuesOf } from '../../../diagnostics/catalogue.ts';
import { proxySpecs } from '../../gateways/controllers.ts';
import { gatewayListeners, gatewayOf } from '../../listeners/listener-sets.ts';
import { type Listener, listenersNamed, listenersOf } from '../../listeners/listeners.ts';
import { ENVOY_GATEWAY, entries, type Fields, fields } from '../../objects/loose-objects.ts';
import { servingListeners } from '../../routes/parents.ts';
import type { Snapshot } from '../../snapshot.ts';
import { policiesAbove } from '../applied-policy.ts';
import type { PolicyTarget } from '../attachments.ts';
import type { PolicyReport } from './policy-report.ts';
import { areProxiesKnown } from './proxies-of-policy.ts';

type Problem = ValuesOf<'GeoIpIncomplete'>;

/** The databases of MaxMind that contain each property (GeoIPRequirements in internal/ir). */
const DATABASES: readonly (readonly [property: string, sources: readonly string[]])[] = [
  ['country', ['countryDbSource', 'cityDbSource']],
  ['region', ['cityDbSource']],
  ['city', ['cityDbSource']],
  ['asn', ['asnDbSource']],
  ['isp', ['ispDbSource']],
  ['anonymous', ['anonymousIpDbSource']],
];
const MODES = ['xForwardedFor', 'customHeader', 'directSourceIP'];

const listenersOfTarget = (report: PolicyReport, { object, section, holder }: PolicyTarget): readonly Listener[] => {
  if (!object || holder) return [];
  if (object.kind.endsWith('Route')) return servingListeners(report.snapshot, object) as Listener[];
  if (section !== undefined) return listenersNamed(object, section);
  return object.kind === 'ListenerSet' ? listenersOf(object) : gatewayListeners(report.snapshot, object);
};

const detectionProblem = (snapshot: Snapshot, { owner, name }: Listener): Problem | undefined => {
  const [applied] = policiesAbove(snapshot, 'ClientTrafficPolicy', owner, name);
  const detection = fields(applied?.policy.spec).clientIPDetection;
  if (detection === undefined) {
    const absence = applied
      ? 'certain'
      : snapshot.absence(ENVOY_GATEWAY, 'ClientTrafficPolicy', owner.metadata.namespace);
    return { case: 'detection', of: { absence } };
  }
  if (MODES.filter((mode) => fields(detection)[mode] !== undefined).length !== 1) return { case: 'modes' };
  const { trustedCIDRs } = fields(fields(detection).xForwardedFor);
  return Array.isArray(trustedCIDRs) && trustedCIDRs.length > 0 ? { case: 'trusted' } : undefined;
};

const providerProblem = (snapshot: Snapshot, listener: Listener, wanted: readonly Fields[]): Problem | undefined => {
  const gateway = gatewayOf(snapshot, listener.owner);
  if (!gateway || !areProxiesKnown(snapshot, gateway)) return undefined;
  const provider = proxySpecs(snapshot, gateway).map((spec) => fields(fields(spec.geoIP).provider));
  const found = provider.map((p) => p.maxMind).find((m) => m !== undefined);
  if (found === undefined) return { case: 'provider' };
  for (const [property, sources] of DATABASES)
    if (wanted.some((w) => w[property] !== undefined) && sources.every((s) => fields(found)[s] === undefined))
      return { case: 'database', of: { of: property, sources } };
  return undefined;
};

/** The locations that the rules of a SecurityPolicy require. */
const locationsIn = (spec: Fields): Fields[] =>
  entries(fields(spec.authorization).rules).flatMap((r) => entries(fields(r.principal).clientIPGeoLocations));

/** Why the locations of clients that a SecurityPolicy requires are not known on a listener. */
export const locationProblem = (snapshot: Snapshot, spec: Fields, listener: Listener): Problem | undefined => {
  const wanted = locationsIn(spec);
  if (wanted.length === 0) return undefined;
  return detectionProblem(snapshot, listener) ?? providerProblem(snapshot, listener, wanted);
};

/** Reports the first problem with the locations of clients that the rules require. */
export const checkLocations = (report: PolicyReport): void => {
  const { snapshot, policy, spec } = report;
  const rules = entries(fields(spec.authorization).rules);
  const first = rules.findIndex((r) => entries(fields(r.principal).clientIPGeoLocations).length > 0);
  if (first < 0) return;
  const at = `spec.authorization.rules[${first}].principal.clientIPGeoLocations`;
  for (const target of snapshot.attachments.targetsOfPolicy(policy))
    for (const listener of listenersOfTarget(report, target)) {
      const problem = locationProblem(snapshot, spec, listener);
      if (!problem) continue;
      report.invalid(at, 'GeoIpIncomplete', problem);
      return;
    }
};
