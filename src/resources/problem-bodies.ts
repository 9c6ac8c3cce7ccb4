import type { BackendTrafficPolicy } from '../crds/types/index.ts';
import type { ProblemsIntent } from '../model/intent.ts';

type Override = NonNullable<NonNullable<BackendTrafficPolicy['spec']>['responseOverride']>[number];

const PROBLEMS = [
  { status: 401, title: 'Unauthorized', detail: 'Credentials are missing or not valid.' },
  { status: 403, title: 'Forbidden', detail: 'These credentials do not allow this request.' },
  { status: 429, title: 'Too Many Requests', detail: 'The rate limit is used up.' },
  { status: 503, title: 'Service Unavailable', detail: 'The service cannot be reached.' },
] as const;

/**
 * `spec.responseOverride`: bodies (RFC 9457) for error responses of the gateway. `source: Local` leaves responses of services
 * unchanged. An override drops headers, so the challenge of a 401 is set again. There is no Retry-After: Envoy drops the
 * X-RateLimit headers before an override could read them, and the recovery time of a service is not known.
 */
export const problemBodies = ({ challenges }: ProblemsIntent): Override[] =>
  PROBLEMS.filter(({ status }) => status !== 401 || challenges !== undefined).map(({ status, title, detail }) => ({
    match: { statusCodes: [{ type: 'Value', value: status }] },
    source: 'Local',
    response: {
      contentType: 'application/problem+json',
      body: { type: 'Inline', inline: JSON.stringify({ type: 'about:blank', title, status, detail }) },
      ...(status === 401 && challenges && challenges.length > 0
        ? { header: { set: [{ name: 'www-authenticate', value: challenges.join(', ') }] } }
        : {}),
    },
  }));
