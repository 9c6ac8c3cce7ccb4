// ClientTrafficPolicies that Envoy Gateway does not accept (translateClientTrafficPolicyForListener in clienttrafficpolicy.go).
import { groupBy } from '../../../values/group-by.ts';
import type { ConditionRule } from '../../conditions/condition.ts';
import { listenerName } from '../../listeners/listener-sets.ts';
import type { Listener } from '../../listeners/listeners.ts';
import { verdictOf } from '../../listeners/verdicts.ts';
import { entries, type Fields, fields, type Loose, text } from '../../objects/loose-objects.ts';
import { attachmentsOf, commonHostname, hostnamesOf } from '../../routes/parents.ts';
import type { Snapshot } from '../../snapshot.ts';
import { alsoChanged, type Reach, reachOf } from '../client-traffic-reach.ts';
import { checkClientTls } from './client-validation.ts';
import { checkBytes } from './cluster-settings.ts';
import { PolicyReport } from './policy-report.ts';

const HTTP2_WINDOW = [65_535, 2_147_483_647] as const;

/** HeaderValueRegexp in filters.go, without nested repetition: words of printable characters with one space or tab between. */
const isHeaderValue = (value: string): boolean => /^[!-~\t ]+$/.test(value) && !/^[\t ]|[\t ]$|[\t ]{2}/.test(value);

/** Lists of a header modifier that add something. */
const ADDING = ['add', 'set', 'addIfAbsent'] as const;

/** translateHeaderModifier. The API server validates names. */
const checkHeaders = (report: PolicyReport, key: 'earlyRequestHeaders' | 'lateResponseHeaders'): void => {
  const given = fields(report.spec.headers)[key];
  if (given === undefined || given === null) return;
  const modifier = fields(given);
  const at = `spec.headers.${key}`;
  let found = (Array.isArray(modifier.remove) ? modifier.remove.length : 0) + entries(modifier.removeOnMatch).length;
  for (const list of ADDING)
    for (const [i, { name, value }] of entries(modifier[list]).entries())
      if (isHeaderValue(text(value) ?? '')) found++;
      else
        report.invalid(`${at}.${list}[${i}].value`, 'InvalidClientSetting', {
          case: 'headerValue',
          of: { name: text(name) ?? '' },
        });
  if (found === 0) report.invalid(at, 'InvalidClientSetting', { case: 'headersEmpty' });
};

/** HTTPRoutes and GRPCRoutes by the listener that serves them. */
const byListener = (snapshot: Snapshot): Map<Listener, Loose[]> => {
  const pairs = snapshot.routes().flatMap((route) => {
    const serving = new Set(attachmentsOf(snapshot, route).flatMap((a) => a.listeners));
    return [...serving].map((listener) => ({ listener, route }));
  });
  const groups = groupBy(pairs, (p) => p.listener);
  return new Map([...groups].map(([listener, list]) => [listener, list.map((p) => p.route)]));
};

/** Number of matches of a route with each of its host names that has no wildcard: one route of Envoy for each. */
const hostMatches = (route: Loose, listener: Listener): number => {
  const names = hostnamesOf(route).flatMap((h) => commonHostname(listener.hostname, h) ?? []);
  const rules = entries(fields(route.spec).rules).map((r: Fields) => Math.max(1, entries(r.matches).length));
  return names.filter((n) => !n.includes('*')).length * rules.reduce((a, b) => a + b, 0);
};

/** translateHTTP1Settings: a default host must be the only one. */
const checkDefaultHost = (report: PolicyReport, listener: Listener): void => {
  const { http10 } = fields(report.spec.http1);
  if (fields(http10).useDefaultHost !== true) return;
  if (listener.hostname !== undefined && !listener.hostname.includes('*')) return;
  const routes = report.snapshot.index(byListener).get(listener) ?? [];
  const found = routes.reduce((sum, route) => sum + hostMatches(route, listener), 0);
  const { name, owner } = listener;
  if (found === 1) return;
  report.invalid(
    'spec.http1.http10.useDefaultHost',
    'InvalidClientSetting',
    found === 0
      ? {
          case: 'noDefaultHost',
          of: { listener: `${owner.metadata.name}/${name}`, complete: report.snapshot.complete },
        }
      : { case: 'severalDefaultHosts', of: { listener: `${owner.metadata.name}/${name}` } },
  );
};

const checkHttp = (report: PolicyReport): void => {
  checkHeaders(report, 'earlyRequestHeaders');
  checkHeaders(report, 'lateResponseHeaders');
  for (const window of ['initialStreamWindowSize', 'initialConnectionWindowSize'])
    checkBytes(report, `spec.http2.${window}`, fields(report.spec.http2)[window], HTTP2_WINDOW);
};

/** The first listener of each target that shares its port with listeners to which the policy does not apply. */
const checkPorts = (report: PolicyReport, reach: Reach): Set<Listener> => {
  const refused = new Set<Listener>();
  const ports = new Map<number | undefined, boolean>();
  for (const listener of reach.listeners) {
    const { port, name, protocol } = listener;
    if (protocol !== 'HTTP' || verdictOf(report.snapshot, listener)?.served === 'no') continue;
    if (!ports.has(port)) {
      const others = alsoChanged(report.snapshot, reach, listener);
      ports.set(port, others.length > 0);
      if (others.length > 0 && refused.size === 0)
        report.invalid(reach.field, 'PolicyOnSharedPort', {
          listener: name,
          others: others.map(listenerName).join(', '),
          port,
        });
    }
    if (ports.get(port)) refused.add(listener);
  }
  return refused;
};

const isTls = ({ protocol, tls }: Listener): boolean =>
  protocol === 'HTTPS' || (protocol === 'TLS' && tls?.mode !== 'Passthrough');

/** Why policies of listeners are not accepted, and what they leave out. */
export const clientTrafficPolicies: ConditionRule = (snapshot, conclude) => {
  for (const policy of snapshot.of('ClientTrafficPolicy')) {
    const report = new PolicyReport(snapshot, policy, conclude);
    const reaches = reachOf(snapshot, policy);
    const listeners = reaches.flatMap((reach) => {
      const refused = checkPorts(report, reach);
      return reach.listeners.filter((l) => !refused.has(l) && verdictOf(snapshot, l)?.served !== 'no');
    });
    // The listeners of a Gateway that is not among the objects are not known; most have HTTP.
    const known = snapshot.attachments.targetsOfPolicy(policy).every((t) => t.object !== undefined);
    if (known && listeners.length === 0) continue;
    checkBytes(report, 'spec.connection.bufferLimit', fields(report.spec.connection).bufferLimit);
    const http = listeners.filter((l) => l.protocol === 'HTTP' || l.protocol === 'HTTPS');
    if (!known || http.length > 0) checkHttp(report);
    const withoutHost = http.find((l) => l.hostname === undefined || l.hostname.includes('*'));
    if (withoutHost) checkDefaultHost(report, withoutHost);
    if (!listeners.some(isTls)) continue;
    checkClientTls(report);
    if (report.spec.http3 !== undefined && fields(report.spec.tls).clientValidation !== undefined && http.some(isTls))
      conclude(
        { object: policy, type: 'Warning', reason: 'UnsupportedHTTP3ClientValidation', field: 'spec.http3' },
        'UnsupportedHTTP3ClientValidation',
      );
  }
};
