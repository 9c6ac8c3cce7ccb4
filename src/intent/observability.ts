import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ObservabilityIntent, SecurityIntent, TeamsIntent } from '../model/intent.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { CLIENT_HEADER, USER_HEADER } from './allow-rules.ts';

/**
 * Fields of the access log. A format of our own replaces all of Envoy Gateway's fields. No field may carry a credential:
 * the path is logged without its query, and the identity headers are those that authentication set (the clients' own are
 * removed before).
 */
const fieldsOf = (
  security: readonly SecurityIntent[],
  ofTeams: TeamsIntent['methods'],
): (readonly [string, string])[] => {
  const has = (type: 'apiKey' | 'basic'): boolean =>
    security.some((s) => s[type]) || ofTeams.some((m) => m.type === type);
  const providers = [
    ...new Set([
      ...security.flatMap((s) => s.jwt.map((p) => p.name)),
      ...ofTeams.flatMap((m) => (m.type === 'jwt' ? [m.name] : [])),
    ]),
  ];
  return [
    ['start_time', '%START_TIME%'],
    ['method', '%REQ(:METHOD)%'],
    ['host', '%REQ(:AUTHORITY)%'],
    ['path', '%REQ_WITHOUT_QUERY(X-ENVOY-ORIGINAL-PATH?:PATH)%'],
    ['protocol', '%PROTOCOL%'],
    ['status', '%RESPONSE_CODE%'],
    ['response_flags', '%RESPONSE_FLAGS%'],
    ['response_code_details', '%RESPONSE_CODE_DETAILS%'],
    ['duration_ms', '%DURATION%'],
    ['upstream_cluster', '%UPSTREAM_CLUSTER%'],
    ['upstream_host', '%UPSTREAM_HOST%'],
    ['route_name', '%ROUTE_NAME%'],
    ['client_ip', '%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%'],
    ['user_agent', '%REQ(USER-AGENT)%'],
    ['bytes_received', '%BYTES_RECEIVED%'],
    ['bytes_sent', '%BYTES_SENT%'],
    ['request_id', '%REQ(X-REQUEST-ID)%'],
    ['trace_id', '%TRACE_ID%'],
    ...providers.map((p): [string, string] => [
      providers.length === 1 ? 'subject' : `subject_${p}`,
      `%DYNAMIC_METADATA(envoy.filters.http.jwt_authn:${p}:sub)%`,
    ]),
    ...(has('apiKey') ? [['client_id', `%REQ(${CLIENT_HEADER.toUpperCase()})%`] as const] : []),
    ...(has('basic') ? [['user', `%REQ(${USER_HEADER.toUpperCase()})%`] as const] : []),
  ];
};

/** Access log, metrics and traces; the log is on unless someone said otherwise. */
export const observabilityOf = (
  answers: Answers,
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
