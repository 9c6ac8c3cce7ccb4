import type { Validation } from 'kubernetes-types/admissionregistration/v1.d.ts';
import type { Intent, TeamsIntent } from '../../model/intent.ts';
import { all, any, list, text } from '../../objects/cel.ts';
import { UNIT } from '../rate-limit-spec.ts';

const selector = (s: string, holds: string): string =>
  `has(r.clientSelectors) && size(r.clientSelectors) == 1 && r.clientSelectors.all(${s}, ${holds})`;
const header = (holds: string): string =>
  selector('s', `!has(s.sourceCIDR) && has(s.headers) && size(s.headers) == 1 && s.headers.all(h, ${holds})`);

const EVERYBODY = '!has(r.clientSelectors) || size(r.clientSelectors) == 0';
const EACH = 'h.type == "Distinct"';
const WITHOUT = 'h.type == "RegularExpression" && has(h.value) && h.value == ".*" && has(h.invert) && h.invert';
const address = (network: string): string =>
  selector(
    's',
    `!has(s.headers) && has(s.sourceCIDR) && s.sourceCIDR.type == "Distinct" && s.sourceCIDR.value == ${text(network)}`,
  );
const straight = '(!has(h.invert) || !h.invert)';

/**
 * The rate limit keys that a rule may use: all requests, each address, each value of an identity header, and requests without
 * that header. With a header that clients choose, each request could have its own budget.
 */
const shape = (headers: readonly string[]): string =>
  any([
    EVERYBODY,
    address('0.0.0.0/0'),
    address('::/0'),
    ...(headers.length > 0 ? [header(`h.name in ${list(headers)} && (${EACH} && ${straight} || ${WITHOUT})`)] : []),
  ]);

/** The rules of one unit cover all requests. A local rule without selectors applies to all requests that no other rule matches. */
const covered = (rules: string, word: string, scope: 'local' | 'global', headers: readonly string[]): string => {
  const some = (holds: string): string => `${rules}.exists(r, r.limit.unit == ${word} && ${holds})`;
  const byHeader = headers.map((name) => {
    const of = (holds: string): string => some(header(`h.name == ${text(name)} && ${holds}`));
    return scope === 'global'
      ? `${of(`${EACH} && ${straight}`)} && ${of(WITHOUT)}`
      : `${of(`${EACH} && ${straight}`)} && ${rules}.exists(r, ${EVERYBODY})`;
  });
  return any([some(`(${EVERYBODY})`), `${some(address('0.0.0.0/0'))} && ${some(address('::/0'))}`, ...byHeader]);
};

/**
 * The policy has each limit of the platform, no rule allows more in its unit, and all requests are covered. Local limits are per
 * replica, so the number of the platform is the one per replica.
 */
export const limitsWithin = (intent: Intent, { fallback, countedBy }: TeamsIntent): Validation[] => {
  const limit = fallback.rateLimit;
  if (!limit) return [];
  const { scope, limits, perReplica } = limit;
  const rules = `object.spec.rateLimit.${scope}.rules`;
  const most = limits.map(({ unit }, i) => ({ word: text(UNIT[unit]), unit, requests: perReplica[i]!.value }));
  const other = scope === 'global' ? 'local' : 'global';
  const atMost = most.map((m) => `${m.requests} per ${m.unit}`).join(' and ');
  const headers = [
    ...new Set([...countedBy, ...intent.client.identityHeaders.filter((h) => OF_METHODS.has(h))]),
  ].sort();
  return [
    {
      expression: all([
        `has(object.spec.rateLimit) && has(object.spec.rateLimit.${scope}) && has(${rules}) && !has(object.spec.rateLimit.${other})`,
        ...most.map(
          ({ word, requests }) =>
            `${rules}.exists(r, r.limit.unit == ${word}) && ${rules}.all(r, r.limit.unit != ${word} || r.limit.requests <= ${requests})`,
        ),
      ]),
      message: `a team's policy must limit requests to at most ${atMost} (${scope}${scope === 'local' ? ', per replica' : ''})`,
      reason: 'Forbidden',
    },
    {
      expression: `!has(object.spec.rateLimit) || !has(object.spec.rateLimit.${scope}) || !has(${rules}) || (${all([
        `${rules}.all(r, ${shape(headers)})`,
        ...most.map(({ word }) => covered(rules, word, scope, headers)),
      ])})`,
      message: `a rate limit must include all requests: per ${headers.join(' or ')} with a rule for requests without it, per address (0.0.0.0/0 and ::/0), or one limit for all`,
      reason: 'Forbidden',
    },
  ];
};

/** Headers that the authentication methods set. */
const OF_METHODS: ReadonlySet<string> = new Set(['x-client-id', 'x-basic-user']);
