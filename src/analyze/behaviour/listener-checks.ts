import type { ValuesArgument } from '../../diagnostics/catalogue.ts';
import { plain } from '../../diagnostics/shown.ts';
import { isForeign, ownGateways } from '../../effective/gateways/controllers.ts';
import { gatewayListeners, gatewayOf } from '../../effective/listeners/listener-sets.ts';
import { type Listener, listenersNamed, listenersOf } from '../../effective/listeners/listeners.ts';
import { verdictsOf } from '../../effective/listeners/verdicts.ts';
import { entries, fields, type Loose } from '../../effective/objects/loose-objects.ts';
import type { PolicyTarget } from '../../effective/policies/attachments.ts';
import { rulesOnListener } from '../../effective/requests/rules-of-route.ts';
import { attachmentsOf, servingListeners } from '../../effective/routes/parents.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import type { Check } from '../check.ts';
import { servesSomething } from './authentication-checks.ts';

const isTls = (protocol: unknown): boolean => protocol === 'HTTPS' || protocol === 'TLS';

/** Listeners without a hostname. */
export const gateways: Check = (snapshot, report) => {
  for (const gateway of ownGateways(snapshot))
    for (const l of gatewayListeners(snapshot, gateway))
      if (l.protocol === 'HTTPS' && l.hostname === undefined) report('AnyHostname', l.owner, l.field);
};

/** Listeners with a certificate for other names than theirs, which the controller does not report. */
export const listenerNames: Check = (snapshot, report) => {
  for (const { listener, notes } of verdictsOf(snapshot).values())
    for (const { code, field, values } of notes)
      report(code, listener.owner, field, ...([values] as unknown as ValuesArgument<typeof code>));
};

/** The listeners with a route that takes every request. */
const withCatchAll = (snapshot: Snapshot): ReadonlySet<Listener> => takenWhole(snapshot, false);
/** The same, also if that route redirects: it keeps the filter of its own listener, but is usually on one without TLS only. */
const withRedirect = (snapshot: Snapshot): ReadonlySet<Listener> => takenWhole(snapshot, true);

const takenWhole = (snapshot: Snapshot, byRedirect: boolean): ReadonlySet<Listener> =>
  new Set(
    snapshot
      .of('HTTPRoute')
      .filter((route) => takesEverything(route, byRedirect))
      .flatMap((route) => servingListeners(snapshot, route)),
  );

/** The listeners that a policy targets; undefined: none of Envoy Gateway. */
const listenersAt = (snapshot: Snapshot, { object, section }: PolicyTarget): readonly Listener[] | undefined => {
  const gateway = object && /^(Gateway|ListenerSet)$/.test(object.kind) ? gatewayOf(snapshot, object) : undefined;
  if (!object || !gateway || isForeign(snapshot, gateway)) return undefined;
  if (section !== undefined) return listenersNamed(object, section);
  return object === gateway ? gatewayListeners(snapshot, gateway) : listenersOf(object);
};

const isHttp = ({ protocol }: Listener): boolean => protocol === 'HTTP' || protocol === 'HTTPS';

/** A listener with a policy that denies needs a catch-all route, which keeps the authorization filter in every connection. */
export const catchAll: Check = (snapshot, report) => {
  const kept = snapshot.index(withCatchAll);
  const redirecting = snapshot.index(withRedirect);
  const known = new Map<Loose, boolean>();
  const isKept = (target: PolicyTarget, listeners: readonly Listener[]): boolean => {
    const whole = target.section === undefined ? target.object : undefined;
    const found = (whole && known.get(whole)) ?? listeners.some((l) => kept.has(l) || (!whole && redirecting.has(l)));
    if (whole) known.set(whole, found);
    return found;
  };
  for (const policy of snapshot.of('SecurityPolicy')) {
    if (fields(fields(policy.spec).authorization).defaultAction !== 'Deny') continue;
    const isOpen = snapshot.attachments.targetsOfPolicy(policy).some((target) => {
      // A connection without HTTP keeps its route, so a new one does not get its first request.
      const listeners = target.holder ? undefined : listenersAt(snapshot, target)?.filter(isHttp);
      // A listener that does not exist is another fault.
      return listeners !== undefined && listeners.length > 0 && !isKept(target, listeners);
    });
    if (isOpen) report('CatchAllMissing', policy, 'spec.targetRefs');
  }
};

const takesEverything = (route: Loose, byRedirect: boolean): boolean =>
  entries(fields(route.spec).rules).some((rule) => {
    const matches = entries(rule.matches);
    return (
      (matches.length === 0 || matches.some((m) => (fields(m.path).value ?? '/') === '/' && m.headers === undefined)) &&
      (byRedirect || !redirects(rule))
    );
  });

const redirects = (rule: object): boolean => entries(fields(rule).filters).some((f) => f.type === 'RequestRedirect');

const tlsGateways = (snapshot: Snapshot): ReadonlySet<Loose> =>
  new Set(snapshot.of('Gateway').filter((g) => gatewayListeners(snapshot, g).some((l) => isTls(l.protocol))));

/** Listeners with a policy of their own that denies: what they serve has a policy that allows it. */
const deniedByName = (snapshot: Snapshot): ReadonlySet<Listener> =>
  new Set(
    snapshot
      .of('SecurityPolicy')
      .filter((p) => fields(fields(p.spec).authorization).defaultAction === 'Deny')
      .flatMap((p) => snapshot.attachments.targetsOfPolicy(p))
      .flatMap((target) => (target.section === undefined ? [] : (listenersAt(snapshot, target) ?? []))),
  );

/** The port of https: HTTP on it is what a load balancer sends that terminates TLS. */
const HTTPS_PORT = 443;

/** Routes that a Gateway with TLS serves unencrypted; public ones may be meant, if the listener denies all others. */
export const clearText: Check = (snapshot, report) => {
  const withTls = snapshot.index(tlsGateways);
  const isClear = (l: Listener): boolean => {
    const gateway = l.protocol === 'HTTP' && l.port !== HTTPS_PORT ? gatewayOf(snapshot, l.owner) : undefined;
    return gateway !== undefined && withTls.has(gateway);
  };
  const denied = snapshot.index(deniedByName);
  const isIntended = (route: Loose, l: Listener): boolean =>
    denied.has(l) &&
    rulesOnListener(snapshot, route, l).every(
      ({ security, authentication }) =>
        (security?.level === 'route' || security?.level === 'rule') && authentication.length === 0,
    );
  for (const route of snapshot.routes())
    if (
      servesSomething(route) &&
      attachmentsOf(snapshot, route).some(
        // A route that names no listener is reported at its parentRef (NoSectionName).
        ({ ref, listeners }) =>
          ref.sectionName !== undefined && listeners.some((l) => isClear(l) && !isIntended(route, l)),
      )
    )
      report('ClearTextRoute', route, 'spec.parentRefs');
};

const OLD = new Set(['1.0', '1.1', 'Auto']);

/** Settings for clients that apply before a route is chosen. */
export const clients: Check = (snapshot, report) => {
  for (const policy of snapshot.of('ClientTrafficPolicy')) {
    const spec = fields(policy.spec);
    if (OLD.has(plain(fields(spec.tls).minVersion)))
      report('OldTlsAllowed', policy, 'spec.tls.minVersion', { version: plain(fields(spec.tls).minVersion) });
    const path = fields(spec.path);
    if (path.escapedSlashesAction === 'KeepUnchanged' || path.disableMergeSlashes === true)
      report('PathNormalizationOff', policy, 'spec.path');
    if (fields(spec.headers).withUnderscoresAction === 'Allow')
      report('UnderscoresAllowed', policy, 'spec.headers.withUnderscoresAction');
  }
};

const NEEDS: Readonly<Record<string, string>> = {
  Backend: 'enableBackend',
  EnvoyPatchPolicy: 'enableEnvoyPatchPolicy',
};

/** A Secret that contains the address of a socket instead of a certificate. */
const SDS_TYPE = 'gateway.envoyproxy.io/sds';

/** Kinds that Envoy Gateway ignores until its configuration enables them; checked if the configuration is known. */
export const extensions: Check = (snapshot, report) => {
  if (snapshot.config === undefined) return;
  for (const [kind, key] of Object.entries(NEEDS))
    for (const o of snapshot.of(kind))
      if (fields(fields(snapshot.config).extensionApis)[key] !== true)
        report('ExtensionDisabled', o, 'kind', { case: 'kind', of: { kind, key } });
  if (fields(fields(snapshot.config).extensionApis).enableSDSSecretRef === true) return;
  for (const secret of snapshot.of('Secret'))
    if ((secret as Loose & { type?: unknown }).type === SDS_TYPE)
      report('ExtensionDisabled', secret, 'type', { case: 'socket' });
};
