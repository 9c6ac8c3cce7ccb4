import { ownGateways } from '../../effective/gateways/controllers.ts';
import { gatewayListeners } from '../../effective/listeners/listener-sets.ts';
import { entries, fields, type Loose } from '../../effective/objects/loose-objects.ts';
import { servingListeners } from '../../effective/routes/parents.ts';
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

/** HTTP listeners of a Gateway with TLS to which no HTTPRoute attaches. */
export const clearTextUnanswered: Check = (snapshot, report) => {
  const answered = new Set(snapshot.of('HTTPRoute').flatMap((route) => servingListeners(snapshot, route)));
  for (const gateway of ownGateways(snapshot)) {
    const listeners = gatewayListeners(snapshot, gateway);
    if (!listeners.some((l) => l.protocol === 'HTTPS')) continue;
    for (const l of listeners)
      if (l.protocol === 'HTTP' && !answered.has(l)) report('HttpsRedirectMissing', l.owner, l.field);
  }
};

/** Proxies without an access log. */
export const silentProxies: Check = (snapshot, report) => {
  for (const proxy of snapshot.of('EnvoyProxy'))
    if (fields(fields(fields(proxy.spec).telemetry).accessLog).disable === true)
      report('AccessLogOff', proxy, 'spec.telemetry.accessLog.disable');
};
