import type { BackendTrafficPolicy } from '../crds/types/index.ts';

type Override = NonNullable<NonNullable<BackendTrafficPolicy['spec']>['responseOverride']>[number];

const PROBLEMS = [
  {
    status: 401,
    title: 'Unauthorized',
    detail: 'Credentials are missing or not valid.',
    header: { name: 'www-authenticate', value: 'Bearer' },
  },
  { status: 403, title: 'Forbidden', detail: 'These credentials do not allow this request.', header: undefined },
  {
    status: 429,
    title: 'Too Many Requests',
    detail: 'The rate limit is used up.',
    header: { name: 'retry-after', value: '60' },
  },
  {
    status: 503,
    title: 'Service Unavailable',
    detail: 'The service cannot be reached.',
    header: { name: 'retry-after', value: '5' },
  },
] as const;

/**
 * `spec.responseOverride`: bodies of RFC 9457 for the gateway's own refusals. `source: Local` leaves the services' own
 * answers alone. An override drops headers, so those that a client needs are set again.
 */
export const problemBodies = (): Override[] =>
  PROBLEMS.map(({ status, title, detail, header }) => ({
    match: { statusCodes: [{ type: 'Value', value: status }] },
    source: 'Local',
    response: {
      contentType: 'application/problem+json',
      body: { type: 'Inline', inline: JSON.stringify({ type: 'about:blank', title, status, detail }) },
      ...(header ? { header: { set: [{ ...header }] } } : {}),
    },
  }));
