import type { Intent, TeamsIntent } from '../../model/intent.ts';
import { all, list, text } from '../../objects/cel.ts';
import { ENVOY_GROUP } from '../../objects/make.ts';
import { OF_BROWSERS, OF_ENVOY } from '../../values/header-names.ts';
import { ADMISSION } from '../notes/teams-notes.ts';
import { BACKEND_TRAFFIC_POLICY } from './fields/traffic-fields.ts';
import { onlyFields } from './fields.ts';
import { PATTERNS, readable } from './header-changes.ts';
import { limitsWithin } from './limits-admission.ts';
import { OWN_TARGETS } from './targets-admission.ts';
import type { TeamAdmission } from './team-admission.ts';

/** Default of Envoy for a field that is not set. */
const ENVOY_DEFAULT = 1024;
const TRIGGERS = ['connect-failure', 'refused-stream', 'reset-before-request', 'reset', 'retriable-status-codes'];
const NAMES_OF_HASH = [
  'has(object.spec.loadBalancer.consistentHash)',
  `(!has(object.spec.loadBalancer.consistentHash.headers) || object.spec.loadBalancer.consistentHash.headers.all(h, h.name.matches(variables.name)))`,
  `(!has(object.spec.loadBalancer.consistentHash.cookie) || object.spec.loadBalancer.consistentHash.cookie.name.matches(variables.name))`,
];

/** Bodies of error responses of the gateway. Responses of services must not change, and the status must not change. */
const bodies = (intent: Intent): string =>
  intent.problemJson
    ? `!has(object.spec.responseOverride) || object.spec.responseOverride.all(o, ${all([
        'has(o.source) && o.source == "Local"',
        `!has(o.response.contentType) || o.response.contentType.matches("^[a-z0-9/+.-]+$")`,
        `!has(o.response.body) || has(o.response.body.inline) && ${readable('o.response.body.inline')}`,
        `!has(o.response.header) || !has(o.response.header.set) || o.response.header.set.all(h, h.name.matches(variables.name) && ${readable('h.value')} && ![h.name.lowerAscii()].exists(n, n in ${list(['host', ...OF_BROWSERS.names])} || ${[':', ...OF_ENVOY, ...OF_BROWSERS.starts].map((s) => `n.startsWith(${text(s)})`).join(' || ')}))`,
      ])})`
    : '!has(object.spec.responseOverride)';

/** BackendTrafficPolicies of teams: rate limits and resilience, within the limits of the platform. */
export const traffic = (intent: Intent, teams: TeamsIntent): TeamAdmission => {
  const { sizing: s } = intent;
  const sizes = {
    maxConnections: s.maxConnections.value,
    maxPendingRequests: s.maxPendingRequests.value,
    maxParallelRequests: s.maxParallelRequests.value,
    maxParallelRetries: ENVOY_DEFAULT,
  };
  const breaker = 'object.spec.circuitBreaker';
  const capped = (at: string, name: string, most: number): string =>
    `!has(${at}.${name}) || ${at}.${name} <= ${Math.max(most, ENVOY_DEFAULT)}`;
  return {
    name: 'limits',
    group: ENVOY_GROUP,
    resources: ['backendtrafficpolicies'],
    versions: ['v1alpha1'],
    variables: PATTERNS,
    validations: [
      OWN_TARGETS,
      ...limitsWithin(intent, teams),
      ...onlyFields(BACKEND_TRAFFIC_POLICY),
      {
        expression: `!has(${breaker}) || (${all([
          ...Object.entries(sizes).map(([name, most]) => capped(breaker, name, most)),
          `!has(${breaker}.perEndpoint) || (${capped(`${breaker}.perEndpoint`, 'maxConnections', sizes.maxConnections)})`,
          `!has(${breaker}.retryBudget) || (${all([
            `!has(${breaker}.retryBudget.percent) || ${breaker}.retryBudget.percent.numerator * 5 <= (has(${breaker}.retryBudget.percent.denominator) ? ${breaker}.retryBudget.percent.denominator : 100)`,
            `!has(${breaker}.retryBudget.minRetryConcurrency) || ${breaker}.retryBudget.minRetryConcurrency <= 3`,
          ])})`,
        ])})`,
        message: `a circuit breaker must not let one service exhaust the shared proxies: at most ${Object.entries(sizes)
          .map(([name, most]) => `${name} ${Math.max(most, ENVOY_DEFAULT)}`)
          .join(', ')}, and 20 % retries`,
        reason: 'Forbidden',
      },
      {
        expression: `!has(object.spec.retry) || (${all([
          '!has(object.spec.retry.numRetries) || object.spec.retry.numRetries <= 2',
          `has(object.spec.retry.retryOn) && has(object.spec.retry.retryOn.triggers) && object.spec.retry.retryOn.triggers.all(t, t in ${list(TRIGGERS)})`,
          '!has(object.spec.retry.retryOn.httpStatusCodes) || object.spec.retry.retryOn.httpStatusCodes.all(c, c in [502, 503, 504])',
        ])})`,
        message: `at most 2 retries are allowed, and only after ${TRIGGERS.join(', ')} (502, 503, 504)`,
        reason: 'Forbidden',
      },
      {
        expression: all([
          `!has(object.spec.loadBalancer) || !(${NAMES_OF_HASH[0]}) || (${NAMES_OF_HASH.slice(1).join(' && ')} && (!has(object.spec.loadBalancer.consistentHash.tableSize) || object.spec.loadBalancer.consistentHash.tableSize == 65537))`,
          `!has(object.spec.healthCheck) || !has(object.spec.healthCheck.active) || !has(object.spec.healthCheck.active.http) || !has(object.spec.healthCheck.active.http.path) || object.spec.healthCheck.active.http.path.matches("^/[!-~]*$")`,
        ]),
        message:
          'header names, cookie names and health check paths must be valid for Envoy, because an invalid one blocks the routes of all teams',
        reason: 'Forbidden',
      },
      {
        expression: bodies(intent),
        message: intent.problemJson
          ? 'responseOverride may change only the body and headers of error responses of the gateway (source: Local)'
          : 'responseOverride is not allowed, because the platform does not set errors',
        reason: 'Forbidden',
      },
    ],
    why: ADMISSION.traffic,
  };
};
