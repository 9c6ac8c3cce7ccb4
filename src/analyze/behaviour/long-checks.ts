// Timeouts of the listener that are shorter than those of a route.

import { entries, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import { milliseconds } from '../../values/duration.ts';
import type { Check } from '../check.ts';

/** Envoy ends a silent stream without its own limit after this time. */
const HOUR = 3_600_000;

const duration = (v: unknown): number | undefined => {
  const s = text(v);
  return s !== undefined && /^([0-9]{1,5}(h|m|s|ms)){1,4}$/.test(s) ? milliseconds(s) : undefined;
};

/** Whether `time` is longer than `limit`; 0 means no limit, for both. */
const outlives = (time: number, limit: number): boolean => limit !== 0 && (time === 0 || time > limit);
const longest = (times: readonly number[]): number | undefined =>
  times.length === 0 ? undefined : times.includes(0) ? 0 : Math.max(...times);

/** The longest value that a route's rules or policies set for a timeout; undefined: not set. */
const configured = (policies: readonly Loose[], field: string, more: readonly (number | undefined)[] = []) =>
  longest(
    [...more, ...policies.map((p) => duration(fields(fields(fields(p.spec).timeout).http)[field]))].filter(
      (t) => t !== undefined,
    ),
  );

const show = (ms: number): string => (ms === 0 ? 'any time' : `${ms / 1000} s`);

/** The listener ends requests that the route's timeout still allows: uploads by requestReceivedTimeout, silent responses by streamIdleTimeout. */
export const cutByListener: Check = (snapshot, report) => {
  if (snapshot.of('ClientTrafficPolicy').length === 0) return;
  // Many routes share few listeners, which may have many policies.
  const known = new Map<Loose, Map<string | undefined, { client: Loose | undefined; traffic: readonly Loose[] }>>();
  const policiesOf = (gateway: Loose, section: string | undefined) => {
    const ofGateway = known.get(gateway) ?? new Map();
    known.set(gateway, ofGateway);
    if (!ofGateway.has(section))
      ofGateway.set(section, {
        client: snapshot.attachments.on(gateway, 'ClientTrafficPolicy', section)[0],
        traffic: snapshot.attachments.on(gateway, 'BackendTrafficPolicy', section),
      });
    return ofGateway.get(section)!;
  };
  for (const route of snapshot.routes())
    for (const { gateway, section } of snapshot.gatewaysOf(route)) {
      const { client, traffic } = policiesOf(gateway, section);
      if (!client) continue;
      const own = snapshot.attachments.on(route, 'BackendTrafficPolicy');
      const policies = own.length > 0 ? own : traffic;
      const rules = entries(fields(route.spec).rules).map((r) => duration(fields(r.timeouts).request));
      const time = configured(policies, 'requestTimeout', rules);
      if (time === undefined) continue;
      const http = fields(fields(fields(client.spec).timeout).http);
      const received = duration(http.requestReceivedTimeout) ?? 0;
      // If neither is set, Envoy Gateway makes the route's idle timeout long enough.
      const quiet = configured(policies, 'streamIdleTimeout') ?? duration(http.streamIdleTimeout) ?? 0;
      // No limit is usual for streams, where the request is short and the response is long.
      const uploads = time !== 0 && outlives(time, received) ? show(received) : undefined;
      const silence = outlives(time === 0 ? HOUR : time, quiet) ? show(quiet) : undefined;
      if (uploads !== undefined || silence !== undefined)
        report('TimeoutLimitedByListener', route, 'spec.rules', {
          time: show(time),
          policy: client.metadata.name,
          uploads,
          silence,
        });
    }
};

/** At path / Envoy Gateway removes the last slash of replacePrefixMatch: `/docs/` turns /version into /docsversion. */
export const rootRewrites: Check = (snapshot, report) => {
  for (const route of snapshot.of('HTTPRoute'))
    for (const [i, rule] of entries(fields(route.spec).rules).entries()) {
      const matches = entries(rule.matches);
      const atRoot =
        matches.length === 0 ||
        matches.some(({ path }) => {
          const { type, value } = fields(path);
          return (type ?? 'PathPrefix') === 'PathPrefix' && (value ?? '/') === '/';
        });
      if (!atRoot) continue;
      for (const [j, filter] of entries(rule.filters).entries()) {
        const prefix = text(fields(fields(filter.urlRewrite).path).replacePrefixMatch);
        if (prefix === undefined || prefix === '' || prefix === '/' || prefix.endsWith('//')) continue;
        const sent = prefix.replace(/\/$/, '');
        report('RootRewriteLosesSlash', route, `spec.rules[${i}].filters[${j}].urlRewrite.path`, { prefix, sent });
      }
    }
};
