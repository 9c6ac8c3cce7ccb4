// Timeouts of services must not be longer than the listener's, which only the root file sets.

import { DEFAULTS } from '../../values/defaults.ts';
import { milliseconds } from '../../values/duration.ts';
import { found, type Rule } from './rule.ts';

/** The listener's longest timeout for teams with their own files, which the platform's unit does not read. */
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
      found(['services', i, key], 'TimeoutAboveListener', {
        service: s.name,
        timeout: milliseconds(timeout) === 0 ? undefined : timeout,
        limit,
        ofTeams: traffic?.longestTimeout === undefined,
        byTeam: view !== undefined,
        key,
      }),
    ];
  });
};
