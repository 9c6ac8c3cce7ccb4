import { plain } from '../../diagnostics/shown.ts';
import { entries, fields, type Loose, text } from '../loose-objects.ts';
import { gatewaysOf } from './attachments.ts';
import type { BehaviourCheck } from './scene.ts';

const isTls = (protocol: unknown): boolean => protocol === 'HTTPS' || protocol === 'TLS';

/** What listeners take in. */
export const gateways: BehaviourCheck = (scene) => {
  for (const gateway of scene.of('Gateway'))
    for (const [i, l] of entries(fields(gateway.spec).listeners).entries()) {
      const at = `spec.listeners[${i}]`;
      if (l.protocol === 'HTTPS' && !text(l.hostname))
        scene.report(
          'AnyHostname',
          'info',
          gateway,
          at,
          'The listener answers for every name that points at it. Write the hostname.',
        );
    }
};

/** Listeners whose own policy closes them want a route that keeps its filter in every connection. */
export const catchAll: BehaviourCheck = (scene) => {
  const everything = new Map<Loose, boolean>();
  for (const policy of scene.of('SecurityPolicy')) {
    if (fields(fields(policy.spec).authorization).defaultAction !== 'Deny') continue;
    for (const gateway of scene.attachments.targetsOf(policy).filter((t) => t.kind === 'Gateway')) {
      const kept = everything.get(gateway) ?? scene.under(gateway).some(({ route }) => takesEverything(route));
      everything.set(gateway, kept);
      if (!kept)
        scene.report(
          'CatchAllMissing',
          'warning',
          policy,
          'spec.targetRefs',
          'No route takes every path of this listener, so while it has no other route its connections have no authorization filter, and would let the first request of a new route through. Add a route for / that answers 404.',
        );
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

/** A route that a Gateway serves in clear text beside TLS. */
export const clearText: BehaviourCheck = (scene) => {
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
  for (const route of scene.routes()) {
    if (!entries(fields(route.spec).rules).some((r) => entries(r.backendRefs).length > 0)) continue;
    for (const { gateway, section } of gatewaysOf(scene.snapshot, route)) {
      // One that names no listener is said with its parentRef (NoSectionName).
      if (section === undefined) continue;
      const { tls, clear } = listenersOf(gateway);
      if (tls && clear.has(section))
        scene.report(
          'ClearTextRoute',
          'warning',
          route,
          'spec.parentRefs',
          'The Gateway has TLS, and this route is served in clear text as well: credentials would be read on the way. Name the TLS listener in sectionName.',
        );
    }
  }
};

const OLD = new Set(['1.0', '1.1', 'Auto']);

/** What clients may do before a route is chosen. */
export const clients: BehaviourCheck = (scene) => {
  for (const policy of scene.of('ClientTrafficPolicy')) {
    const spec = fields(policy.spec);
    if (OLD.has(plain(fields(spec.tls).minVersion)))
      scene.report(
        'OldTlsAllowed',
        'warning',
        policy,
        'spec.tls.minVersion',
        'TLS below 1.2 is broken and forbidden by RFC 8996. Write "1.2" or "1.3".',
      );
    const path = fields(spec.path);
    if (path.escapedSlashesAction === 'KeepUnchanged' || path.disableMergeSlashes === true)
      scene.report(
        'PathNormalisationOff',
        'warning',
        policy,
        'spec.path',
        'A path may look different to the policy and to the service, which is a way around. Use RejectRequest, and merge slashes.',
      );
    if (fields(spec.headers).withUnderscoresAction === 'Allow')
      scene.report(
        'UnderscoresAllowed',
        'warning',
        policy,
        'spec.headers.withUnderscoresAction',
        'Many services read x_user as x-user, so a client may forge a header that was removed. Use RejectRequest.',
      );
  }
};

const NEEDS: Readonly<Record<string, string>> = {
  Backend: 'enableBackend',
  EnvoyPatchPolicy: 'enableEnvoyPatchPolicy',
};

/** A Secret that names a socket instead of holding a certificate. */
const SDS_TYPE = 'gateway.envoyproxy.io/sds';

/** Kinds that Envoy Gateway ignores until its configuration switches them on; judged where that is known. */
export const extensions: BehaviourCheck = (scene) => {
  if (scene.config === undefined) return;
  for (const [kind, key] of Object.entries(NEEDS))
    for (const o of scene.of(kind))
      if (fields(fields(scene.config).extensionApis)[key] !== true)
        scene.report(
          'ExtensionDisabled',
          'warning',
          o,
          'kind',
          `Envoy Gateway ignores a ${kind} until extensionApis.${key} is true in its configuration.`,
        );
  if (fields(fields(scene.config).extensionApis).enableSDSSecretRef === true) return;
  for (const secret of scene.of('Secret'))
    if ((secret as Loose & { type?: unknown }).type === SDS_TYPE)
      scene.report(
        'ExtensionDisabled',
        'warning',
        secret,
        'type',
        'Envoy Gateway refuses what refers to this Secret until extensionApis.enableSDSSecretRef is true in its configuration: routes answer 500.',
      );
};
