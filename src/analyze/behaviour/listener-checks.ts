import type { ValuesArgument } from '../../diagnostics/catalogue.ts';
import { plain } from '../../diagnostics/shown.ts';
import { verdictsOf } from '../../effective/listeners/verdicts.ts';
import { entries, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import type { Check } from '../check.ts';

const isTls = (protocol: unknown): boolean => protocol === 'HTTPS' || protocol === 'TLS';

/** Listeners without a hostname. */
export const gateways: Check = (snapshot, report) => {
  for (const gateway of snapshot.of('Gateway'))
    for (const [i, l] of entries(fields(gateway.spec).listeners).entries()) {
      const at = `spec.listeners[${i}]`;
      if (l.protocol === 'HTTPS' && !text(l.hostname)) report('AnyHostname', gateway, at);
    }
};

/** Listeners with a certificate for other names than theirs, which the controller does not report. */
export const listenerNames: Check = (snapshot, report) => {
  for (const { listener, notes } of verdictsOf(snapshot).values())
    for (const { code, field, values } of notes)
      report(code, listener.owner, field, ...([values] as unknown as ValuesArgument<typeof code>));
};

/** A listener with a policy that denies needs a catch-all route, which keeps the authorization filter in every connection. */
export const catchAll: Check = (snapshot, report) => {
  const everything = new Map<Loose, boolean>();
  for (const policy of snapshot.of('SecurityPolicy')) {
    if (fields(fields(policy.spec).authorization).defaultAction !== 'Deny') continue;
    for (const gateway of snapshot.attachments.targetsOf(policy).filter((t) => t.kind === 'Gateway')) {
      const kept = everything.get(gateway) ?? snapshot.under(gateway).some(({ route }) => takesEverything(route));
      everything.set(gateway, kept);
      if (!kept) report('CatchAllMissing', policy, 'spec.targetRefs');
    }
  }
};

const takesEverything = (route: Loose): boolean =>
  route.kind === 'HTTPRoute' &&
  entries(fields(route.spec).rules).some((rule) => {
    const matches = entries(rule.matches);
    return (
      (matches.length === 0 || matches.some((m) => (fields(m.path).value ?? '/') === '/' && m.headers === undefined)) &&
      !redirects(rule)
    );
  });

const redirects = (rule: object): boolean => entries(fields(rule).filters).some((f) => f.type === 'RequestRedirect');

/** Routes that a Gateway with TLS serves unencrypted. */
export const clearText: Check = (snapshot, report) => {
  const known = new Map<Loose, { tls: boolean; clear: ReadonlySet<unknown> }>();
  const listenersOf = (gateway: Loose): { tls: boolean; clear: ReadonlySet<unknown> } => {
    const before = known.get(gateway);
    if (before) return before;
    const listeners = entries(fields(gateway.spec).listeners);
    const made = {
      tls: listeners.some((l) => isTls(l.protocol)),
      clear: new Set(listeners.filter((l) => l.protocol === 'HTTP').map((l) => l.name)),
    };
    known.set(gateway, made);
    return made;
  };
  for (const route of snapshot.routes()) {
    if (!entries(fields(route.spec).rules).some((r) => entries(r.backendRefs).length > 0)) continue;
    for (const { gateway, section } of snapshot.gatewaysOf(route)) {
      // A route that names no listener is reported at its parentRef (NoSectionName).
      if (section === undefined) continue;
      const { tls, clear } = listenersOf(gateway);
      if (tls && clear.has(section)) report('ClearTextRoute', route, 'spec.parentRefs');
    }
  }
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
