import type { Answers } from '../answers/schema/answers-schema.ts';
import { AUTH_TYPES, type AuthType, KINDS } from '../auth/kinds.ts';
import { ACCESS_LOG_FIELDS } from '../model/access-log-fields.ts';
import type { ObservabilityIntent, SecurityIntent, TeamsIntent } from '../model/intent.ts';
import { DEFAULTS } from '../values/defaults.ts';

/**
 * The fields of the access log. A custom format replaces all default fields of Envoy Gateway. No field may contain a
 * credential: the path is logged without its query, and identity headers are those that authentication set (headers with
 * these names from clients are removed first).
 */
const fieldsOf = (
  security: readonly SecurityIntent[],
  ofTeams: TeamsIntent['methods'],
): (readonly [string, string])[] => {
  const checked = [
    ...security.flatMap((s) =>
      s.auth.flatMap(({ type, methods, logged }) => (logged ?? methods).map((name) => ({ type, name }))),
    ),
    ...ofTeams,
  ];
  const namesOf = (type: AuthType): string[] => [...new Set(checked.filter((m) => m.type === type).map((m) => m.name))];
  return [...ACCESS_LOG_FIELDS, ...AUTH_TYPES.flatMap((type) => KINDS[type].logFields(namesOf(type)))];
};

/** Access log (default: on), metrics and traces. */
export const observabilityOf = (
  answers: Pick<Answers, 'observability'>,
  security: readonly SecurityIntent[],
  teams: TeamsIntent | undefined,
): ObservabilityIntent => ({
  accessLog: (answers.observability?.accessLog ?? DEFAULTS.observability.accessLog.value) !== 'none',
  accessLogFields: fieldsOf(security, teams?.methods ?? []),
  prometheus: answers.observability?.prometheus,
  tracing: answers.observability?.tracing && {
    collector: answers.observability.tracing.collector,
    sampling: answers.observability.tracing.sampling ?? DEFAULTS.observability.sampling.value,
  },
});
