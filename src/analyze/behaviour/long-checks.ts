// Timeouts of the listener that are shorter than those of a route.

import { entries, fields, text } from '../../effective/objects/loose-objects.ts';
import type { RuleSettings } from '../../effective/requests/rule-settings.ts';
import { rulesInPlace } from '../../effective/requests/rules-of-route.ts';
import type { Check } from '../check.ts';

/** Envoy ends a silent stream without its own limit after this time. */
const HOUR = 3_600_000;

/** Whether `time` is longer than `limit`; 0 means no limit, for both. */
const outlives = (time: number, limit: number): boolean => limit !== 0 && (time === 0 || time > limit);

const show = (ms: number): string => (ms === 0 ? 'any time' : `${ms / 1000} s`);

/** What the listener ends although the rule allows it: uploads by requestReceivedTimeout, silent responses by streamIdleTimeout. */
const cutsOf = (rule: RuleSettings) => {
  const { client } = rule;
  if (!client.policy) return undefined;
  const { request, idle } = rule.timeouts;
  // A timeout that nobody set is no wish.
  if (!request.source) return undefined;
  const [time, received] = [request.value, client.requestReceived.value];
  // No limit is usual for streams, where the request is short and the response is long.
  const uploads = time !== 0 && outlives(time, received) ? show(received) : undefined;
  const silence = outlives(time === 0 ? HOUR : time, idle.value) ? show(idle.value) : undefined;
  if (uploads === undefined && silence === undefined) return undefined;
  return { time, values: { time: show(time), policy: client.policy.metadata.name, uploads, silence } };
};

/** Rules whose timeout is longer than what the listener allows; of each route, the rule with the longest. */
export const cutByListener: Check = (snapshot, report) => {
  if (snapshot.of('ClientTrafficPolicy').length === 0) return;
  for (const route of snapshot.routes()) {
    let worst: ReturnType<typeof cutsOf>;
    for (const rule of rulesInPlace(snapshot, route)) {
      const cuts = cutsOf(rule);
      if (cuts && (!worst || !outlives(worst.time, cuts.time))) worst = cuts;
    }
    if (worst) report('TimeoutLimitedByListener', route, 'spec.rules', worst.values);
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
