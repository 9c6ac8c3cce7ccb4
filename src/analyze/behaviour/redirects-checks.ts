import { entries, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import type { Check } from '../check.ts';

const redirectsOf = (route: Loose): { status: number; field: string }[] =>
  entries(fields(route.spec).rules).flatMap((rule, i) =>
    entries(rule.filters).flatMap((f, j) => {
      if (f.type !== 'RequestRedirect') return [];
      const { statusCode } = fields(f.requestRedirect);
      const status = typeof statusCode === 'number' ? statusCode : 302;
      return [{ status, field: `spec.rules[${i}].filters[${j}].requestRedirect.statusCode` }];
    }),
  );

/** Redirects after which clients send a POST as a GET (RFC 9110, 15.4.2 and 15.4.3). */
export const methods: Check = (snapshot, report) => {
  for (const route of snapshot.of('HTTPRoute'))
    for (const { status, field } of redirectsOf(route))
      if (status < 307) report('RedirectLosesMethod', route, field, { status });
};

/** The listeners that HTTPRoutes of a Gateway name; undefined: all listeners. */
const namedIn = (snapshot: Snapshot, gateway: Loose): Set<string | undefined> =>
  new Set(snapshot.under(gateway).flatMap(({ route, section }) => (route.kind === 'HTTPRoute' ? [section] : [])));

/** HTTP listeners of a Gateway with TLS to which no HTTPRoute attaches. */
export const clearTextUnanswered: Check = (snapshot, report) => {
  for (const gateway of snapshot.of('Gateway')) {
    const listeners = entries(fields(gateway.spec).listeners);
    if (!listeners.some((l) => l.protocol === 'HTTPS')) continue;
    const named = namedIn(snapshot, gateway);
    if (named.has(undefined)) continue;
    for (const [i, l] of listeners.entries())
      if (l.protocol === 'HTTP' && !named.has(text(l.name) ?? ''))
        report('HttpsRedirectMissing', gateway, `spec.listeners[${i}]`);
  }
};

/** Proxies without an access log. */
export const silentProxies: Check = (snapshot, report) => {
  for (const proxy of snapshot.of('EnvoyProxy'))
    if (fields(fields(fields(proxy.spec).telemetry).accessLog).disable === true)
      report('AccessLogOff', proxy, 'spec.telemetry.accessLog.disable');
};
