// A service's timeout and the longest that the listener waits for a request, which only the root file can say.

import { DEFAULTS } from '../../values/defaults.ts';
import { milliseconds } from '../../values/duration.ts';
import { found, type Rule } from './rule.ts';

/** What the listener allows teams whose files the platform's unit does not read. */
const FOR_TEAMS = DEFAULTS.traffic.longestTimeout.values.teams;

const above = (timeout: string, limit: string): boolean =>
  milliseconds(limit) !== 0 && (milliseconds(timeout) === 0 || milliseconds(timeout) > milliseconds(limit));

export const timeoutRules: Rule = ({ services, traffic }, view) => {
  const own = view?.team.answers !== undefined;
  const limit = traffic?.longestTimeout ?? (own ? FOR_TEAMS : undefined);
  if (limit === undefined) return [];
  return services.flatMap((s, i) => {
    const timeout = s.timeout ?? (s.longRunning ? DEFAULTS.service.timeout.values.longRunning : undefined);
    if (timeout === undefined || !above(timeout, limit)) return [];
    const key = s.timeout === undefined ? 'longRunning' : 'timeout';
    return [
      found(
        ['services', i, key],
        'TimeoutAboveLongest',
        `${s.name} may take ${milliseconds(timeout) === 0 ? 'any time' : timeout}, and the listener waits at most ${limit} for a request${traffic?.longestTimeout === undefined ? ' of a team' : ''}.`,
        'An upload that takes longer would end with 408, whatever the timeout of the service says.',
        `Write traffic: { longestTimeout: ${milliseconds(timeout) === 0 ? '0s' : timeout} } in the ${view ? 'root file' : 'answers'}, or a shorter ${key === 'timeout' ? 'timeout' : 'timeout in place of longRunning'}.`,
      ),
    ];
  });
};
