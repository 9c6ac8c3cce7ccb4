import { entries, fields, type Loose, text } from '../loose-objects.ts';
import type { BehaviourCheck, Scene } from './scene.ts';

const redirectsOf = (route: Loose): { status: number; field: string }[] =>
  entries(fields(route.spec).rules).flatMap((rule, i) =>
    entries(rule.filters).flatMap((f, j) => {
      if (f.type !== 'RequestRedirect') return [];
      const { statusCode } = fields(f.requestRedirect);
      const status = typeof statusCode === 'number' ? statusCode : 302;
      return [{ status, field: `spec.rules[${i}].filters[${j}].requestRedirect.statusCode` }];
    }),
  );

/** Redirects after which a POST is a GET (RFC 9110, 15.4.2 and 15.4.3). */
export const methods: BehaviourCheck = (scene) => {
  for (const route of scene.of('HTTPRoute'))
    for (const { status, field } of redirectsOf(route))
      if (status < 307)
        scene.report(
          'RedirectLosesMethod',
          'info',
          route,
          field,
          `Clients turn POST into GET on ${status}, without the body. Write 308, or 307 for a while.`,
        );
};

/** The listeners that HTTPRoutes of a Gateway name; undefined among them: all. */
const namedIn = (scene: Scene, gateway: Loose): Set<string | undefined> =>
  new Set(scene.under(gateway).flatMap(({ route, section }) => (route.kind === 'HTTPRoute' ? [section] : [])));

/** HTTP listeners beside TLS on which nothing answers. */
export const clearTextUnanswered: BehaviourCheck = (scene) => {
  for (const gateway of scene.of('Gateway')) {
    const listeners = entries(fields(gateway.spec).listeners);
    if (!listeners.some((l) => l.protocol === 'HTTPS')) continue;
    const named = namedIn(scene, gateway);
    if (named.has(undefined)) continue;
    for (const [i, l] of listeners.entries())
      if (l.protocol === 'HTTP' && !named.has(text(l.name) ?? ''))
        scene.report(
          'HttpsRedirectMissing',
          'info',
          gateway,
          `spec.listeners[${i}]`,
          'Who comes by http:// gets 404: nothing sends them to TLS. Add an HTTPRoute with a RequestRedirect filter (scheme https, 308), or remove the listener.',
        );
  }
};

/** Proxies that write no line about a request. */
export const silentProxies: BehaviourCheck = (scene) => {
  for (const proxy of scene.of('EnvoyProxy'))
    if (fields(fields(fields(proxy.spec).telemetry).accessLog).disable === true)
      scene.report(
        'AccessLogOff',
        'info',
        proxy,
        'spec.telemetry.accessLog.disable',
        'No request leaves a line, so nobody can say afterwards who was refused and why. Remove disable.',
      );
};
