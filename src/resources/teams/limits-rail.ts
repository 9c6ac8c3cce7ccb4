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
 * Whom a rule may count: everybody, each address, each value of a header that says who a client is, and who has no such
 * header. Counted by a header of its own choice, each request of a client would have a budget of its own.
 */
const shape = (headers: readonly string[]): string =>
  any([
    EVERYBODY,
    address('0.0.0.0/0'),
    address('::/0'),
    ...(headers.length > 0 ? [header(`h.name in ${list(headers)} && (${EACH} && ${straight} || ${WITHOUT})`)] : []),
  ]);

/** Rules of one unit leave nobody out. Locally what has no selectors takes whoever no other rule takes, whatever its unit. */
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
 * Each limit of the platform is there, no rule allows more in its unit, and nobody is left out. Local limits are per replica, so the
 * platform's number is what one of them may allow.
 */
export const limitsWithin = (intent: Intent, { fallback, countedBy }: TeamsIntent): Validation[] => {
  const limit = fallback.rateLimit;
  if (!limit) return [];
  const { scope, limits, perReplica } = limit;
  const rules = `object.spec.rateLimit.${scope}.rules`;
  const most = limits.map(({ unit }, i) => ({ word: text(UNIT[unit]), unit, requests: perReplica[i]!.value }));
  const other = scope === 'global' ? 'local' : 'global';
  const said = most.map((m) => `${m.requests} a ${m.unit}`).join(' and ');
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
      message: `a policy of a team limits to at most ${said} (${scope}${scope === 'local' ? ', each replica' : ''})`,
      reason: 'Forbidden',
    },
    {
      expression: `!has(object.spec.rateLimit) || !has(object.spec.rateLimit.${scope}) || !has(${rules}) || (${all([
        `${rules}.all(r, ${shape(headers)})`,
        ...most.map(({ word }) => covered(rules, word, scope, headers)),
      ])})`,
      message: `a limit counts everybody: each client by ${headers.join(' or ')} and who has none, each address (0.0.0.0/0 and ::/0), or all together`,
      reason: 'Forbidden',
    },
  ];
};

/** Set by the methods themselves. */
const OF_METHODS: ReadonlySet<string> = new Set(['x-client-id', 'x-basic-user']);
