import { entries, type Fields, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import { type RuleOfRoute, rulesOfPolicy } from '../../effective/policies/rules-of-policy.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import { milliseconds } from '../../values/duration.ts';
import type { Check } from '../check.ts';

/** Start and end of an operator of Envoy's formatter. */
const BEGIN = /%[A-Z0-9_]+/y;
const END = /(?::\d+)?%/y;

/** Whether a text contains a percent sign that is not doubled and starts no operator. A loop, because an expression takes quadratic time. */
const hasBadPercent = (value: string): boolean => {
  for (let at = value.indexOf('%'); at >= 0; at = value.indexOf('%', at)) {
    if (value[at + 1] === '%') {
      at += 2;
      continue;
    }
    BEGIN.lastIndex = at;
    if (!BEGIN.test(value)) return true;
    at = BEGIN.lastIndex;
    if (value[at] === '(') at = value.indexOf(')', at) + 1;
    END.lastIndex = at;
    if (at === 0 || !END.test(value)) return true;
    at = END.lastIndex;
  }
  return false;
};

const headerFilters = (rule: Fields): { name: string; value: string; field: string }[] =>
  entries(rule.filters).flatMap((f, i) =>
    (['requestHeaderModifier', 'responseHeaderModifier'] as const).flatMap((kind) =>
      (['set', 'add'] as const).flatMap((how) =>
        entries(fields(f[kind])[how]).map((h, j) => ({
          name: text(h.name) ?? '',
          value: text(h.value) ?? '',
          field: `filters[${i}].${kind}.${how}[${j}].value`,
        })),
      ),
    ),
  );

/** Header values with a percent sign that starts no operator: Envoy rejects the whole route configuration (envoyproxy/gateway issue 7192). */
export const percent: Check = (snapshot, report) => {
  for (const route of snapshot.routes())
    for (const [i, rule] of entries(fields(route.spec).rules).entries())
      for (const { name, value, field } of headerFilters(rule))
        if (hasBadPercent(value)) report('HeaderWithPercent', route, `spec.rules[${i}].${field}`, { header: name });
};

/** Longer than any duration of Gateway API (GEP-2257): 1h1m1s1ms with five digits each. */
const LONGEST = 32;

const duration = (v: unknown): number | undefined => {
  const written = text(v);
  return written && written.length <= LONGEST ? milliseconds(written) : undefined;
};

/** What Envoy Gateway retries if the policy has no triggers, with status code 503 (buildRetryPolicy in internal/xds/translator/route.go). */
const DEFAULT_TRIGGERS = ['connect-failure', 'refused-stream', 'unavailable', 'cancelled', 'retriable-status-codes'];
const SAFE = new Set(['connect-failure', 'refused-stream', 'reset-before-request', 'cancelled', 'unavailable']);
const httpRulesOf = (snapshot: Snapshot, policy: Loose): RuleOfRoute[] =>
  rulesOfPolicy(snapshot, policy).filter(({ route }) => route.kind === 'HTTPRoute');
const readsOnly = ({ rule }: RuleOfRoute): boolean => {
  const matches = entries(rule.spec.matches);
  return matches.length > 0 && matches.every((m) => m.method === 'GET' || m.method === 'HEAD');
};

/** Retries that repeat unsafe requests, or that the timeout leaves no time for. */
export const retries: Check = (snapshot, report) => {
  for (const policy of snapshot.of('BackendTrafficPolicy')) {
    const spec = fields(policy.spec);
    const retry = fields(spec.retry);
    // A policy with numRetries: 0 turns retries off.
    if (spec.retry === undefined || retry.numRetries === 0) continue;
    const on = fields(retry.retryOn);
    const given = Array.isArray(on.triggers) ? on.triggers.filter((t): t is string => typeof t === 'string') : [];
    const triggers = given.length > 0 ? given : DEFAULT_TRIGGERS;
    // A list with only status codes of the gateway itself (502, 503, 504) is intended.
    const codes = retry.retryOn === undefined ? [503] : Array.isArray(on.httpStatusCodes) ? on.httpStatusCodes : [];
    const decided = codes.length > 0 && codes.every((c) => c === 502 || c === 503 || c === 504);
    const unsafe = triggers.filter(
      (t) =>
        !SAFE.has(t) &&
        !(decided && (t === 'reset' || t === 'retriable-status-codes')) &&
        // Without status codes, this one retries nothing.
        !(codes.length === 0 && t === 'retriable-status-codes'),
    );
    const rules = httpRulesOf(snapshot, policy);
    // A rule that does not exist is another fault.
    if (rules.length === 0 && snapshot.attachments.targetsOf(policy).some((t) => t.kind === 'HTTPRoute')) continue;
    if (unsafe.length > 0 && !(rules.length > 0 && rules.every(readsOnly)))
      report('RetriesUnsafe', policy, 'spec.retry', { triggers: unsafe });
    const each = duration(fields(retry.perRetry).timeout);
    const tries = (typeof retry.numRetries === 'number' ? retry.numRetries : 2) + 1;
    const timeouts = rules.map(({ rule }) => fields(rule.spec.timeouts));
    const whole = timeouts
      // Envoy Gateway applies backendRequest to all attempts together.
      .flatMap(({ request, backendRequest }) => [duration(request), duration(backendRequest)])
      .concat(duration(fields(fields(spec.timeout).http).requestTimeout))
      .filter((t): t is number => t !== undefined && t > 0);
    const least = whole.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const alone = timeouts.some(({ backendRequest }) => duration(backendRequest) === least);
    if (whole.length > 0 && tries > 1 && (each === undefined ? alone : each * tries > least))
      report(
        'RetriesExceedTimeout',
        policy,
        each === undefined ? 'spec.retry' : 'spec.retry.perRetry.timeout',
        each === undefined ? { case: 'together', of: { tries, least } } : { case: 'each', of: { tries, each, least } },
      );
  }
};

/** Weights and consistent hashing: without a filter on each backendRef Envoy Gateway makes one cluster and drops the weights. */
export const weights: Check = (snapshot, report) => {
  for (const policy of snapshot.of('BackendTrafficPolicy')) {
    if (fields(fields(policy.spec).loadBalancer).type !== 'ConsistentHash') continue;
    for (const { route, rule } of httpRulesOf(snapshot, policy)) {
      const refs = entries(rule.spec.backendRefs);
      if (
        refs.length > 1 &&
        new Set(refs.map((r) => r.weight ?? 1)).size > 1 &&
        !refs.some((r) => r.filters !== undefined)
      )
        report('WeightsIgnored', route, `${rule.field}.backendRefs`);
    }
  }
};
